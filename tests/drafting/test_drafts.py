"""Drafts: every save is a version, nothing is lost, the approved one is pinned, and issued nothing changes any more."""

from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, LATER, Lives, World
from tests.dossiers.rows import nothing_is_written

from motcua.dossiers.public import Outcome, ResultPaper
from motcua.drafting import public as drafting
from motcua.drafting.public import Text
from motcua.drafting.rules.comparing import compared
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization.public import Actor

FIRST = Text(title="Giấy phép môi trường", body="Điều 1. Cấp phép.\nĐiều 2. Hiệu lực.")
SECOND = Text(title="Giấy phép môi trường", body="Điều 1. Cấp phép 🌱 <b>5 năm</b>.\nĐiều 2. Hiệu lực.", remarks="Xem Điều 1")


def begin(dossier: int, actor: Actor) -> int:
    return drafting.begin_draft(dossier_id=dossier, text=FIRST, key="khoa-du-thao", actor=actor, at=AT)


def save(dossier: int, draft: int, actor: Actor, text: Text = SECOND, *, seen: int = 1) -> int:
    return drafting.save_draft(dossier_id=dossier, draft_id=draft, text=text, seen=seen, actor=actor, at=LATER)


@pytest.fixture
def written(world: World, life: Lives) -> tuple[int, int, Actor]:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    return dossier, begin(dossier, official), official


def test_each_save_is_a_version_and_an_old_one_comes_back_on_top(written: tuple[int, int, Actor]) -> None:
    dossier, draft, official = written
    save(dossier, draft, official)

    drafting.restore_version(dossier_id=dossier, draft_id=draft, number=1, seen=2, actor=official, at=LATER)

    found = drafting.versions_of(draft)
    assert [(one.number, one.body, one.restored) for one in found] == [
        (3, FIRST.body, 1),
        (2, SECOND.body, None),
        (1, FIRST.body, None),
    ]
    facts = journal.history(f"draft:{draft}")
    assert [fact.payload["version"] for fact in facts] == [1, 2, 3]
    assert "Cấp phép" not in str([fact.payload for fact in facts])


def test_of_two_who_type_at_once_the_second_is_told_and_nothing_is_written_over(
    world: World, written: tuple[int, int, Actor]
) -> None:
    dossier, draft, official = written
    save(dossier, draft, official)

    with pytest.raises(DomainError) as refused:
        save(dossier, draft, world.who("head", world.rach_gia), Text(title="Khác", body="Khác"))

    assert refused.value.code == "stale_page"
    assert drafting.draft(dossier_id=dossier, draft_id=draft).latest.body == SECOND.body


def test_the_same_text_again_makes_no_version(written: tuple[int, int, Actor]) -> None:
    dossier, draft, official = written

    assert (save(dossier, draft, official), save(dossier, draft, official)) == (2, 2)
    assert begin(dossier, official) == draft


@pytest.mark.parametrize("text", [Text(title=" ", body="x"), Text(title="x", body=" \r\n "), Text(title="x", body="x" * 500_001)])
def test_a_draft_without_title_or_text_or_without_end_is_refused(written: tuple[int, int, Actor], text: Text) -> None:
    dossier, draft, official = written

    with pytest.raises(DomainError) as refused:
        save(dossier, draft, official, text)

    assert refused.value.code == "bad_draft"


def test_the_head_approves_at_the_heads_step_and_a_later_text_is_not_approved(
    world: World, life: Lives, written: tuple[int, int, Actor]
) -> None:
    dossier, draft, official = written
    approve: dict[str, Any] = {"dossier_id": dossier, "draft_id": draft, "number": 1, "seen": 1, "at": AT}
    with pytest.raises(DomainError) as refused:
        drafting.approve_version(actor=official, **approve)
    head = world.who("head", world.rach_gia)
    life.do("complete_step", dossier, at=AT)

    drafting.approve_version(actor=head, **approve)
    save(dossier, draft, head)

    found = drafting.draft(dossier_id=dossier, draft_id=draft)
    assert refused.value.code == "not_yours_to_approve"
    assert (found.approved, found.latest.number) == (1, 2)
    assert drafting.issuable(dossier) == [(f"draft:{draft}/1", "Giấy phép môi trường, phiên bản 1")]


def test_nobody_approves_what_they_wrote_themselves_nor_what_they_took_back_of_their_own(
    world: World, life: Lives, written: tuple[int, int, Actor]
) -> None:
    dossier, draft, _official = written
    life.do("complete_step", dossier, at=AT)
    head = world.who("head", world.rach_gia)
    save(dossier, draft, head)
    drafting.restore_version(dossier_id=dossier, draft_id=draft, number=1, seen=2, actor=head, at=LATER)
    drafting.restore_version(dossier_id=dossier, draft_id=draft, number=2, seen=3, actor=head, at=LATER)

    for number in (2, 3, 4):
        with nothing_is_written(), pytest.raises(drafting.OwnVersion):
            drafting.approve_version(dossier_id=dossier, draft_id=draft, number=number, seen=4, actor=head, at=LATER)
    drafting.approve_version(dossier_id=dossier, draft_id=draft, number=1, seen=4, actor=head, at=LATER)

    assert drafting.draft(dossier_id=dossier, draft_id=draft).approved == 1


def test_what_is_issued_names_its_version_and_is_locked(world: World, life: Lives, written: tuple[int, int, Actor]) -> None:
    dossier, draft, _official = written
    life.do("complete_step", dossier, at=AT)
    drafting.approve_version(
        dossier_id=dossier, draft_id=draft, number=1, seen=1, actor=world.who("head", world.rach_gia), at=AT
    )  # fmt: skip
    while life.mover("complete_step", dossier) != world.who("clerk", world.rach_gia):
        life.do("complete_step", dossier, at=AT)
    paper = ResultPaper(name="Giấy phép", symbol="GP", source=drafting.source_of(draft, 1))
    life.do("finish", dossier, at=LATER, outcome=Outcome.GRANTED, results=(paper,))

    for who in ("official", "head", "leader", "clerk"):
        with pytest.raises(DomainError):
            save(dossier, draft, world.who(who, world.rach_gia))

    assert drafting.draft(dossier_id=dossier, draft_id=draft).latest.body == FIRST.body


@pytest.mark.parametrize("source", ["draft:{draft}/2", "draft:999/1", "draft:{other}/1", "<b>", "draft:{draft}/1 "])
def test_a_result_names_no_version_but_an_approved_one_of_its_dossier(
    world: World, life: Lives, written: tuple[int, int, Actor], source: str
) -> None:
    dossier, draft, official = written
    other = begin(life.in_process(), official)
    save(dossier, draft, official)
    life.do("complete_step", dossier, at=AT)
    head = world.who("head", world.rach_gia)
    drafting.approve_version(dossier_id=dossier, draft_id=draft, number=1, seen=2, actor=head, at=AT)
    while not given.at_last_step(given.dossier_detail(dossier)):
        life.do("complete_step", dossier, at=AT)
    named = source.format(draft=draft, other=other)

    with pytest.raises(DomainError) as refused:
        life.do("finish", dossier, at=LATER, outcome=Outcome.GRANTED, results=(ResultPaper(name="x", symbol="GP", source=named),))

    assert refused.value.code == "version_not_approved"
    assert given.dossier(dossier).finished_at is None


def test_a_comparison_says_every_line_that_went_and_came() -> None:
    lines = compared("a\nb\nc", "a\nB\nc\nd")

    assert [(line.sign, line.text) for line in lines] == [(" ", "a"), ("-", "b"), ("+", "B"), (" ", "c"), ("+", "d")]
    assert compared("", "") == ()
