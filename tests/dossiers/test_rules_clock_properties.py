"""Sentences about the clocks that hold whatever the dossier's life."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.calendar.public import Limit, Policy, Unit, due_at, packaged_calendar
from motcua.dossiers.facts import Verdict
from motcua.dossiers.rules import clocks
from motcua.dossiers.rules.clocks import Pause
from motcua.foundation import clock
from motcua.foundation.clock import local_moment as vn

WORKING = packaged_calendar()
BEGIN = vn("2025-09-01 00:00")
moments = st.integers(0, 400 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
limits = st.integers(1, 60)
lengths = st.lists(st.integers(0, 5_000), max_size=4)


def due(started: datetime, days: int, **more: object) -> datetime:
    found = clocks.legal_due(
        started_at=started, due_from=lambda at: due_at(WORKING, at, Limit(days, Unit.WORKING_DAYS), Policy.CIVIL), calendar=WORKING,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip
    assert found is not None
    return found


def pauses_after(started: datetime, gaps: list[int]) -> list[Pause]:
    pauses, at = [], started
    for gap in gaps:
        start = at + timedelta(minutes=gap // 2)
        at = start + timedelta(minutes=gap)
        pauses.append(Pause(start=start, end=at))
    return pauses


@given(started=moments, days=limits)
def test_a_due_day_is_a_working_day(started: datetime, days: int) -> None:
    assert WORKING.is_working_day(clock.local_day(due(started, days)))


@given(started=moments, days=limits, gaps=lengths)
def test_pauses_move_the_due_time_by_exactly_the_working_minutes_they_took(started: datetime, days: int, gaps: list[int]) -> None:
    pauses = pauses_after(started, gaps)
    lost = sum(WORKING.between(pause.start, pause.end) for pause in pauses if pause.end)

    assert WORKING.between(due(started, days), due(started, days, pauses=pauses)) == lost


@given(started=moments, days=limits, later=st.integers(0, 60 * 24 * 60))
def test_a_restart_never_brings_the_due_time_forward(started: datetime, days: int, later: int) -> None:
    restart = started + timedelta(minutes=later)

    assert due(started, days, restarts=[restart]) == due(restart, days) >= due(started, days)


@given(started=moments, days=limits, more=st.integers(0, 30))
def test_more_days_never_mean_earlier(started: datetime, days: int, more: int) -> None:
    assert due(started, days + more) >= due(started, days)


@given(started=moments, days=limits, gaps=lengths)
def test_order_of_pauses_does_not_matter(started: datetime, days: int, gaps: list[int]) -> None:
    pauses = pauses_after(started, gaps)

    assert due(started, days, pauses=pauses) == due(started, days, pauses=pauses[::-1])


@given(first=moments, ended=moments, gaps=lengths)
def test_waiting_never_makes_the_indicator_worse(first: datetime, ended: datetime, gaps: list[int]) -> None:
    order = [Verdict.EARLY, Verdict.ON_TIME, Verdict.OVERDUE]

    def verdict(waits: list[Pause]) -> int:
        found = clocks.indicator_verdict(
            first_due_at=first, ended_at=ended, waits=waits, supplement_count=0, supplements_max=1, calendar=WORKING
        )
        return order.index(found)

    assert verdict(pauses_after(first - timedelta(days=3), gaps)) <= verdict([])
