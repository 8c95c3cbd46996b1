"""A request with a key counts once, whoever sends it again and however often."""

from datetime import timedelta

import pytest
from tests.dossiers import factories, given
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.rows import nothing_is_written

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier, Request
from motcua.dossiers.operations.requests import KEPT, KeyUsedForAnother
from motcua.dossiers.public import RequestKey, State
from motcua.foundation.errors import DomainError


def key(text: str = "khoa-0001", *, sender: str = "user:1", asked: object = "a") -> RequestKey:
    return RequestKey.of(sender=sender, key=text, asked=asked)


def file(world: World, request: RequestKey, *, accept: bool = True) -> dossiers.DossierMoved:
    filing = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id)
    return dossiers.file_dossier(
        filing=filing, actor=world.who("counter", world.rach_gia_centre), at=AT, accept=accept, request=request
    )


def test_the_same_key_gives_the_same_dossier_again(world: World) -> None:
    first = file(world, key())

    with nothing_is_written():
        again = file(world, key())

    assert (again.dossier_id, again.code, again.state, again.due_at, again.moves) == (
        first.dossier_id, first.code, first.state, first.due_at, first.moves,
    )  # fmt: skip
    assert (first.repeated, again.repeated) == (False, True)


def test_the_answer_of_the_first_time_stays_though_the_dossier_went_on(world: World, life: Lives) -> None:
    first = file(world, key())
    life.do("forward", first.dossier_id, at=LATER)

    assert file(world, key()).state == State.RECEIVED


def test_the_same_key_for_something_else_is_refused(world: World) -> None:
    file(world, key())

    with nothing_is_written(), pytest.raises(KeyUsedForAnother):
        file(world, key(asked="b"))


def test_a_key_is_its_senders_own(world: World) -> None:
    assert file(world, key()).dossier_id != file(world, key(sender="user:2")).dossier_id


def test_a_request_that_failed_may_be_sent_again_under_its_key(world: World, life: Lives) -> None:
    dossier = life.accepted()
    with nothing_is_written(), pytest.raises(DomainError):
        life.do("accept", dossier, at=LATER, actor=world.who("counter", world.rach_gia_centre), request=key())

    assert life.do("forward", dossier, at=LATER, request=key()).state == State.IN_PROCESS


def test_a_repeated_move_changes_nothing_and_answers_the_same(world: World, life: Lives) -> None:
    dossier = life.filed()
    first = life.do("accept", dossier, at=LATER, request=key(), seen=1)

    with nothing_is_written():
        again = life.do("accept", dossier, at=vn("2026-11-18 09:00"), request=key(), seen=1)

    assert (again.state, again.due_at, again.moves, again.move) == (first.state, first.due_at, first.moves, "accept")
    assert again.repeated


def test_a_key_is_kept_for_a_quarter_and_then_let_go(world: World) -> None:
    first = file(world, key())

    assert dossiers.forget_requests(at=AT + KEPT) == 0
    assert file(world, key()).code == first.code

    assert dossiers.forget_requests(at=AT + KEPT + timedelta(seconds=1)) == 1
    assert file(world, key()).code != first.code


def test_without_a_key_every_request_is_new(life: Lives) -> None:
    assert life.filed() != life.filed()
    assert not Request.objects.exists()
    assert Dossier.objects.count() == 2


def test_the_digest_does_not_depend_on_the_order_of_what_was_asked() -> None:
    assert key(asked={"a": 1, "b": "ộ"}).digest == key(asked={"b": "ộ", "a": 1}).digest
    assert key(asked={"a": 1}).digest != key(asked={"a": "1"}).digest


def test_a_repeated_answer_is_given_before_anything_else_is_asked(world: World, life: Lives) -> None:
    first = file(world, key())
    stranger = world.who("official", world.phu_quoc)
    filing = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id)

    again = dossiers.file_dossier(filing=filing, actor=stranger, at=AT, accept=True, request=key())

    assert again.code == given.code(first.dossier_id)
