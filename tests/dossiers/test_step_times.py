"""Whose a step is and until when it should be done, also around the time in which the applicant is awaited.

Monday 16/11/2026 to Friday 27/11, eight hours a day, 07:00–11:00 and 13:00–17:00; Tuesday 24/11 is off.
"""

from datetime import date

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.calendar import public as calendar
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Holder
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM, Role


def minutes(dossier: int, at: str) -> tuple[int, int]:
    """What the unit held, and nobody."""
    shares = dossiers.shares(given.dossier_detail(dossier, at=vn(at)).segments)
    return shares[Holder.UNIT], shares[Holder.NOBODY]


@pytest.mark.parametrize(
    ("accepted", "unit", "nobody"),
    [
        (None, 8 * 60, 0),  # filed and received in one: Mon 08–11, 13–17, Tue 07–08
        ("2026-11-16 10:00", 60 + 4 * 60 + 60, 2 * 60),  # Mon 10–11, 13–17, Tue 07–08
        ("2026-11-17 07:30", 30, 7 * 60 + 30),
        ("2026-11-17 08:00", 0, 8 * 60),  # handed over at once
    ],
)
def test_between_acceptance_and_hand_over_a_dossier_is_the_counters(
    world: World, life: Lives, accepted: str | None, unit: int, nobody: int
) -> None:
    counter = world.who("counter", world.rach_gia_centre)
    dossier = life.filed(accept=accepted is None)
    if accepted:
        life.do("accept", dossier, at=vn(accepted))

    assert given.open_step(dossier).assignee_id == counter.user_id
    assert minutes(dossier, "2026-11-17 08:00") == (unit, nobody)
    life.do("forward", dossier, at=vn("2026-11-17 08:00"))
    assert minutes(dossier, "2026-11-17 08:00") == (unit, nobody)


def test_a_step_at_the_centre_is_due_by_the_hours_of_the_centre(world: World, life: Lives) -> None:
    """Asked to supplement before reception, the dossier is checked anew within a working day: of the centre, which works on Saturday."""
    saturday_too = {day: (calendar.Period(opens=7 * 60, closes=11 * 60),) for day in range(1, 7)}
    calendar.set_weekly_hours(
        week=calendar.Week(periods=saturday_too, valid_from=date(2026, 1, 1), basis="Quyết định của trung tâm"),
        actor=SYSTEM, at=AT, agency_id=world.rach_gia_centre.id, record=journal.record,
    )  # fmt: skip
    dossier = life.filed(at=vn("2026-11-20 07:00"))
    assert given.open_step(dossier).due_at == vn("2026-11-21 11:00")
    life.do("request_supplement", dossier, at=vn("2026-11-20 08:00"), items=["Bản sao"], reason="Thiếu")

    life.do("receive_supplement", dossier, at=vn("2026-11-20 09:00"))

    assert given.open_step(dossier).due_at == vn("2026-11-21 11:00")


def test_who_took_a_dossier_before_it_was_accepted_keeps_it(world: World, life: Lives) -> None:
    colleague = given.official(Role.COUNTER, world.rach_gia_centre, username="counter.two")
    dossier = life.filed()
    life.do("assign", dossier, at=vn("2026-11-16 09:00"), actor=colleague, to_user_id=colleague.user_id)

    life.do("accept", dossier, at=vn("2026-11-16 10:00"))

    step = given.open_step(dossier)
    assert (step.assignee_id, step.assigned_at) == (colleague.user_id, vn("2026-11-16 09:00"))


#: The examination has 22 h 30 min. From Mon 16/11 08:00: 7 h, 8 h, and until Wed 16:30.
EXAMINED = vn("2026-11-18 16:30")


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        ("2026-11-17 09:00", "2026-11-25 09:00"),
        ("2026-11-19 09:00", "2026-11-25 09:00"),  # asked when the step was late already: its time begins again too
        ("2026-11-17 09:00", "2026-11-24 09:00"),  # brought on the day off: from Wed 25 at the opening
    ],
)
def test_after_a_supplement_the_step_has_its_whole_time_again(world: World, life: Lives, asked: str, full: str) -> None:
    dossier = life.in_process()
    assert given.open_step(dossier).due_at == EXAMINED
    life.do("request_supplement", dossier, at=vn(asked), items=["Bản vẽ"], reason="Thiếu")

    life.do("receive_supplement", dossier, at=vn(full))

    # From Wed 25 09:00: 6 h, Thu 8 h, Fri 8 h, half an hour of Mon 30. From Wed at the opening: 8 h, 8 h, and Fri until 15:30.
    due = {"2026-11-25 09:00": "2026-11-30 07:30", "2026-11-24 09:00": "2026-11-27 15:30"}[full]
    assert given.open_step(dossier).due_at == vn(due)


@pytest.mark.parametrize(
    ("asked", "paid", "due"),
    [
        ("2026-11-17 08:00", "2026-11-19 08:00", "2026-11-20 16:30"),  # two days
        ("2026-11-17 11:00", "2026-11-17 13:00", "2026-11-18 16:30"),  # noon is nobody's
        ("2026-11-17 08:00", "2026-11-17 08:20", "2026-11-18 16:50"),
        ("2026-11-20 16:00", "2026-11-25 08:00", "2026-11-20 08:30"),  # late since Wed: 1 h Fri, 8 h Mon, (24 off), 1 h Wed
    ],
)
def test_a_payment_moves_the_step_by_the_working_time_it_took(world: World, life: Lives, asked: str, paid: str, due: str) -> None:
    dossier = life.awaiting_payment(asked_at=vn(asked))

    life.do("settle_payment", dossier, at=vn(paid))

    assert given.open_step(dossier).due_at == vn(due)


def test_a_supplement_before_acceptance_gives_the_counter_its_day_again(world: World, life: Lives, now: Now) -> None:
    dossier = life.filed()
    life.do("request_supplement", dossier, at=vn("2026-11-16 09:00"), items=["Bản sao"], reason="Thiếu")

    life.do("receive_supplement", dossier, at=vn("2026-11-25 09:00"))

    step = given.open_step(dossier)
    assert step.due_at == step.sort_at == vn("2026-11-26 17:00")
    (line,) = dossiers.worklist(
        actor=world.who("counter", world.rach_gia_centre), which=dossiers.Filter.MY_TURN, at=vn("2026-11-25 10:00")
    ).rows
    assert line.due_at == step.due_at


def test_what_ends_while_the_applicant_is_awaited_ends_in_time(world: World, life: Lives, now: Now) -> None:
    dossier = life.awaiting_supplement(asked_at=vn("2026-11-17 09:00"))
    now.at = vn("2026-12-09 17:01")

    assert dossiers.close_unanswered(at=now.at) == 1

    # 13 h 30 min were left when it was asked: of Thu 10/12 eight, of Fri 11/12 five and a half.
    assert given.dossier_detail(dossier).steps[-1].due_at == vn("2026-12-11 14:30")
    page = Browser(world.who("official", world.rach_gia)).open(f"/can-bo/ho-so/{given.code(dossier)}/")
    assert "quá hạn bước" not in page.words
