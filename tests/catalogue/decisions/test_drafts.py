"""A decision is drafted before it is signed: previewed, kept, signed with its number, and only then approved."""

import importlib
from datetime import date, timedelta
from functools import cache

import pytest
from django.db import connection
from django.db.migrations.operations import RunSQL
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import ABOLISHED, AMENDED, APPROVER, DRAFTER, EFFECT, PROGRAM, reasons, row
from tests.catalogue.factories import AT, Keeper

from motcua.catalogue.facts import Cause, DecisionState
from motcua.catalogue.models import Decision
from motcua.catalogue.operations.decisions.approve import (
    NotSignedYet,
    approve_decision,
    import_decision,
    undo_decision,
)
from motcua.catalogue.operations.decisions.draft import NotWaiting, draft_decision, withdraw_decision
from motcua.catalogue.operations.decisions.record import PostedUnsigned, record_cause, record_posting
from motcua.catalogue.operations.decisions.sign import NotADraft, NumberTaken, sign_decision
from motcua.catalogue.queries.control.waiting import control_counts
from motcua.catalogue.queries.decisions import listing
from motcua.catalogue.queries.decisions.clock import lateness, publications
from motcua.catalogue.queries.decisions.files import DecisionExists, DecisionFile, DraftExists, preview_decision, read_decision
from motcua.catalogue.queries.decisions.undoing import NotApproved
from motcua.catalogue.queries.reading import history
from motcua.catalogue.rules.decisions.naming import DecisionDayOdd, DecisionNumberTooLong, DecisionUnsaid, SigningToCome
from motcua.catalogue.rules.permissions import NotAKeeper
from motcua.foundation import clock
from motcua.foundation.four_eyes import OwnWork
from motcua.journal import public as journal

pytestmark = pytest.mark.django_db

TODAY = clock.local_day(AT)
TOMORROW = TODAY + timedelta(days=1)
SECOND = Keeper(label="user:3", roles=frozenset({"control"}))
NUMBER = "2771/QĐ-UBND"


@cache  # a sheet says when it was saved: written again it is another file
def _file(limit: str = "03 ngày làm việc", *, signed: bool = False, code: str = "1.000001") -> DecisionFile:
    return read_decision(lists.workbook(AMENDED, row(code, limit=limit), signed=signed), name="du-thao.xlsx")


def _kept(file: DecisionFile | None = None, **more: object) -> int:
    kept = draft_decision(file=file or _file(), given=lists.given(**more), actor=DRAFTER, at=AT)
    assert kept.decision_id is not None
    return kept.decision_id


def _sign(decision_id: int, *, actor: Keeper = DRAFTER, at=AT, **more: object) -> None:
    said = {"number": NUMBER, "signed_on": TODAY, "effective_on": EFFECT} | more
    sign_decision(decision_id=decision_id, actor=actor, at=at, **said)


@pytest.fixture(autouse=True)
def procedure() -> None:
    given.procedure()


def test_a_list_without_number_and_day_is_kept_as_a_draft_that_changes_nothing() -> None:
    kept = draft_decision(file=_file(), given=lists.given(), actor=DRAFTER, at=AT)

    assert (kept.state, kept.about.missing) == (DecisionState.DRAFT, ("number", "signed_on"))
    assert (kept.about.number, kept.about.signed_on, len(kept.lines)) == ("", None, 1)
    assert len(history("1.000001")) == 1


def test_a_list_with_number_and_day_is_signed_at_once() -> None:
    assert Decision.objects.get(id=_kept(_file(signed=True))).state == DecisionState.SIGNED


def test_a_day_of_signing_that_has_not_come_is_not_signed() -> None:
    decision = Decision.objects.get(id=_kept(number=NUMBER, signed_on=TOMORROW))

    assert (decision.state, decision.number, decision.signed_on) == (DecisionState.DRAFT, NUMBER, None)
    with pytest.raises(NotSignedYet, match="day of signing before approval"):
        approve_decision(decision_id=decision.id, actor=APPROVER, at=AT)
    with pytest.raises(SigningToCome, match="keep it as a draft"):
        import_decision(
            file=_file("02 ngày làm việc"), given=lists.given(number="9/QĐ-UBND", signed_on=TOMORROW), actor=PROGRAM, at=AT
        )
    assert Decision.objects.count() == 1


