"""What is awaited of the applicant: papers and payments, what that does to the clock, and what becomes of silence."""

from decimal import Decimal

import pytest
from tests.dossiers import given
from tests.dossiers.factories import PHONE
from tests.dossiers.given import AT, DUE, LATER, Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.config import tasks
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import AWAITED, Paper, Wait
from motcua.dossiers.public import State, Verdict
from motcua.dossiers.queries.texts import digests
from motcua.organization.public import SYSTEM, citizen_actor


def test_request_supplement_at_appraisal(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("request_supplement", dossier, at=LATER, items=["Bản vẽ", " ", "Giấy phép cũ"], reason="Thiếu hai giấy tờ")

    wait = Wait.objects.get(dossier=dossier)
    assert (wait.kind, wait.before_reception, wait.asked_at, wait.answered_at) == ("supplement", False, LATER, None)
    assert [item["what"] for item in wait.items] == ["Bản vẽ", "Giấy phép cũ"]
    assert wait.closes_at == vn("2026-12-09 17:00")  # 15 working days: 18, 19, 20, 23, (24), 25–27, 30, 1–4, 7, 8, 9
    # Counted anew when it is full; the first promise stays.
    assert given.seen_on(dossier) == (State.AWAITING_SUPPLEMENT, DUE, None, 4)
    assert given.open_step(dossier).sort_at == AWAITED
    assert given.recorded(dossier, "request_supplement")["items"] == 2


def test_request_supplement_before_reception(world: World, life: Lives) -> None:
    dossier = life.filed()

    life.do("request_supplement", dossier, at=LATER, items=["Bản sao căn cước"], reason="Thiếu")

    assert Wait.objects.get(dossier=dossier).before_reception
    assert given.seen_on(dossier) == (State.AWAITING_SUPPLEMENT, None, None, 2)


def test_receive_supplement_restarts_the_clock(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement(asked_at=LATER)
    full = vn("2026-11-25 09:00")

    life.do("receive_supplement", dossier, at=full, papers=(dossiers.Paper(name="Bản vẽ", originals=1),))

    assert Wait.objects.get(dossier=dossier).answered_at == full
    assert given.seen_on(dossier) == (State.IN_PROCESS, DUE, vn("2026-12-02 17:00"), 5)  # 26, 27, 30, 1, 2
    assert given.open_step(dossier).sort_at == vn("2026-12-02 17:00")
    assert Paper.objects.filter(dossier=dossier, name="Bản vẽ", given_at=full).exists()
    assert given.recorded(dossier, "receive_supplement")["papers"] == 1


def test_what_is_late_stays_late_whatever_is_asked_for(world: World, life: Lives, now: Now) -> None:
    dossier, asked, full = life.in_process(), vn("2026-11-25 09:00"), vn("2026-11-26 09:00")
    code = given.code(dossier)

    life.do("request_supplement", dossier, at=asked, items=["Một giấy bất kỳ"], reason="Thiếu")
    assert given.seen_on(dossier) == (State.AWAITING_SUPPLEMENT, DUE, DUE, 4)
    assert given.dossier_detail(dossier, at=full).dossier.legal is Verdict.OVERDUE
    now.at = full
    assert "Đã quá hẹn trước khi yêu cầu bổ sung" in Browser().follow(code, PHONE).words

    life.do("receive_supplement", dossier, at=full)
    assert given.seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 5)
    assert given.dossier_detail(dossier, at=full).dossier.legal is Verdict.OVERDUE


def test_who_asks_too_late_reads_that_it_does_not_help(world: World, life: Lives, now: Now) -> None:
    code, official = given.code(life.in_process()), Browser(world.who("official", world.rach_gia))
    path, warning = f"/can-bo/ho-so/{code}/request_supplement/", "hồ sơ vẫn là quá hạn"

    now.at = DUE
    assert warning not in official.open(path).words
    now.at = vn("2026-11-25 08:00")
    assert warning in official.open(path).words


def test_receive_supplement_at_any_centre_of_the_province(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement(asked_at=LATER)

    life.do("receive_supplement", dossier, at=LATER, actor=world.who("counter", world.phu_quoc_centre))

    assert given.dossier(dossier).state == State.IN_PROCESS
    assert given.recorded(dossier, "receive_supplement")["brought_to"] == world.phu_quoc_centre.id


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

    assert given.seen_on(dossier) == (State.SUBMITTED, None, None, 3)
    assert given.open_step(dossier).sort_at == vn("2026-11-18 17:00")  # one working day to look at it again


def test_require_payment(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("require_payment", dossier, at=LATER, amount=Decimal(2_500_000), reason="Tiền sử dụng đất")

    wait = Wait.objects.get(dossier=dossier)
    assert (wait.kind, wait.amount, wait.asked_at, wait.answered_at) == ("payment", Decimal(2_500_000), LATER, None)
    assert given.seen_on(dossier)[0] is State.AWAITING_PAYMENT
    assert given.open_step(dossier).sort_at == AWAITED
    assert given.recorded(dossier, "require_payment")["amount"] == 2_500_000


def test_settle_payment(world: World, life: Lives) -> None:
    dossier = life.awaiting_payment(asked_at=vn("2026-11-17 08:00"))

    life.do("settle_payment", dossier, at=vn("2026-11-19 08:00"), evidence="BL 00123")

    assert Wait.objects.get(dossier=dossier).evidence == "BL 00123"
    # Two working days were waited: Mon 23 becomes (24), 25, 26.
    assert given.seen_on(dossier) == (State.IN_PROCESS, DUE, vn("2026-11-26 17:00"), 5)
    assert given.open_step(dossier).sort_at == vn("2026-11-26 17:00")
    assert given.recorded(dossier, "settle_payment") | digests(dossier_id=dossier, evidence="BL 00123") == given.recorded(
        dossier, "settle_payment"
    )


def test_settle_payment_at_the_centre_that_received_the_dossier(world: World, life: Lives) -> None:
    dossier = life.awaiting_payment()

    life.do("settle_payment", dossier, at=LATER, actor=world.who("counter", world.rach_gia_centre), evidence="Giấy nộp tiền")

    assert given.dossier(dossier).state == State.IN_PROCESS


def test_close_unanswered_stops_at_the_end_of_the_time_and_not_before(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement(asked_at=LATER)
    other = life.awaiting_supplement(asked_at=vn("2026-11-18 09:00"))
    closes = vn("2026-12-09 17:00")

    assert dossiers.close_unanswered(at=closes) == 0
    assert dossiers.close_unanswered(at=vn("2026-12-09 17:01")) == 1

    assert given.dossier(dossier).state == State.STOPPED
    assert given.dossier(other).state == State.AWAITING_SUPPLEMENT
    assert given.last_fact(dossier).actor == SYSTEM.label
    assert dossiers.close_unanswered(at=vn("2026-12-09 17:02")) == 0


def test_what_nobody_answered_in_time_is_stopped_by_the_clock(life: Lives, now: Now) -> None:
    asked, answered = (life.awaiting_supplement(at=vn("2026-11-02 08:00")) for _ in range(2))
    life.do("receive_supplement", answered, at=vn("2026-11-03 08:00"))

    now.at = vn("2026-12-01 08:00")
    tasks.close_unanswered(timestamp=0)

    assert [given.dossier(one).state for one in (asked, answered)] == [State.STOPPED, State.IN_PROCESS]


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
