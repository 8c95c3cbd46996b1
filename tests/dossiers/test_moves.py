"""Every move of the table once, through its whole effect: state, due time, steps, waits, and the fact that stays."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.factories import LAND, MARRIAGE
from tests.dossiers.given import AT, LIVES, Lives, World, vn

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import AWAITED, UNLIMITED, Consultation, Paper, Step, Wait
from motcua.dossiers.public import MOVES, Outcome, State
from motcua.dossiers.queries.texts import digests
from motcua.dossiers.rules.lifecycle import BY_NAME
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.models import RoleHolding
from motcua.organization.public import SYSTEM, citizen_actor

#: Five working days from Monday 16/11: 17, 18, 19, 20, 23.
DUE = vn("2026-11-23 17:00")
LATER = vn("2026-11-17 09:00")


@pytest.mark.parametrize("state", sorted(State))
def test_every_state_is_reached_by_a_life(life: Lives, state: State) -> None:
    assert given.dossier(getattr(life, LIVES[state])()).state == state


def last_fact(dossier: int) -> journal.Recorded:
    return journal.history(f"dossier:{dossier}")[-1]


def seen_on(dossier: int) -> tuple[State, datetime | None, datetime | None, int]:
    row = given.dossier(dossier)
    return State(row.state), row.first_due_at, row.due_at, row.moves


def recorded(dossier: int, move: str) -> dict[str, Any]:
    """The payload of the last fact, after checking that it is this move's and as many as the dossier says."""
    fact, row = last_fact(dossier), given.dossier(dossier)
    assert fact.name == BY_NAME[move].fact
    assert fact.position == row.moves
    assert fact.payload["state"] == row.state
    return dict(fact.payload)


def test_accept(world: World, life: Lives) -> None:
    dossier = life.filed()

    moved = life.do("accept", dossier, at=LATER)

    assert seen_on(dossier) == (State.RECEIVED, vn("2026-11-25 17:00"), vn("2026-11-25 17:00"), 2)  # 18, 19, 20, 23, (24), 25
    row = given.dossier(dossier)
    assert (row.filed_at, row.accepted_at, row.started_at) == (AT, LATER, LATER)
    assert given.open_step(dossier).sort_at == row.due_at
    assert recorded(dossier, "accept")["due"] == "2026-11-25T10:00:00+00:00"
    assert (moved.state, moved.due_at, moved.moves, moved.repeated) == (State.RECEIVED, row.due_at, 2, False)


def test_refuse(world: World, life: Lives) -> None:
    dossier = life.filed()

    life.do("refuse", dossier, at=LATER, reason="Không thuộc thẩm quyền")

    row = given.dossier(dossier)
    assert (row.state, row.closed_at, row.due_at, row.accepted_at) == (State.NOT_ACCEPTED, LATER, None, None)
    step = Step.objects.get(dossier=dossier)
    assert (step.outcome, step.note, step.closed_at) == ("refused", "Không thuộc thẩm quyền", LATER)
    assert step.closed_by_id == world.who("counter", world.rach_gia_centre).user_id
    assert recorded(dossier, "refuse") | digests(dossier_id=dossier, reason="Không thuộc thẩm quyền") == recorded(
        dossier, "refuse"
    )


def test_forward(world: World, life: Lives) -> None:
    dossier = life.accepted()

    life.do("forward", dossier, at=LATER)

    assert seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 3)
    step = given.open_step(dossier)
    assert (step.kind, step.role, step.agency_id, step.assignee_id) == ("examine", "official", world.rach_gia.id, None)
    assert (step.opened_at, step.sort_at) == (LATER, DUE)
    assert recorded(dossier, "forward")["to"] == world.rach_gia.id


def test_forward_beyond_a_boundary_starts_the_clock(world: World, life: Lives) -> None:
    dossier = life.accepted(competent=world.phu_quoc, centre=world.rach_gia_centre)
    promised = given.dossier(dossier)
    assert (promised.started_at, promised.due_at) == (None, DUE)

    life.do("forward", dossier, at=LATER)

    row = given.dossier(dossier)
    # Counted from Tue 17, when Phú Quốc has it: 18, 19, 20, 23, (24), 25. The receipt's promise is kept beside it.
    assert (row.started_at, row.due_at, row.first_due_at) == (LATER, vn("2026-11-25 17:00"), DUE)