def test_the_program_takes_in_nothing_that_is_not_signed() -> None:
    with pytest.raises(DecisionUnsaid, match="number, day of signing"):
        import_decision(file=_file(), given=lists.given(), actor=PROGRAM, at=AT)

    assert not Decision.objects.exists()
    assert not journal.history("decision:1")


def test_a_file_that_says_no_day_of_effect_is_previewed_against_today_and_not_kept() -> None:
    lists.imported(ABOLISHED, row("1.000001"), number="1/QĐ-UBND", effective_on=EFFECT)

    seen = preview_decision(file=_file(), given=lists.given(effective_on=None), on=TODAY)

    assert seen.about.missing == ("number", "signed_on", "effective_on")
    assert [one.after for one in seen.lines[0].changes] == ["03 ngày làm việc"]
    assert reasons(preview_decision(file=_file(), given=lists.given(), on=TODAY)) == [("1.000001", "two_decisions")]


def test_a_draft_goes_through_signing_to_approval_and_never_through_the_same_hands() -> None:
    decision_id = _kept()

    _sign(decision_id, actor=SECOND)

    for hand in (DRAFTER, SECOND):
        with pytest.raises(OwnWork):
            approve_decision(decision_id=decision_id, actor=hand, at=AT)
    approve_decision(decision_id=decision_id, actor=APPROVER, at=AT)
    assert history("1.000001")[0].decision == f"{NUMBER} ngày {TODAY:%d/%m/%Y}"
    facts = {fact.name: fact.payload for fact in journal.history(f"decision:{decision_id}")}
    assert list(facts) == ["DecisionDrafted", "DecisionSigned", "DecisionApproved"]
    assert facts["DecisionSigned"] == {"number": NUMBER, "signed_on": TODAY.isoformat(), "from": EFFECT.isoformat()}


def test_signing_may_move_the_day_of_effect_and_the_lines_are_planned_for_it() -> None:
    decision_id = _kept()
    lists.imported(ABOLISHED, row("1.000001"), number="1/QĐ-UBND", effective_on=EFFECT + timedelta(days=5))

    _sign(decision_id, effective_on=EFFECT + timedelta(days=6))

    read = listing.decision(actor=DRAFTER, decision_id=decision_id, on=TODAY)
    assert [one.reason for one in read.refused] == ["ended_code"]
    assert read.fact.about.effective_on == EFFECT + timedelta(days=6)


def test_what_is_signed_wrongly_is_refused() -> None:
    decision_id = _kept()

    with pytest.raises(NotAKeeper):
        _sign(decision_id, actor=APPROVER)
    with pytest.raises(DecisionUnsaid, match="number"):
        _sign(decision_id, number="  ")
    with pytest.raises(DecisionDayOdd, match="has not come yet"):
        _sign(decision_id, signed_on=TOMORROW)
    with pytest.raises(DecisionDayOdd, match="at the earliest"):
        _sign(decision_id, effective_on=TODAY - timedelta(days=1))
    with pytest.raises(DecisionDayOdd, match="2000"):
        _sign(decision_id, signed_on=date(1999, 1, 1))
    assert Decision.objects.get(id=decision_id).state == DecisionState.DRAFT
    _sign(decision_id)
    with pytest.raises(NotADraft, match=NUMBER):
        _sign(decision_id)


@pytest.mark.parametrize("other", [{"signed": True}, {"signed": False}])
def test_a_number_is_given_once(other: dict[str, bool]) -> None:
    _kept(_file("02 ngày làm việc", **other), number=NUMBER)
    decision_id = _kept()

    for written in (NUMBER, f" {NUMBER.lower()} ", NUMBER.replace("/", " / ")):
        with pytest.raises(NumberTaken):
            _sign(decision_id, number=written, signed_on=date(2026, 11, 2))
    with pytest.raises(DecisionNumberTooLong):
        _sign(decision_id, number="1" * 101)
    _sign(decision_id, number="2772/QĐ-UBND")


def test_the_same_file_again_changes_nothing_before_and_after_it_is_signed() -> None:
    decision_id = _kept()

    again = draft_decision(file=_file(), given=lists.given(), actor=DRAFTER, at=AT)
    assert (again.unchanged, again.decision_id, again.state, len(again.lines)) == (True, decision_id, DecisionState.DRAFT, 1)
    _sign(decision_id)
    again = draft_decision(file=_file(), given=lists.given(), actor=DRAFTER, at=AT)

    assert (again.unchanged, again.decision_id, again.state) == (True, decision_id, DecisionState.SIGNED)
    assert Decision.objects.count() == 1


