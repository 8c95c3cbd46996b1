"""The checklist of the one-stop law, one sentence a test; what other rooms must show comes with them."""

from datetime import date
from decimal import Decimal

import pytest
from tests.dossiers import given
from tests.dossiers.factories import INTERLINKED_BIRTH
from tests.dossiers.given import AT, Lives, World, vn

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Wait
from motcua.dossiers.public import Channel, Filter, State, Verdict
from motcua.foundation.errors import DomainError
from motcua.organization.public import SYSTEM, citizen_actor


def late_at_the_counter(world: World, at: str) -> set[str]:
    page = dossiers.worklist(actor=world.who("counter", world.rach_gia_centre), which=Filter.UNIT_OVERDUE, at=vn(at))
    return {row.code for row in page.rows}


def test_a_receipt_at_15_01_forwards_the_next_working_day_and_counts_from_the_reception_on_the_receipt(
    world: World, life: Lives
) -> None:
    dossier = life.accepted(at=vn("2026-11-16 15:01"))
    life.do("forward", dossier, at=vn("2026-11-17 07:10"))

    row = given.dossier(dossier)
    assert row.started_at == row.accepted_at == vn("2026-11-16 15:01")
    assert row.due_at == row.first_due_at == vn("2026-11-23 17:00")  # from Mon 16: 17, 18, 19, 20, 23


def test_a_boundary_free_dossier_counts_from_its_arrival_at_the_competent_agency_and_both_times_are_kept(
    world: World, life: Lives
) -> None:
    dossier = life.accepted(competent=world.phu_quoc, centre=world.rach_gia_centre, at=vn("2026-11-16 15:30"))
    # The promise on the receipt supposes the next opening, Tue 17: 18, 19, 20, 23, (24 off), 25.
    assert given.dossier(dossier).due_at == vn("2026-11-25 17:00")

    life.do("forward", dossier, at=vn("2026-11-18 07:30"))

    row = given.dossier(dossier)
    assert (row.accepted_at, row.started_at) == (vn("2026-11-16 15:30"), vn("2026-11-18 07:30"))
    assert (row.first_due_at, row.due_at) == (vn("2026-11-25 17:00"), vn("2026-11-26 17:00"))  # 19, 20, 23, 25, 26


def test_what_is_received_later_is_promised_by_the_rules_of_that_day_and_recounted_by_the_same(world: World, life: Lives) -> None:
    # Filed on Fri 28/8; the hour of 15:00 holds from 1/9. Received Thu 3/9 at 15:30, so as of Fri 4/9; twenty days: 24/9.
    dossier = life.filed(procedure=INTERLINKED_BIRTH, at=vn("2026-08-28 09:00"))
    received = vn("2026-09-03 15:30")
    life.do("accept", dossier, at=received)
    assert given.dossier(dossier).due_at == vn("2026-09-24 17:00")

    life.do("forward", dossier, at=received)
    life.do("require_payment", dossier, at=received, amount=Decimal(50_000), reason="Phí")
    life.do("settle_payment", dossier, at=received)
    assert given.dossier(dossier).due_at == vn("2026-09-24 17:00")


def test_a_boundary_is_crossed_by_the_agency_that_solves_not_by_where_the_applicant_was_helped(world: World, life: Lives) -> None:
    dossier = life.filed(helped_at_id=world.phu_quoc_centre.id, is_assisted=True, consent=True, actor=SYSTEM)
    life.do("accept", dossier)

    assert given.dossier(dossier).started_at == AT


@pytest.mark.parametrize(
    ("channel", "in_time", "late"),
    [
        (Channel.ONLINE, "2026-11-17 08:00", "2026-11-17 08:01"),  # 8 working hours from Mon 08:00: 3 + 4 + 1
        (Channel.DIRECT, "2026-11-17 17:00", "2026-11-17 17:01"),  # one working day
        (Channel.POSTAL, "2026-11-17 17:00", "2026-11-17 17:01"),
    ],
)
def test_a_dossier_unanswered_past_its_notice_time_stands_among_the_late(
    world: World, life: Lives, channel: Channel, in_time: str, late: str
) -> None:
    code = given.code(life.filed(channel=channel, actor=citizen_actor() if channel is Channel.ONLINE else None))

    assert late_at_the_counter(world, in_time) == set()
    assert late_at_the_counter(world, late) == {code}


