"""Closing: only what has ended and owes nothing, by those who keep it; opened again by a leader with a reason."""

from datetime import date, timedelta

import pytest
from tests.archiving.closed import CLOSED, asked, closed, returned
from tests.dossiers import given
from tests.dossiers.given import LATER, Lives, World, vn
from tests.dossiers.statements import statements
from tests.dossiers.test_concurrency import together

from motcua.archiving import public as archiving
from motcua.archiving.models import Entry
from motcua.archiving.operations.close import AlreadyInPackage, ReopeningReasonMissing, StillOwed
from motcua.archiving.public import Lack, Track
from motcua.archiving.queries.entries import KeepsNoRecords
from motcua.documents.models import File
from motcua.documents.queries.store import place_of
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import DossierLocked, NotEnded, NotItsKeeper
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM
from motcua.owed_documents.models import Document


def test_a_closed_dossier_is_locked_and_kept_as_the_rules_of_the_day_say(world: World, life: Lives) -> None:
    dossier = closed(life, world)

    entry = archiving.entry_for(dossier, day=date(2026, 12, 21))
    assert entry is not None
    assert (entry.track, entry.retention.years, entry.keep_until) == (Track.LOCKED, 10, date(2037, 1, 1))
    assert given.dossier(dossier).archived_at == CLOSED
    assert given.last_fact(dossier).payload["until"] == "2037-01-01"
    assert journal.verify().ok


def test_it_is_closed_once(world: World, life: Lives) -> None:
    dossier = closed(life, world)

    with pytest.raises(DossierLocked):
        archiving.close_dossier(dossier_id=dossier, actor=world.who("head", world.rach_gia), at=CLOSED)
    assert Entry.objects.count() == 1


def test_an_open_alarm_keeps_it_open(world: World, life: Lives) -> None:
    from motcua.watchdog import public as watchdog  # noqa: PLC0415

    dossier = life.overdue()
    watchdog.watch(at=vn("2026-12-10 08:00"))
    life.do("stop", dossier, at=vn("2026-12-10 09:00"), reason="x")
    told = dossiers.ended([dossier])[dossier]

    assert archiving.lacks_of(told, at=CLOSED) == (Lack.ALARM,)
    with pytest.raises(StillOwed, match=given.code(dossier)):
        archiving.close_dossier(dossier_id=dossier, actor=SYSTEM, at=CLOSED)
    watchdog.watch(at=CLOSED)
    archiving.close_dossier(dossier_id=dossier, actor=SYSTEM, at=CLOSED)


def test_a_document_that_was_owed_and_not_issued_keeps_it_open(life: Lives) -> None:
    dossier = life.refused()
    Document.objects.filter(subject=f"dossier:{dossier}").update(subject="lost:1")

    assert archiving.lacks_of(dossiers.ended([dossier])[dossier], at=CLOSED) == (Lack.DOCUMENT,)


def test_a_file_that_the_store_has_lost_keeps_it_open(world: World, life: Lives) -> None:
    dossier = returned(life, world, "don.pdf")
    place = place_of(File.objects.select_related("content").get(held_by=f"dossier:{dossier}").content.digest)
    kept = place.read_bytes()
    place.unlink()
    try:
        assert archiving.lacks_of(dossiers.ended([dossier])[dossier], at=CLOSED) == (Lack.FILE,)
    finally:
        place.write_bytes(kept)


@pytest.mark.parametrize("role", ["official", "counter"])
def test_staff_who_keep_no_records_close_nothing_and_see_no_archive(world: World, life: Lives, role: str) -> None:
    dossier = returned(life, world)
    actor = world.who(role, world.rach_gia if role == "official" else world.rach_gia_centre)

    with pytest.raises(NotItsKeeper):
        archiving.close_dossier(dossier_id=dossier, actor=actor, at=CLOSED)
    with pytest.raises(KeepsNoRecords):
        archiving.closable(actor=actor, at=CLOSED)


def test_each_agency_sees_its_own_and_the_province_sees_all(world: World, life: Lives) -> None:
    mine = returned(life, world)
    life.returned(competent=world.phu_quoc)
    shut = closed(life, world)

    def seen(role: str, place: str) -> tuple[int, int]:
        actor = world.who(role, getattr(world, place))
        day = date(2026, 12, 22)
        return len(archiving.closable(actor=actor, at=CLOSED).rows), len(archiving.entries(actor=actor, day=day).rows)

    assert mine != shut
    assert seen("clerk", "rach_gia") == (1, 1)
    assert seen("clerk", "phu_quoc") == (1, 0)
    assert seen("control", "office") == (2, 1)


