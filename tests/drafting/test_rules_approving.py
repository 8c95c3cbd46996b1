"""Who may approve a version: somebody else than whoever wrote it, or took it back."""

from dataclasses import replace

import pytest
from tests.dossiers.given import AT

from motcua.dossiers import public as dossiers
from motcua.drafting.facts import VersionShown
from motcua.drafting.rules.approving import hands_of
from motcua.foundation.four_eyes import is_among
from motcua.organization.facts import StandIn
from motcua.organization.public import SYSTEM, Actor, Role

WRITER, HEAD = (replace(SYSTEM, kind="user", user_id=number) for number in (1, 2))


def version(number: int, author: int | None, restored: int | None = None) -> VersionShown:
    return VersionShown(number=number, title="t", body="b", remarks="", author_id=author, at=AT, restored=restored)


VERSIONS = [version(1, 1), version(2, 2), version(3, 2, restored=1), version(4, 3, restored=3), version(5, None)]


@pytest.mark.parametrize(
    ("number", "hands"),
    [(1, {"user:1"}), (2, {"user:2"}), (3, {"user:1", "user:2"}), (4, {"user:1", "user:2", "user:3"}), (5, set()), (9, set())],
)
def test_the_hands_of_a_version_are_its_writer_and_those_of_what_was_taken_back(number: int, hands: set[str]) -> None:
    assert hands_of(VERSIONS, number) == hands


def test_who_decides_in_an_absent_writers_name_decides_as_the_writer() -> None:
    deputy = replace(HEAD, lent=frozenset({StandIn(role=Role.HEAD, agency_id=1, user_id=1)}))
    unasked = replace(HEAD, lent=frozenset({StandIn(role=Role.COUNTER, agency_id=1, user_id=1)}))

    def own(actor: Actor) -> bool:
        return is_among(actor, dossiers.LEADING, hands_of(VERSIONS, 1))

    assert [own(actor) for actor in (WRITER, HEAD, deputy, unasked)] == [True, False, True, False]