def test_assign(world: World, life: Lives) -> None:
    dossier = life.in_process()
    official, head = world.who("official", world.rach_gia), world.who("head", world.rach_gia)

    life.do("assign", dossier, at=LATER, actor=head, to_user_id=official.user_id)

    step = given.open_step(dossier)
    assert (step.assignee_id, step.assigned_at) == (official.user_id, LATER)
    assert seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 4)
    assert recorded(dossier, "assign") | {} == {
        "state": 4, "due": "2026-11-23T10:00:00+00:00", "to": official.user_id, "was": None, "step": step.number,
    }  # fmt: skip


def test_assign_to_oneself(world: World, life: Lives) -> None:
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)

    life.do("assign", dossier, at=LATER, actor=official, to_user_id=official.user_id)

    assert given.open_step(dossier).assignee_id == official.user_id


def test_complete_step(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("complete_step", dossier, at=LATER, note="Đủ điều kiện")

    done, here = Step.objects.filter(dossier=dossier).order_by("-id")[1], given.open_step(dossier)
    official = world.who("official", world.rach_gia)
    assert (done.outcome, done.note, done.closed_at, done.closed_by_id) == ("done", "Đủ điều kiện", LATER, official.user_id)
    assert done.assignee_id == official.user_id  # who did it had it
    assert (here.kind, here.role, here.opened_at, here.closed_at) == ("review", "head", LATER, None)
    assert here.due_at is not None
    assert here.due_at > LATER
    assert recorded(dossier, "complete_step")["step"] == here.number


def test_a_step_comes_back_to_nobody_when_who_did_it_has_left(world: World, life: Lives) -> None:
    dossier, at = life.in_process(), vn("2026-11-17 10:00")
    life.do("complete_step", dossier, at=LATER)
    official = world.who("official", world.rach_gia)
    (post,) = RoleHolding.objects.filter(user_id=official.user_id)
    organization.end_appointment(holding_id=post.pk, actor=SYSTEM, at=vn("2026-11-17 09:00"))

    life.do("return_step", dossier, at=at, reason="Chưa đủ căn cứ")

    assert given.open_step(dossier).assignee_id is None


def test_return_step(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("complete_step", dossier, at=LATER)

    life.do("return_step", dossier, at=vn("2026-11-17 10:00"), reason="Chưa đủ căn cứ")

    back = given.open_step(dossier)
    assert (back.kind, back.assignee_id) == ("examine", world.who("official", world.rach_gia).user_id)  # to who did it
    assert [s.outcome for s in Step.objects.filter(dossier=dossier).order_by("id")] == ["forwarded", "done", "returned", ""]
    assert recorded(dossier, "return_step") | digests(dossier_id=dossier, reason="Chưa đủ căn cứ") == recorded(
        dossier, "return_step"
    )


def test_consult(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("consult", dossier, at=LATER, agency_id=world.police.id, content="Phòng cháy?", due_at=vn("2026-11-19 17:00"))

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.agency_id, asked.content, asked.asked_at, asked.due_at) == (
        world.police.id, "Phòng cháy?", LATER, vn("2026-11-19 17:00"),
    )  # fmt: skip
    assert seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 4)  # the legal clock goes on
    assert recorded(dossier, "consult")["agency"] == world.police.id


def test_answer_consultation(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="Phòng cháy?", due_at=vn("2026-11-16 17:00"))

    police = world.who("official", world.police)
    life.do("answer_consultation", dossier, at=LATER, actor=police, answer="Đạt", agrees=True)

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.answered_at, asked.answered_by_id, asked.answer, asked.agrees) == (LATER, police.user_id, "Đạt", True)
    assert recorded(dossier, "answer_consultation")["late"] is True
    assert seen_on(dossier)[:3] == (State.IN_PROCESS, DUE, DUE)


