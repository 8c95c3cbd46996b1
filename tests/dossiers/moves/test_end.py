"""The end of a dossier: the result goes home, or the matter is withdrawn or stopped."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, DUE, LATER, Lives, World, vn

from motcua.dossiers.models import Consultation, Step, Wait
from motcua.dossiers.public import Outcome, State
from motcua.dossiers.queries.texts import digests
from motcua.organization.public import citizen_actor


@pytest.mark.parametrize("outcome", list(Outcome))
def test_finish(world: World, life: Lives, outcome: Outcome) -> None:
    dossier = life.at_last_step()

    why = "Đất đang tranh chấp" if outcome is Outcome.REFUSED else ""
    life.do("finish", dossier, at=LATER, outcome=outcome, note="Số 12/GP", reason=why)

    row, step = given.dossier(dossier), given.open_step(dossier)
    assert (row.state, row.finished_at, row.outcome, row.closed_at, row.due_at) == (State.DONE, LATER, outcome, None, DUE)
    assert (step.kind, step.role, step.agency_id) == ("return", "counter", world.rach_gia_centre.id)
    assert row.refusal_reason == why
    fact = given.recorded(dossier, "finish")
    assert fact | digests(dossier_id=dossier, reason=why, note="Số 12/GP") | {"outcome": outcome} == fact


def test_return_result(world: World, life: Lives) -> None:
    dossier = life.done()

    life.do("return_result", dossier, at=LATER, evidence="Đã ký nhận")

    row = given.dossier(dossier)
    assert (row.state, row.returned_at, row.closed_at) == (State.RETURNED, LATER, LATER)
    assert not Step.objects.filter(dossier=dossier, closed_at=None).exists()
    assert given.recorded(dossier, "return_result") | digests(dossier_id=dossier, evidence="Đã ký nhận") == given.recorded(
        dossier, "return_result"
    )


@pytest.mark.parametrize("stage", ["filed", "accepted", "in_process", "awaiting_supplement", "awaiting_payment"])
def test_withdraw(world: World, life: Lives, stage: str) -> None:
    dossier = getattr(life, stage)()

    life.do("withdraw", dossier, at=LATER, reason="Người nộp xin rút")

    row = given.dossier(dossier)
    assert (row.state, row.closed_at, row.outcome) == (State.WITHDRAWN, LATER, "")
    assert not Step.objects.filter(dossier=dossier, closed_at=None).exists()
    assert not Wait.objects.filter(dossier=dossier, answered_at=None).exists()
    assert given.recorded(dossier, "withdraw") | digests(dossier_id=dossier, reason="Người nộp xin rút") == given.recorded(
        dossier, "withdraw"
    )


def test_the_applicant_may_withdraw_alone(life: Lives) -> None:
    dossier = life.in_process()

    life.do("withdraw", dossier, at=LATER, actor=citizen_actor(), reason="Không cần nữa")

    assert given.last_fact(dossier).actor == "citizen"


@pytest.mark.parametrize("stage", ["accepted", "in_process", "awaiting_supplement", "awaiting_payment"])
def test_stop(world: World, life: Lives, stage: str) -> None:
    dossier = getattr(life, stage)()
    was = given.dossier(dossier).state

    life.do("stop", dossier, at=LATER, reason="Đối tượng không còn")

    row = given.dossier(dossier)
    assert (row.state, row.closed_at, row.outcome) == (State.STOPPED, LATER, "")
    assert not Step.objects.filter(dossier=dossier, closed_at=None).exists()
    assert not Wait.objects.filter(dossier=dossier, answered_at=None).exists()
    assert given.recorded(dossier, "stop")["was"] == was


def test_ending_a_dossier_ends_what_was_asked_of_others(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="Phòng cháy?", due_at=vn("2026-11-19 17:00"))

    life.do("withdraw", dossier, at=LATER, reason="Người nộp xin rút")

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.answered_at, asked.waived_reason, asked.agrees) == (LATER, "Người nộp xin rút", None)