def test_a_file_that_waits_is_previewed_again_with_what_has_been_said_of_it_since() -> None:
    decision_id = _kept()
    _sign(decision_id)
    lists.imported(ABOLISHED, row("1.000001"), number="1/QĐ-UBND", effective_on=date(2026, 11, 20))

    seen = preview_decision(file=_file(), given=lists.given(), on=TODAY)

    assert (seen.unchanged, seen.state, seen.about.number, seen.about.missing) == (True, DecisionState.SIGNED, NUMBER, ())
    assert reasons(seen) == [("1.000001", "ended_code")]


def test_a_file_that_is_a_draft_gets_its_number_there_and_not_by_coming_again() -> None:
    _kept()
    with pytest.raises(DraftExists, match="Give that draft its number"):
        import_decision(file=_file(), given=lists.given(number=NUMBER, signed_on=TODAY), actor=PROGRAM, at=AT)
    _kept(_file("01 ngày làm việc"), number=NUMBER)
    with pytest.raises(DecisionExists):
        _kept(_file("02 ngày làm việc"), number=NUMBER)


def test_another_day_of_effect_or_another_file_is_another_draft() -> None:
    assert len({_kept(), _kept(effective_on=EFFECT + timedelta(days=1)), _kept(_file("02 ngày làm việc"))}) == 3


def test_a_draft_is_withdrawn_and_makes_room() -> None:
    decision_id = _kept()

    withdraw_decision(decision_id=decision_id, actor=DRAFTER, at=AT)

    with pytest.raises(NotWaiting):
        withdraw_decision(decision_id=decision_id, actor=DRAFTER, at=AT)
    with pytest.raises(NotApproved):
        undo_decision(decision_id=decision_id, reason="Nhầm tệp", actor=APPROVER, at=AT)
    assert listing.decision(actor=DRAFTER, decision_id=decision_id, on=TODAY).fact.state is DecisionState.WITHDRAWN
    assert _kept() != decision_id


def test_a_draft_is_not_late_not_posted_and_may_already_say_what_it_follows() -> None:
    decision_id = _kept(effective_on=TODAY)
    cause = Cause(number="9/QĐ-BTP", signed_on=TODAY, received_on=TODAY, evidence="Số đến 12")

    record_cause(decision_id=decision_id, cause=cause, actor=DRAFTER, at=AT)

    with pytest.raises(PostedUnsigned):
        record_posting(decision_id=decision_id, posted_on=TODAY, actor=DRAFTER, at=AT)
    assert lateness(on=EFFECT) == ()
    assert publications(since=date(2020, 1, 1), until=date(2030, 1, 1), on=EFFECT) == ()


def test_drafts_and_those_that_wait_for_approval_are_counted_apart() -> None:
    _kept()
    _kept(_file("02 ngày làm việc"))
    _kept(_file(signed=True))

    counted = control_counts(actor=DRAFTER, on=TODAY)

    assert (counted.decisions_drafted, counted.decisions_waiting) == (2, 1)


def test_the_list_shows_drafts_first_and_page_by_page_each_once() -> None:
    signed = [_kept(_file(f"0{n} ngày làm việc", signed=True), number=f"{n}/QĐ-UBND") for n in range(1, 3)]
    drafts = [_kept(_file(f"0{n} ngày làm việc")) for n in range(3, 6)]

    seen, cursor = [], None
    while True:
        page = listing.decisions(actor=DRAFTER, on=TODAY, cursor=cursor, size=2)
        seen += [one.id for one in page.rows]
        cursor = page.next
        if not cursor:
            break

    assert seen == [*reversed(drafts), *reversed(signed)]
    narrowed = listing.decisions(actor=DRAFTER, on=TODAY, state=DecisionState.DRAFT)
    assert [one.id for one in narrowed.rows] == [*reversed(drafts)]


def test_what_waited_for_approval_before_there_were_drafts_is_signed() -> None:
    migration = importlib.import_module("motcua.catalogue.migrations.0010_decisions_are_drafted_then_signed").Migration
    (moved,) = (operation for operation in migration.operations if isinstance(operation, RunSQL))
    decision_id = _kept(_file(signed=True))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE catalogue_decision DROP CONSTRAINT signed_decision_has_number_and_day")
        cursor.execute(moved.reverse_sql)
        assert Decision.objects.get(id=decision_id).state == DecisionState.DRAFT

        cursor.execute(moved.sql)

    assert Decision.objects.get(id=decision_id).state == DecisionState.SIGNED
