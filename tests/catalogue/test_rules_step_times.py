"""Step times of derived processes stay within the legal limit."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.facts import LimitUnit, StepKind
from motcua.catalogue.rules import step_times

LIMITS = st.tuples(st.integers(1, 400), st.sampled_from(list(LimitUnit)))


@given(LIMITS)
def test_the_steps_never_take_longer_than_the_limit(limit: tuple[int, LimitUnit]) -> None:
    total = step_times.working_minutes(*limit)

    assert sum(step.minutes for step in step_times.steps(total)) <= total


@given(LIMITS)
def test_every_step_takes_time_and_the_centre_begins_and_ends(limit: tuple[int, LimitUnit]) -> None:
    steps = step_times.steps(step_times.working_minutes(*limit))

    assert all(step.minutes > 0 for step in steps)
    assert (steps[0].kind, steps[-1].kind) == (StepKind.RECEIVE, StepKind.RETURN)
    assert {steps[0].place, steps[-1].place} == {"centre"}
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))


@given(st.integers(1, 200), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_calendar_days_hold_at_least_the_working_days_that_steps_are_given(days: int, received: date) -> None:
    last = received + timedelta(days=days)
    while last.weekday() >= 5:
        last += timedelta(days=1)
    working = sum((received + timedelta(days=n)).weekday() < 5 for n in range(1, (last - received).days + 1))

    assert step_times.working_minutes(days, LimitUnit.CALENDAR_DAYS) <= working * step_times.DAY


def test_a_same_day_matter_goes_without_the_review() -> None:
    steps = step_times.steps(120)

    assert [step.kind for step in steps] == ["receive", "examine", "sign", "issue", "return"]
    assert sum(step.minutes for step in steps) == 120


def test_five_working_days_go_through_six_hands() -> None:
    steps = step_times.steps(5 * 480)

    assert [(step.role, step.minutes) for step in steps] == [
        ("counter", 180),  # 8 % of 2,400, in half hours
        ("official", 1350),  # what the others leave
        ("head", 360),
        ("leader", 270),
        ("clerk", 120),
        ("counter", 120),
    ]
    assert sum(step.minutes for step in steps) <= 2_400