def test_request_supplement_at_appraisal(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("request_supplement", dossier, at=LATER, items=["Bản vẽ", " ", "Giấy phép cũ"], reason="Thiếu hai giấy tờ")

    wait = Wait.objects.get(dossier=dossier)
    assert (wait.kind, wait.before_reception, wait.asked_at, wait.answered_at) == ("supplement", False, LATER, None)
    assert wait.items == ["Bản vẽ", "Giấy phép cũ"]
    assert wait.closes_at == vn("2026-12-09 17:00")  # 15 working days: 18, 19, 20, 23, (24), 25–27, 30, 1–4, 7, 8, 9
    assert seen_on(dossier) == (State.AWAITING_SUPPLEMENT, DUE, None, 4)  # counted anew when it is full; the first promise stays
    assert given.open_step(dossier).sort_at == AWAITED
    assert recorded(dossier, "request_supplement")["items"] == 2


def test_request_supplement_before_reception(world: World, life: Lives) -> None:
    dossier = life.filed()

    life.do("request_supplement", dossier, at=LATER, items=["Bản sao căn cước"], reason="Thiếu")

    assert Wait.objects.get(dossier=dossier).before_reception
    assert seen_on(dossier) == (State.AWAITING_SUPPLEMENT, None, None, 2)


def test_receive_supplement_restarts_the_clock(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement(asked_at=LATER)
    full = vn("2026-11-25 09:00")

    life.do("receive_supplement", dossier, at=full, papers=(dossiers.Paper(name="Bản vẽ", originals=1),))

    assert Wait.objects.get(dossier=dossier).answered_at == full
    assert seen_on(dossier) == (State.IN_PROCESS, DUE, vn("2026-12-02 17:00"), 5)  # 26, 27, 30, 1, 2
    assert given.open_step(dossier).sort_at == vn("2026-12-02 17:00")
    assert Paper.objects.filter(dossier=dossier, name="Bản vẽ", given_at=full).exists()
    assert recorded(dossier, "receive_supplement")["papers"] == 1


def test_receive_supplement_at_any_centre_of_the_province(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement(asked_at=LATER)

    life.do("receive_supplement", dossier, at=LATER, actor=world.who("counter", world.phu_quoc_centre))

    assert given.dossier(dossier).state == State.IN_PROCESS
    assert recorded(dossier, "receive_supplement")["brought_to"] == world.phu_quoc_centre.id


def test_settle_payment_at_the_centre_that_received_the_dossier(world: World, life: Lives) -> None:
    dossier = life.awaiting_payment()

    life.do("settle_payment", dossier, at=LATER, actor=world.who("counter", world.rach_gia_centre), evidence="Giấy nộp tiền")

    assert given.dossier(dossier).state == State.IN_PROCESS


def test_request_supplement_again_before_reception_by_the_competent_head(world: World, life: Lives) -> None:
    dossier = life.filed()
    life.do("request_supplement", dossier, at=AT, items=["Bản sao"], reason="Thiếu")
    life.do("receive_supplement", dossier, at=AT)

    life.do(
        "request_supplement",
        dossier,
        at=LATER,
        actor=world.who("head", world.rach_gia),
        items=["Bản sao rõ"],
        reason="Mờ",
        again_reason="Sót",
    )

    assert given.dossier(dossier).state == State.AWAITING_SUPPLEMENT


def test_receive_supplement_before_reception_goes_back_to_the_counter(world: World, life: Lives) -> None:
    dossier = life.filed()
    life.do("request_supplement", dossier, at=AT, items=["Bản sao"], reason="Thiếu")

    life.do("receive_supplement", dossier, at=LATER, actor=citizen_actor())

    assert seen_on(dossier) == (State.SUBMITTED, None, None, 3)
    assert given.open_step(dossier).sort_at == vn("2026-11-18 17:00")  # one working day to look at it again


def test_require_payment(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("require_payment", dossier, at=LATER, amount=Decimal(2_500_000), reason="Tiền sử dụng đất")

    wait = Wait.objects.get(dossier=dossier)
    assert (wait.kind, wait.amount, wait.asked_at, wait.answered_at) == ("payment", Decimal(2_500_000), LATER, None)
    assert seen_on(dossier)[0] is State.AWAITING_PAYMENT
    assert given.open_step(dossier).sort_at == AWAITED
    assert recorded(dossier, "require_payment")["amount"] == 2_500_000


def test_settle_payment(world: World, life: Lives) -> None:
    dossier = life.awaiting_payment(asked_at=vn("2026-11-17 08:00"))

    life.do("settle_payment", dossier, at=vn("2026-11-19 08:00"), evidence="BL 00123")

    assert Wait.objects.get(dossier=dossier).evidence == "BL 00123"
    # Two working days were waited: Mon 23 becomes (24), 25, 26.
    assert seen_on(dossier) == (State.IN_PROCESS, DUE, vn("2026-11-26 17:00"), 5)
    assert given.open_step(dossier).sort_at == vn("2026-11-26 17:00")
    assert recorded(dossier, "settle_payment") | digests(dossier_id=dossier, evidence="BL 00123") == recorded(
        dossier, "settle_payment"
    )


def test_extend(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("extend", dossier, at=LATER, new_day=date(2026, 11, 27), reason="Phải xác minh thực địa")

    new = vn("2026-11-27 17:00")
    row = given.dossier(dossier)
    assert (row.first_due_at, row.due_at, row.extended_to, row.extended_at) == (DUE, new, new, LATER)
    assert row.extension_reason == "Phải xác minh thực địa"
    assert given.open_step(dossier).sort_at == new
    assert recorded(dossier, "extend") | {} == {
        "state": 4, "due": "2026-11-27T10:00:00+00:00", "was": "2026-11-23T10:00:00+00:00",
        **digests(dossier_id=dossier, reason="Phải xác minh thực địa"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "overdue"),
    [
        (vn("2026-11-23 08:00"), False),  # the due day: too late for a new date, not yet overdue
        (vn("2026-11-25 09:00"), True),
    ],
)
def test_apologise(world: World, life: Lives, at: datetime, overdue: bool) -> None:
    dossier = life.in_process()

    moved = life.do("apologise", dossier, at=at, expected_on=date(2026, 11, 27), reason="Chờ xác minh")

    row = given.dossier(dossier)
    assert (row.first_due_at, row.due_at, row.extended_to, row.extension_count) == (DUE, DUE, None, 0)  # the promise by law stays
    assert (row.apologised_at, row.expected_on, row.apology_reason) == (at, date(2026, 11, 27), "Chờ xác minh")
    assert (given.open_step(dossier).sort_at, moved.due_at) == (DUE, DUE)
    assert recorded(dossier, "apologise") | {} == {
        "state": 4, "due": "2026-11-23T10:00:00+00:00", "expected": "2026-11-27", "late": True, "overdue": overdue,
        **digests(dossier_id=dossier, reason="Chờ xác minh"),
    }  # fmt: skip


@pytest.mark.parametrize("outcome", list(Outcome))
def test_finish(world: World, life: Lives, outcome: Outcome) -> None:
    dossier = life.at_last_step()

    why = "Đất đang tranh chấp" if outcome is Outcome.REFUSED else ""
    life.do("finish", dossier, at=LATER, outcome=outcome, note="Số 12/GP", reason=why)

    row, step = given.dossier(dossier), given.open_step(dossier)
    assert (row.state, row.finished_at, row.outcome, row.closed_at, row.due_at) == (State.DONE, LATER, outcome, None, DUE)
    assert (step.kind, step.role, step.agency_id) == ("return", "counter", world.rach_gia_centre.id)
    assert row.refusal_reason == why
    fact = recorded(dossier, "finish")
    assert fact | digests(dossier_id=dossier, reason=why, note="Số 12/GP") | {"outcome": outcome} == fact


def test_correct(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("correct", dossier, at=LATER, reason="Gõ nhầm", persons=(dossiers.Correction(address="14 Nguyễn Trãi"),))

    assert seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 4)
    was, now = (f'{{"filer.address": "{number} Nguyễn Trãi"}}' for number in (12, 14))
    assert recorded(dossier, "correct") | {} == {
        "state": 4, "due": "2026-11-23T10:00:00+00:00", "fields": ["filer.address"],
        **digests(dossier_id=dossier, reason="Gõ nhầm", was=was, now=now),
    }  # fmt: skip


def test_return_result(world: World, life: Lives) -> None:
    dossier = life.done()

    life.do("return_result", dossier, at=LATER, evidence="Đã ký nhận")

    row = given.dossier(dossier)
    assert (row.state, row.returned_at, row.closed_at) == (State.RETURNED, LATER, LATER)
    assert not Step.objects.filter(dossier=dossier, closed_at=None).exists()
    assert recorded(dossier, "return_result") | digests(dossier_id=dossier, evidence="Đã ký nhận") == recorded(
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
    assert recorded(dossier, "withdraw") | digests(dossier_id=dossier, reason="Người nộp xin rút") == recorded(
        dossier, "withdraw"
    )


@pytest.mark.parametrize("stage", ["accepted", "in_process", "awaiting_supplement", "awaiting_payment"])
def test_stop(world: World, life: Lives, stage: str) -> None:
    dossier = getattr(life, stage)()

    life.do("stop", dossier, at=LATER, reason="Đối tượng không còn")

    assert given.dossier(dossier).state == State.STOPPED
    assert recorded(dossier, "stop")["was"] in {2, 4, 5, 6}


def test_ending_a_dossier_ends_what_was_asked_of_others(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="Phòng cháy?", due_at=vn("2026-11-19 17:00"))

    life.do("withdraw", dossier, at=LATER, reason="Người nộp xin rút")

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.answered_at, asked.waived_reason, asked.agrees) == (LATER, "Người nộp xin rút", None)


def test_the_applicant_may_withdraw_alone(life: Lives) -> None:
    dossier = life.in_process()

    life.do("withdraw", dossier, at=LATER, actor=citizen_actor(), reason="Không cần nữa")

    assert last_fact(dossier).actor == "citizen"


def test_going_on_without_an_answer_needs_a_basis_that_is_kept(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="Phòng cháy?", due_at=vn("2026-11-16 17:00"))

    life.do("complete_step", dossier, at=LATER, waive_reason="Quá hạn trả lời, đã báo Trung tâm")

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.waived_reason, asked.answer, asked.agrees) == ("Quá hạn trả lời, đã báo Trung tâm", "", None)


def test_a_dossier_without_a_limit_stands_behind_the_others(world: World, life: Lives) -> None:
    dossier = life.in_process(procedure=MARRIAGE, at=vn("2026-11-16 09:00"))

    assert given.dossier(dossier).due_at == vn("2026-11-16 17:00")  # same day, by the civil status law
    assert given.open_step(dossier).sort_at < UNLIMITED


def test_all_moves_but_filing_are_proven_here() -> None:
    proven = {name.removeprefix("test_") for name in globals()}

    assert {move.name for move in MOVES} - {"submit"} <= proven | {"request_supplement", "receive_supplement"}


def test_every_move_names_who_made_it(world: World, life: Lives) -> None:
    dossier = life.returned(procedure=LAND, competent=world.environment)

    facts = journal.history(f"dossier:{dossier}")
    assert all(fact.actor.startswith("user:") for fact in facts)
    assert [fact.position for fact in facts] == list(range(1, len(facts) + 1))


def test_close_unanswered_stops_at_the_end_of_the_time_and_not_before(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement(asked_at=LATER)
    other = life.awaiting_supplement(asked_at=vn("2026-11-18 09:00"))
    closes = vn("2026-12-09 17:00")

    assert dossiers.close_unanswered(at=closes) == 0
    assert dossiers.close_unanswered(at=vn("2026-12-09 17:01")) == 1

    assert given.dossier(dossier).state == State.STOPPED
    assert given.dossier(other).state == State.AWAITING_SUPPLEMENT
    assert last_fact(dossier).actor == SYSTEM.label
    assert dossiers.close_unanswered(at=vn("2026-12-09 17:02")) == 0


def test_close_unanswered_also_closes_what_was_never_received(world: World, life: Lives) -> None:
    dossier = life.filed()
    life.do("request_supplement", dossier, at=LATER, items=["Bản sao"], reason="Thiếu")

    assert dossiers.close_unanswered(at=vn("2026-12-31 08:00")) == 1
    assert given.dossier(dossier).state == State.STOPPED


def test_close_unanswered_goes_on_past_one_that_cannot_be_closed_and_names_it(
    world: World, life: Lives, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = life.awaiting_supplement(asked_at=LATER), life.awaiting_supplement(asked_at=LATER)
    given.dossier(first)
    # Somebody's clock ran ahead: its latest event lies after the timer's moment.
    type(given.dossier(first)).objects.filter(pk=first).update(last_at=vn("2027-01-15 08:00"))

    assert dossiers.close_unanswered(at=vn("2026-12-31 08:00")) == 1
    assert given.dossier(second).state == State.STOPPED
    assert [record.getMessage() for record in caplog.records] == [
        f"dossier {first} waits past its time and cannot be stopped: out_of_order"
    ]
