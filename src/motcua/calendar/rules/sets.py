"""When do very many limits end? The same answers as `due_at`, for a whole array at a time.

Moments are whole minutes since 1970-01-01T00:00Z. Counting by days, the answer hangs on the day of receipt alone (shifted by
the cut-off), so one answer per day is enough. Counting by minutes, two plain arrays lead from a minute to the work done and
from the work done back to a minute: a look-up instead of a search.
"""

from array import array
from collections.abc import Sequence
from datetime import time
from itertools import repeat

from motcua.calendar.facts import Limit, Policy, Unit
from motcua.calendar.rules.deadlines import counted_from, due_minute
from motcua.calendar.rules.work_calendar import DAY, OutsideCalendar, WorkCalendar

#: Below this many receipts per day of their span, arrays of minutes cost more than they save.
_RECEIPTS_PER_DAY = 100


def due_many(
    calendar: WorkCalendar,
    received: Sequence[int],
    limit: Limit,
    policy: Policy = Policy.CIVIL,
    cutoff: time | None = None,
) -> "array[int]":
    """The due minutes of many receipts under one limit, in their order. Raises OutsideCalendar.

    Basis: Civil Code 2015 art. 147, 148, through `due_at`.
    """
    if not received:
        return array("q")
    base = calendar.epoch_minute
    earliest, latest = min(received) - base, max(received) - base
    first, last = calendar.checked(earliest // DAY), calendar.checked(latest // DAY)
    within_the_day = limit.unit is Unit.WORKING_DAYS and not limit.minutes
    by_minutes = limit.unit is Unit.WORKING_HOURS or (limit.unit is Unit.WORKING_DAYS and policy is Policy.HOURS)
    if not (by_minutes or within_the_day):
        return _by_days(calendar, received, limit, cutoff, first, last)
    if len(received) < _RECEIPTS_PER_DAY * (last - first + 1):
        return _by_memo(calendar, received, limit, policy, cutoff)
    if within_the_day:
        return _within_the_day(calendar, received, cutoff, first, last)
    return _by_minutes(calendar, received, limit.minutes, cutoff, first, last)


def _by_days(
    calendar: WorkCalendar, received: Sequence[int], limit: Limit, cutoff: time | None, first: int, last: int
) -> "array[int]":
    base = calendar.epoch_minute
    # A receipt after the cut-off is treated as one of the following midnight, which lies before that day's cut-off.
    shift = DAY - 1 - (cutoff.hour * 60 + cutoff.minute) if cutoff is not None else 0
    days = range(first, last + (2 if shift else 1))
    ends = [_or_outside(calendar, number, limit, cutoff) for number in days]
    start = base + first * DAY - shift
    try:
        return array("q", [ends[(minute - start) // DAY] for minute in received])  # type: ignore[misc]
    except TypeError:
        raise calendar.outside() from None


def _or_outside(calendar: WorkCalendar, number: int, limit: Limit, cutoff: time | None) -> int | None:
    # A day on which nobody filed may end beyond the calendar without harm.
    try:
        return due_minute(calendar, counted_from(calendar, calendar.checked(number) * DAY, cutoff), limit, Policy.CIVIL) + (
            calendar.epoch_minute
        )
    except OutsideCalendar:
        return None


def _by_memo(calendar: WorkCalendar, received: Sequence[int], limit: Limit, policy: Policy, cutoff: time | None) -> "array[int]":
    base = calendar.epoch_minute
    ends = {
        minute: due_minute(calendar, counted_from(calendar, minute - base, cutoff), limit, policy) + base
        for minute in set(received)
    }
    return array("q", map(ends.__getitem__, received))


def _within_the_day(calendar: WorkCalendar, received: Sequence[int], cutoff: time | None, first: int, last: int) -> "array[int]":
    base = calendar.epoch_minute
    stop = cutoff.hour * 60 + cutoff.minute + 1 if cutoff is not None else DAY
    ends: list[int] = []
    for number in range(first, last + 1):
        periods = calendar.periods_of(number)
        in_time = min(periods[-1].closes, stop) if periods else 0
        ends.extend(repeat(base + number * DAY + (periods[-1].closes if periods else 0), in_time))
        ends.extend(repeat(base + calendar.close_after(number, 1), DAY - in_time))
    start = base + first * DAY
    return array("q", [ends[minute - start] for minute in received])


def _by_minutes(
    calendar: WorkCalendar, received: Sequence[int], minutes: int, cutoff: time | None, first: int, last: int
) -> "array[int]":
    base = calendar.epoch_minute
    done = _work_done(calendar, cutoff, first, last)
    begin = calendar.done_before(first)
    end = calendar.earliest(calendar.done_before(last + 1) + minutes) // DAY
    ends: list[int] = [0]
    for number in range(first, end + 1):
        for opens, closes in calendar.periods_of(number):
            ends.extend(range(base + number * DAY + opens + 1, base + number * DAY + closes + 1))
    start, gone = base + first * DAY, minutes - begin
    return array("q", [ends[done[minute - start] + gone] for minute in received])


def _work_done(calendar: WorkCalendar, cutoff: time | None, first: int, last: int) -> list[int]:
    done: list[int] = []
    stop = cutoff.hour * 60 + cutoff.minute if cutoff is not None else DAY
    for number in range(first, last + 1):
        clock, so_far = 0, calendar.done_before(number)
        for opens, closes in calendar.periods_of(number):
            done.extend(repeat(so_far, opens - clock))
            done.extend(range(so_far, so_far + closes - opens))
            so_far, clock = so_far + closes - opens, closes
        done.extend(repeat(so_far, DAY - clock))
        if stop < DAY - 1:
            done[(number - first) * DAY + stop + 1 :] = repeat(calendar.done_before(number + 1), DAY - 1 - stop)
    return done
