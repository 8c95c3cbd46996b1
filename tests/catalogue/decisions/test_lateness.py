"""Late decisions, excuses with their proof, what the quality index counts, and what is in force for whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import ABOLISHED, AMENDED, DRAFTER, EFFECT, NEW, row
from tests.catalogue.factories import AT, Keeper

from motcua.catalogue.facts import Act, Cause, DecisionLevel, Fault
from motcua.catalogue.operations.decisions.approve import undo_decision
from motcua.catalogue.operations.decisions.record import (
    CauseIncomplete,
    DecisionWithdrawn,
    NotOfTheProvince,
    PostingDayOdd,
    record_cause,
    record_law_day,
    record_posting,
)
from motcua.catalogue.queries.decisions.clock import lateness, publications
from motcua.catalogue.queries.decisions.in_force import in_force
from motcua.catalogue.rules.decisions.naming import DecisionDayOdd
from motcua.catalogue.rules.permissions import NotAKeeper
from motcua.journal import public as journal
from motcua.organization import public as organization

pytestmark = pytest.mark.django_db

LATER = AT.replace(day=30)
CAUSE = Cause(
    number="9/QĐ-BTP", signed_on=date(2026, 11, 20), received_on=date(2026, 11, 23), evidence="Công văn đến 12, ngày 23/11/2026"
)


def _late(**more: object) -> int:
    """Signed on 28 November for 1 December."""
    done = lists.imported(AMENDED, row("1.000001", fee="1.000 đồng"), at=LATER, signed_on=date(2026, 11, 28), **more)
    assert done.decision_id is not None
    return done.decision_id


def test_the_day_of_the_legal_documents_is_recorded_and_counted_from() -> None:
    given.procedure("1.000001")
    decision_id = _late()

    with pytest.raises(NotAKeeper):
        record_law_day(
            decision_id=decision_id,
            law_effective_on=date(2026, 11, 20),
            actor=Keeper("user:9", frozenset({"official"})),
            at=LATER,
        )
    with pytest.raises(DecisionDayOdd):
        record_law_day(decision_id=decision_id, law_effective_on=date(1020, 11, 20), actor=DRAFTER, at=LATER)
    record_law_day(decision_id=decision_id, law_effective_on=date(2026, 11, 20), actor=DRAFTER, at=LATER)

    (late,) = lateness(on=EFFECT)
    assert (late.about.law_effective_on, late.timing.sign_by, late.timing.sign_late) == (
        date(2026, 11, 20),
        date(2026, 11, 15),
        13,
    )
    assert journal.history(f"decision:{decision_id}")[-1].name == "DecisionLawDayRecorded"


def test_a_file_brought_with_the_day_of_its_legal_documents_keeps_it() -> None:
    given.procedure("1.000001")
    _late(law_effective_on=date(2026, 11, 30))

    (late,) = lateness(on=EFFECT)
    assert (late.about.law_effective_on, late.timing.sign_late) == (date(2026, 11, 30), 3)


def test_late_decisions_are_listed_with_whose_fault_it_was() -> None:
    given.procedure("1.000001")
    given.procedure("1.000002")
    decision_id = _late()
    in_time = lists.imported(ABOLISHED, row("1.000002"), number="2/QĐ-UBND")
    record_posting(decision_id=in_time.decision_id, posted_on=date(2026, 11, 9), actor=DRAFTER, at=LATER)

    (late,) = lateness(on=EFFECT)
    assert (late.id, late.timing.sign_late, late.timing.sign_fault) == (decision_id, 2, Fault.ISSUER)

    record_cause(decision_id=decision_id, cause=CAUSE, actor=DRAFTER, at=LATER)

    (late,) = lateness(on=EFFECT)
    assert (late.timing.sign_late, late.timing.sign_fault) == (2, Fault.MINISTRY)
    assert late.cause == CAUSE
    assert [fact.name for fact in journal.history(f"decision:{decision_id}")][-1] == "DecisionCauseRecorded"


def test_the_day_of_posting_lies_between_signing_and_today() -> None:
    given.procedure()
    decision_id = _late()

    for odd in (date(2026, 11, 27), date(2026, 12, 1)):
        with pytest.raises(PostingDayOdd):
            record_posting(decision_id=decision_id, posted_on=odd, actor=DRAFTER, at=LATER)
    with pytest.raises(NotAKeeper):
        record_posting(
            decision_id=decision_id, posted_on=date(2026, 11, 30), actor=Keeper("user:9", frozenset({"official"})), at=LATER
        )
    record_posting(decision_id=decision_id, posted_on=date(2026, 11, 30), actor=DRAFTER, at=LATER)


def test_an_excuse_without_proof_is_none() -> None:
    given.procedure()
    decision_id = _late()

    for cause in (
        Cause(number="9", signed_on=date(2026, 11, 20), received_on=date(2026, 11, 23), evidence=" "),
        Cause(number="9", signed_on=date(2026, 11, 24), received_on=date(2026, 11, 23), evidence="x"),
        Cause(number="9", signed_on=date(2026, 11, 24), received_on=date(2026, 12, 23), evidence="x"),
    ):
        with pytest.raises(CauseIncomplete):
            record_cause(decision_id=decision_id, cause=cause, actor=DRAFTER, at=LATER)


def test_a_ministry_follows_nobody_and_a_withdrawn_decision_records_nothing() -> None:
    given.procedure()
    ministry = _late(level=DecisionLevel.MINISTRY)
    with pytest.raises(NotOfTheProvince):
        record_cause(decision_id=ministry, cause=CAUSE, actor=DRAFTER, at=LATER)

    undo_decision(decision_id=ministry, reason="Nhầm tệp", actor=DRAFTER, at=LATER)

    with pytest.raises(DecisionWithdrawn):
        record_posting(decision_id=ministry, posted_on=date(2026, 11, 30), actor=DRAFTER, at=LATER)
    assert lateness(on=EFFECT) == ()


def test_the_index_reads_each_procedure_of_a_period_with_both_readings() -> None:
    given.procedure("1.000001")
    given.procedure("1.000002")
    lists.imported(AMENDED, row("1.000001", fee="1.000 đồng"), ABOLISHED, row("1.000002"))

    read = publications(since=date(2026, 11, 1), until=date(2026, 12, 1), on=EFFECT)

    assert [(one.code, one.act, one.timing.sign_late, one.timing.portal_signed_in_time) for one in read] == [
        ("1.000001", Act.AMENDED, 0, True),
        ("1.000002", Act.ABOLISHED, 0, True),
    ]
    assert publications(since=date(2026, 12, 1), until=date(2027, 1, 1), on=EFFECT) == ()


def test_what_is_in_force_on_any_day_is_one_query() -> None:
    given.procedure("1.000001")
    given.procedure("1.000002")
    lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"), ABOLISHED, row("1.000002"), NEW, row("1.000009"))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        before = in_force(on=EFFECT - timedelta(days=1))
    after = in_force(on=EFFECT)

    assert len(asked) == 1
    assert [(one.code, one.limit) for one in before] == [("1.000001", (5, "working_days")), ("1.000002", (5, "working_days"))]
    assert [(one.code, one.limit, one.decision) for one in after] == [
        ("1.000001", (3, "working_days"), "2770/QĐ-UBND ngày 02/11/2026"),
        ("1.000009", None, "2770/QĐ-UBND ngày 02/11/2026"),
    ]


def test_an_agency_decides_what_is_of_its_level() -> None:
    organization.load_province(actor=organization.SYSTEM, at=AT)
    given.procedure("1.000001", levels=["xa"])
    given.procedure("1.000002", levels=["tinh"])
    found = {
        kind: next(one for one in organization.agencies(on=EFFECT) if one.kind == kind) for kind in ("commune", "department")
    }

    assert [one.code for one in in_force(on=EFFECT, agency_id=found["commune"].id)] == ["1.000001"]
    assert [one.code for one in in_force(on=EFFECT, agency_id=found["department"].id)] == ["1.000002"]
    centre = next(one for one in organization.agencies(on=EFFECT) if one.kind in organization.CENTRES)
    assert in_force(on=EFFECT, agency_id=centre.id) == ()
