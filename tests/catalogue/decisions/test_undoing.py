"""Until its day of effect a decision can be undone as if it had never been; from then on it stands."""

from datetime import datetime, time, timedelta

import pytest
from tests.catalogue import given
from tests.catalogue.approved import CODE, process_at
from tests.catalogue.approved import approve as approve_process
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import ABOLISHED, AMENDED, APPROVER, DRAFTER, EFFECT, NEW, row
from tests.catalogue.factories import AT

from motcua.catalogue import public as catalogue
from motcua.catalogue.facts import DecisionState
from motcua.catalogue.models import Process
from motcua.catalogue.operations.decisions.approve import (
    ProcessesWouldEnd,
    UndoingWithoutReason,
    undo_decision,
)
from motcua.catalogue.queries.control import log
from motcua.catalogue.queries.decisions import listing
from motcua.catalogue.queries.decisions.undoing import DecisionBuiltUpon, DecisionInForce, undoing
from motcua.catalogue.queries.reading import history
from motcua.foundation import clock
from motcua.journal import public as journal

pytestmark = pytest.mark.django_db


def test_before_its_day_a_decision_can_be_undone_as_if_it_had_never_been() -> None:
    given.procedure("1.000001")
    given.procedure("1.000002")
    before = catalogue.terms_in_force(procedure_code="1.000001", on=EFFECT)
    done = lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"), ABOLISHED, row("1.000002"), NEW, row("1.000009"))

    back = undoing(actor=APPROVER, decision_id=done.decision_id, at=AT)
    codes = undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=AT)

    assert [one.procedure.code for one in back.returning] == ["1.000001", "1.000002"]
    assert [one.procedure.code for one in back.vanishing] == ["1.000009"]
    assert codes == ("1.000001", "1.000002", "1.000009")
    assert catalogue.terms_in_force(procedure_code="1.000001", on=EFFECT) == before
    assert catalogue.terms_in_force(procedure_code="1.000002", on=EFFECT)
    with pytest.raises(catalogue.ProcedureNotInForce):
        catalogue.procedure("1.000009", EFFECT)
    assert [one.never_in_force for one in history("1.000001")] == [True, False]
    assert not Process.objects.filter(version__decided_by=done.decision_id, valid_to=None).exists()

    again = lists.imported(AMENDED, row("1.000001", limit="04 ngày làm việc"), NEW, row("1.000009"))
    assert again.state is DecisionState.APPROVED
    assert [one.number for one in history("1.000001")] == [3, 2, 1]


def test_a_decision_is_not_undone_without_saying_why_and_the_reason_stays_out_of_the_journal() -> None:
    given.procedure()
    done = lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"))

    with pytest.raises(UndoingWithoutReason):
        undo_decision(decision_id=done.decision_id, reason=" \n", actor=APPROVER, at=AT)
    assert history("1.000001")[0].decision
    assert not history("1.000001")[0].never_in_force

    undo_decision(decision_id=done.decision_id, reason="Bà Lan gửi nhầm tệp", actor=APPROVER, at=AT)

    fact = listing.decision(actor=DRAFTER, decision_id=done.decision_id, on=EFFECT).fact
    assert fact.undo_reason == "Bà Lan gửi nhầm tệp"
    assert log.of_decision(fact)[0].what == "Bà Lan gửi nhầm tệp"
    assert not any("Bà Lan" in str(one.payload) for one in journal.history(f"decision:{done.decision_id}"))


def test_from_its_day_on_a_decision_stands() -> None:
    given.procedure()
    done = lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"))
    midnight = datetime.combine(EFFECT, time(), clock.TIME_ZONE)

    for at in (midnight, midnight - timedelta(seconds=30)):  # in the last minute others may be filing under it already
        with pytest.raises(DecisionInForce):
            undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=at)
    undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=midnight - timedelta(minutes=2))


def test_what_was_built_upon_a_decision_is_undone_first() -> None:
    given.procedure()
    done = lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"))
    lists.imported(ABOLISHED, row("1.000001"), number="1/QĐ-UBND", effective_on=EFFECT + timedelta(days=7))

    with pytest.raises(DecisionBuiltUpon):
        undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=AT)


def test_a_process_approved_for_the_new_version_ends_with_the_undoing_only_where_that_is_said() -> None:
    given.procedure(CODE)
    approve_process()
    done = lists.imported(AMENDED, row(CODE, limit="06 ngày làm việc"))
    own = approve_process(on=EFFECT, frame_on=EFFECT)

    with pytest.raises(ProcessesWouldEnd, match=CODE):
        undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=AT)
    assert process_at(on=EFFECT) == own
    undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=AT, ending_processes=True)

    assert process_at(on=EFFECT) == process_at(), "what was approved before goes on"
    subject = f"procedure:{Process.objects.get(id=own).version.procedure_id}"
    assert [fact.payload["process"] for fact in journal.history(subject) if fact.name == "ProcessUndone"] == [own]


def test_a_process_that_goes_on_under_the_new_version_hinders_no_undoing() -> None:
    given.procedure(CODE)
    approve_process()
    done = lists.imported(AMENDED, row(CODE, fee="10.000 đồng"))
    assert process_at(on=EFFECT) != process_at()

    undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=AT)

    assert process_at(on=EFFECT) == process_at()