def test_a_second_supplement_request_needs_the_head_and_makes_the_indicator_clock_overdue(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement()
    life.do("receive_supplement", dossier, at=vn("2026-11-17 08:00"))
    with pytest.raises(DomainError, match="supplement was requested"):
        life.do("request_supplement", dossier, at=vn("2026-11-17 09:00"), items=["x"], reason="x")

    head = world.who("head", world.rach_gia)
    life.do(
        "request_supplement",
        dossier,
        at=vn("2026-11-17 09:00"),
        actor=head,
        items=["Bản vẽ"],
        reason="Bản vẽ mờ",
        again_reason="Lần đầu sót",
    )
    life.do("receive_supplement", dossier, at=vn("2026-11-17 10:00"))

    fact = given.dossier_detail(dossier, at=vn("2026-11-17 10:00")).dossier
    assert (fact.legal, fact.indicator, fact.supplement_count) == (Verdict.EARLY, Verdict.OVERDUE, 2)


def test_a_supplement_asked_after_three_working_days_is_late_and_not_refused(world: World, life: Lives) -> None:
    dossier = life.in_process(competent=world.phu_quoc, centre=world.rach_gia_centre, forwarded_at=vn("2026-11-17 09:00"))

    assert given.open_step(dossier).supplement_by == vn("2026-11-20 17:00")  # from the hand-over on Tue: 18, 19, 20
    life.do("complete_step", dossier, at=vn("2026-11-17 10:00"))
    assert given.open_step(dossier).supplement_by is None
    life.do("return_step", dossier, at=vn("2026-11-23 08:00"), reason="Xem lại")
    assert given.open_step(dossier).supplement_by == vn("2026-11-20 17:00")
    life.do("request_supplement", dossier, at=vn("2026-11-23 09:00"), items=["Bản vẽ"], reason="Thiếu")
    assert given.open_step(dossier).supplement_by is None


def test_while_a_supplement_is_awaited_the_legal_clock_is_stopped_not_without_limit(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement(asked_at=vn("2026-11-17 09:00"))

    for at in ("2026-11-17 10:00", "2026-11-30 08:00"):
        fact = given.dossier_detail(dossier, at=vn(at)).dossier
        assert (fact.legal, fact.minutes_used) == (Verdict.STOPPED, 9 * 60)  # 7 h of Monday, 2 of Tuesday
    life.do("withdraw", dossier, at=vn("2026-11-30 08:00"), reason="Rút")
    assert given.dossier_detail(dossier).dossier.legal is Verdict.STOPPED


def test_a_full_dossier_that_returns_is_counted_from_zero_while_the_indicator_takes_off_the_interval(
    world: World, life: Lives
) -> None:
    asked, full, done = vn("2026-11-17 08:00"), vn("2026-11-26 08:00"), vn("2026-12-02 09:00")
    dossier = life.awaiting_supplement(asked_at=asked)
    life.do("receive_supplement", dossier, at=full)

    assert given.dossier(dossier).due_at == vn("2026-12-03 17:00")  # from zero: 27, 30, 1, 2, 3/12
    assert given.dossier(dossier).first_due_at == vn("2026-11-23 17:00")
    while not given.at_last_step(given.dossier_detail(dossier)):
        life.do("complete_step", dossier, at=done)
    life.do("finish", dossier, at=done, outcome=dossiers.Outcome.GRANTED)
    fact = given.dossier_detail(dossier, at=done).dossier
    # The indicator: Mon 23 moved by the six days waited (17–20, 23, 25) is 25, 26, 27, 30, 1, 2/12: done on that very day.
    assert (fact.legal, fact.indicator) == (Verdict.EARLY, Verdict.ON_TIME)


@pytest.mark.parametrize(
    ("procedure", "closes"),
    [
        # Asked Tue 17/11. Fifteen working days: 18, 19, 20, 23, (24), 25, 26, 27, 30, 1, 2, 3, 4, 7, 8, 9/12.
        ("1.000001", "2026-12-09 17:00"),
        # Seven for the interlinked birth group: 18, 19, 20, 23, (24), 25, 26, 27.
        (INTERLINKED_BIRTH, "2026-11-27 17:00"),
    ],
)
def test_without_completion_a_dossier_is_closed_on_day_7_or_15_by_procedure_with_its_reason(
    world: World, life: Lives, procedure: str, closes: str
) -> None:
    dossier = life.awaiting_supplement(procedure=procedure, asked_at=vn("2026-11-17 09:00"))
    assert Wait.objects.get().closes_at == vn(closes)

    assert dossiers.close_unanswered(at=vn(closes)) == 0
    assert dossiers.close_unanswered(at=given.later(vn(closes), minutes=1)) == 1

    assert given.dossier(dossier).state == State.STOPPED
    assert given.dossier(dossier).steps.order_by("-id")[0].note


def test_an_extension_asked_less_than_a_day_before_or_a_second_time_is_refused(world: World, life: Lives) -> None:
    late, again = life.in_process(), life.in_process()
    with pytest.raises(DomainError, match="too late"):
        life.do("extend", late, at=vn("2026-11-23 07:00"), new_day=date(2026, 11, 27), reason="x")

    life.do("extend", again, at=vn("2026-11-20 16:00"), new_day=date(2026, 11, 27), reason="x")
    with pytest.raises(DomainError, match="new date 1 time"):
        life.do("extend", again, at=vn("2026-11-25 16:00"), new_day=date(2026, 12, 4), reason="x")

    fact = given.dossier_detail(again, at=vn("2026-11-26 08:00")).dossier
    assert (fact.legal, fact.indicator) == (Verdict.EARLY, Verdict.OVERDUE)  # lateness excused is lateness still


def test_one_late_consulted_agency_is_late_in_its_own_row_only(world: World, life: Lives) -> None:
    dossier = life.in_process()
    for agency in (world.police, world.construction):
        life.do("consult", dossier, agency_id=agency.id, content="Ý kiến?", due_at=vn("2026-11-18 17:00"))
    life.do("answer_consultation", dossier, at=vn("2026-11-18 10:00"), actor=world.who("official", world.construction), answer="Đạt", agrees=True)  # fmt: skip
    life.do("answer_consultation", dossier, at=vn("2026-11-20 10:00"), actor=world.who("official", world.police), answer="Đạt", agrees=True)  # fmt: skip

    detail = given.dossier_detail(dossier, at=vn("2026-11-20 10:00"))
    assert {one.agency_id: one.is_late for one in detail.consultations} == {world.police.id: True, world.construction.id: False}
    assert detail.dossier.due_at == vn("2026-11-23 17:00")
    assert detail.dossier.legal is Verdict.EARLY


def test_silence_of_a_consulted_agency_is_never_consent(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, agency_id=world.police.id, content="Ý kiến?", due_at=vn("2026-11-16 17:00"))

    life.do("complete_step", dossier, at=vn("2026-11-18 10:00"), waive_reason="Quá hạn trả lời")

    assert given.dossier_detail(dossier).consultations[0].agrees is None


def test_a_stop_request_after_a_result_exists_is_rejected_with_its_reason(world: World, life: Lives) -> None:
    dossier = life.done()

    with pytest.raises(DomainError) as caught:
        life.do("withdraw", dossier, at=vn("2026-11-17 08:00"), actor=citizen_actor(), reason="Đổi ý")

    assert "Đã có kết quả" in caught.value.sentence_vi


def test_the_rules_of_a_clock_say_where_they_stand(world: World, life: Lives) -> None:
    terms = given.terms(life.in_process())

    for rule in (
        "supplement_restarts",
        "close_unanswered_after_days",
        "extension_notice_days",
        "boundary_start",
        "forward_cutoff",
    ):
        source = terms.rules.source_of(rule)
        assert source is not None
        assert source.basis
        assert source.confidence


def test_nobody_is_told_a_code_twice(world: World, life: Lives) -> None:
    """Code: one per dossier, never reused, also when a dossier was refused."""
    first = given.code(life.refused())

    assert given.code(life.filed()) != first
    assert dossiers.dossier_for_staff(code=first, actor=SYSTEM, at=AT).dossier.state is State.NOT_ACCEPTED
