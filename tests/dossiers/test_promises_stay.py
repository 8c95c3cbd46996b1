"""A promise that was given moves by what the law moves it by, and by nothing else."""

from datetime import date
from decimal import Decimal

from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn

from motcua.calendar import public as calendar
from motcua.foundation.confidence import Confidence
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM


def test_a_day_added_to_the_calendar_leaves_a_promise_that_a_payment_did_not_delay(world: World, life: Lives) -> None:
    dossier = life.in_process()
    promised = given.dossier(dossier).due_at
    now = vn("2026-11-17 09:00")

    day = calendar.Day(
        day=date(2026, 11, 20), kind=calendar.DayKind.SWAPPED_OFF, name="Nghỉ vì bão", basis="Công điện",
        confidence=Confidence.READ, paired_day=date(2026, 11, 28),
    )  # fmt: skip
    calendar.add_day(day=day, actor=SYSTEM, at=now, record=journal.record)
    life.do("require_payment", dossier, at=now, amount=Decimal(5_000), reason="Lệ phí")
    life.do("settle_payment", dossier, at=now, evidence="BL 1")

    assert given.dossier(dossier).due_at == promised


def test_a_supplement_after_an_extension_and_a_payment_brings_no_date_nearer(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("extend", dossier, at=vn("2026-11-17 08:00"), new_day=date(2026, 12, 31), reason="Phải xác minh thực địa")
    life.do("require_payment", dossier, at=vn("2026-11-18 07:00"), amount=Decimal(5_000), reason="Lệ phí")
    life.do("settle_payment", dossier, at=vn("2026-11-19 07:00"), evidence="BL 1")
    extended = given.dossier(dossier).due_at
    life.do("request_supplement", dossier, at=vn("2026-11-19 08:00"), items=["Trích lục"], reason="Thiếu trích lục")
    life.do("receive_supplement", dossier, at=vn("2026-11-20 08:00"))

    # Thursday 31/12 and one working day: 1/1 is off, 2/1 is a swapped day; Monday 4/1.
    assert extended == vn("2027-01-04 17:00")
    assert given.dossier(dossier).due_at == extended