def test_by_itself_it_closes_what_ended_long_enough_ago_and_owes_nothing(world: World, life: Lives) -> None:
    old, fresh = returned(life, world), life.returned(at=vn("2026-12-14 08:00"))
    life.in_process()

    # 30 working days after 16/11/2026, 24/11 being a holiday: 29/12/2026
    assert archiving.close_due(at=vn("2026-12-28 23:00")) == 0
    assert archiving.close_due(at=vn("2026-12-29 08:00")) == 1
    assert archiving.close_due(at=vn("2026-12-29 08:00")) == 0

    assert Entry.objects.get().dossier_id == old
    assert given.dossier(fresh).archived_at is None


def test_a_leader_opens_it_again_with_a_reason_and_it_is_closed_anew(world: World, life: Lives) -> None:
    dossier, leader = closed(life, world), world.who("leader", world.rach_gia)
    after = CLOSED + timedelta(days=1)

    with pytest.raises(ReopeningReasonMissing):
        archiving.reopen_dossier(dossier_id=dossier, reason=" ", actor=leader, at=after)
    with pytest.raises(NotItsKeeper):
        archiving.reopen_dossier(dossier_id=dossier, reason="x", actor=world.who("clerk", world.rach_gia), at=after)
    archiving.reopen_dossier(dossier_id=dossier, reason="Sai tên người nộp", actor=leader, at=after)
    archiving.close_dossier(dossier_id=dossier, actor=SYSTEM, at=after)

    assert [row.reopened_reason for row in Entry.objects.order_by("id")] == ["Sai tên người nộp", ""]
    names = [fact.name for fact in journal.history(f"dossier:{dossier}")]
    assert names[-3:] == ["DossierLocked", "DossierUnlocked", "DossierLocked"]


def test_what_is_in_a_package_is_not_opened_again(world: World, life: Lives) -> None:
    dossier = closed(life, world)
    asked(world)

    with pytest.raises(AlreadyInPackage):
        archiving.reopen_dossier(
            dossier_id=dossier, reason="x", actor=world.who("leader", world.rach_gia), at=vn("2026-12-23 08:00")
        )
    assert given.dossier(dossier).archived_at is not None


def test_what_need_not_be_kept_is_listed_and_nothing_is_destroyed(world: World, life: Lives) -> None:
    dossier, clerk = closed(life, world), world.who("clerk", world.rach_gia)

    assert archiving.entries(actor=clerk, day=date(2036, 12, 31), is_due=True).rows == ()
    (entry,) = archiving.entries(actor=clerk, day=date(2037, 1, 1), is_due=True).rows

    assert (entry.dossier_id, entry.track) == (dossier, Track.EXPIRED)
    assert given.dossier_detail(dossier).dossier.code == entry.code


def test_a_closing_and_a_move_at_the_same_moment_come_one_after_the_other(committed_world: World) -> None:
    world, life = committed_world, Lives(committed_world)
    clerk, counter = world.who("clerk", world.rach_gia), world.who("counter", world.rach_gia_centre)
    for _ in range(6):
        dossier = life.done()
        answers = together(
            lambda dossier=dossier: archiving.close_dossier(dossier_id=dossier, actor=clerk, at=LATER),
            lambda dossier=dossier: dossiers.perform(move="return_result", dossier_id=dossier, actor=counter, at=LATER),
        )

        row = given.dossier(dossier)
        assert row.returned_at is not None  # the move is never lost
        assert (row.archived_at is None) == isinstance(answers[0], NotEnded | StillOwed)
        assert Entry.objects.filter(dossier=dossier).count() == (0 if row.archived_at is None else 1)
    assert journal.verify().ok


def test_the_lists_take_as_many_statements_for_fifty_as_for_one(world: World, life: Lives) -> None:
    clerk = world.who("clerk", world.rach_gia)
    closed(life, world)
    returned(life, world)

    def both() -> None:
        archiving.closable(actor=clerk, at=CLOSED)
        archiving.entries(actor=clerk, day=date(2026, 12, 22))

    one = len(statements(both))
    for _ in range(3):
        closed(life, world)
        returned(life, world)
    assert len(statements(both)) == one <= 4
