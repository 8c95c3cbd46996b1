"""What must hold for every receipt, limit and calendar."""

from array import array
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from motcua.calendar.facts import Limit, Policy, Unit
from motcua.calendar.queries import packaged_calendar
from motcua.calendar.rules.deadlines import due_at, handover_at
from motcua.calendar.rules.explained import due
from motcua.calendar.rules.sets import due_many
from motcua.foundation.clock import TIME_ZONE, local_day

from .factories import minutes_on, with_days_off, working_days

CALENDAR = packaged_calendar()
FIRST, LAST = datetime(2024, 1, 1), datetime(2027, 6, 30)  # noqa: DTZ001 (Hypothesis adds the zone)

moments = some.datetimes(FIRST, LAST, timezones=some.just(TIME_ZONE)).map(lambda at: at.replace(second=0, microsecond=0))
days = some.dates(FIRST.date(), LAST.date())
policies = some.sampled_from(Policy)
cutoffs = some.none() | some.times(time(6), time(18))
limits = (
    some.builds(Limit, some.integers(1, 60), some.sampled_from([Unit.WORKING_DAYS, Unit.WORKING_HOURS, Unit.CALENDAR_DAYS]))
    | some.builds(Limit, some.integers(1, 24), some.just(Unit.MONTHS))
    | some.builds(Limit, some.sampled_from(["0", "0.5", "0.25", "2.5"]), some.just(Unit.WORKING_DAYS))
)


@given(moments, limits, policies, cutoffs)
def test_a_due_day_is_a_working_day(at, limit, policy, cutoff):
    assert CALENDAR.is_working_day(local_day(due_at(CALENDAR, at, limit, policy, cutoff)))


@given(moments, limits, policies, cutoffs)
def test_a_due_moment_lies_after_receipt_and_in_working_time(at, limit, policy, cutoff):
    found = due_at(CALENDAR, at, limit, policy, cutoff)

    assert found > at
    assert CALENDAR.between(found - timedelta(minutes=1), found) == 1


@settings(max_examples=40)
@given(moments, limits, policies, cutoffs, some.lists(days, min_size=1, max_size=8))
def test_adding_a_holiday_never_brings_the_due_moment_forward(at, limit, policy, cutoff, holidays):
    assert due_at(with_days_off(*holidays), at, limit, policy, cutoff) >= due_at(CALENDAR, at, limit, policy, cutoff)


@given(moments, some.integers(1, 24), some.integers(0, 12), some.sampled_from(Unit), policies, cutoffs)
def test_more_days_are_never_due_earlier(at, amount, more, unit, policy, cutoff):
    assert due_at(CALENDAR, at, Limit(amount + more, unit), policy, cutoff) >= due_at(
        CALENDAR, at, Limit(amount, unit), policy, cutoff
    )


@given(moments, moments, limits, policies, cutoffs)
def test_who_files_later_is_never_due_earlier(one, other, limit, policy, cutoff):
    first, second = sorted((one, other))

    assert due_at(CALENDAR, first, limit, policy, cutoff) <= due_at(CALENDAR, second, limit, policy, cutoff)


@given(moments, limits, policies, moments, some.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_pause_of_n_working_minutes_moves_the_due_moment_by_exactly_n(at, limit, policy, paused_at, length):
    promised = due_at(CALENDAR, at, limit, policy)
    moved = CALENDAR.add(promised, CALENDAR.paused([(paused_at, paused_at + length)]))

    assert CALENDAR.between(promised, moved) == CALENDAR.between(paused_at, paused_at + length)


@given(some.lists(some.tuples(moments, some.timedeltas(timedelta(0), timedelta(days=40))), max_size=5))
def test_stretches_take_every_working_minute_that_one_of_them_holds_once(stretches):
    held = [(start, start + length) for start, length in stretches]
    edges = sorted({edge for stretch in held for edge in stretch})

    assert CALENDAR.paused(held) == sum(
        CALENDAR.between(a, b) for a, b in pairwise(edges) if any(start <= a and b <= end for start, end in held)
    )


@given(moments, some.none() | some.times(time(6), time(15)))
def test_a_handover_is_never_before_the_receipt_nor_after_the_next_opening(at, cutoff):
    latest = handover_at(CALENDAR, at, cutoff)

    assert latest >= at
    assert CALENDAR.is_working_day(local_day(latest))
    assert latest == at or working_days(CALENDAR, local_day(at), local_day(latest)) == 1


@given(moments, some.integers(1, 60))
def test_under_hours_exactly_eight_hours_a_day_lie_between_receipt_and_due_moment(at, amount):
    assert CALENDAR.between(at, due_at(CALENDAR, at, Limit(amount, Unit.WORKING_DAYS), Policy.HOURS)) == amount * 480


@given(days, some.integers(1, 60))
def test_exactly_n_working_days_lie_between_receipt_and_due_day(day, amount):
    at = datetime.combine(day, time(9), TIME_ZONE)

    assert working_days(CALENDAR, day, local_day(due_at(CALENDAR, at, Limit(amount, Unit.WORKING_DAYS)))) == amount


@given(moments, some.integers(0, 50_000))
def test_subtracting_undoes_adding(at, minutes):
    start = CALENDAR.next_working_moment(at)

    assert CALENDAR.subtract(CALENDAR.add(start, minutes), minutes) == start
    assert CALENDAR.between(start, CALENDAR.add(start, minutes)) == minutes
    assert CALENDAR.add(start, -minutes) == CALENDAR.subtract(start, minutes)


@given(moments, some.integers(0, 20_000), some.integers(0, 20_000))
def test_adding_twice_is_adding_the_sum(at, one, other):
    assert CALENDAR.add(CALENDAR.add(at, one), other) == CALENDAR.add(at, one + other)


@given(moments, moments, moments)
def test_working_minutes_between_add_up(a, b, c):
    assert CALENDAR.between(a, b) + CALENDAR.between(b, c) == CALENDAR.between(a, c)


@given(moments)
def test_the_next_working_moment_loses_no_working_time(at):
    following = CALENDAR.next_working_moment(at)

    assert following >= at
    assert CALENDAR.between(at, following) == 0
    assert CALENDAR.between(following, following + timedelta(minutes=1)) == 1


@given(days, some.integers(1, 200))
def test_going_back_as_many_working_days_undoes_going_forward(day, count):
    start = CALENDAR.add_working_days(day, 1)

    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, count), -count) == start
    assert working_days(CALENDAR, start, CALENDAR.add_working_days(start, count)) == count


@given(days, limits, policies)
def test_a_day_begins_at_midnight_in_viet_nam(day, limit, policy):
    midnight = datetime.combine(day, time(0), TIME_ZONE)
    last_minute = midnight + timedelta(hours=23, minutes=59)

    assert local_day(last_minute) == local_day(midnight) == day
    if limit.unit in {Unit.CALENDAR_DAYS, Unit.MONTHS}:
        assert due_at(CALENDAR, midnight, limit, policy) == due_at(CALENDAR, last_minute, limit, policy)


@given(moments, limits, policies, cutoffs)
def test_the_explanation_agrees_with_the_answer(at, limit, policy, cutoff):
    found = due(CALENDAR, at, limit, policy, cutoff)

    assert found.due_at == due_at(CALENDAR, at, limit, policy, cutoff)
    assert [day.date for day in found.days] == [
        local_day(at) + timedelta(days=number) for number in range((local_day(found.due_at) - local_day(at)).days + 1)
    ]
    if policy is Policy.CIVIL and limit.unit in {Unit.WORKING_DAYS, Unit.CALENDAR_DAYS} and limit.amount == limit.whole > 0:
        assert sum(day.counted for day in found.days) == limit.whole


@given(some.lists(moments, min_size=1, max_size=20), limits, policies, cutoffs, some.booleans())
@settings(max_examples=150)
def test_a_set_gives_the_same_answers_as_one_by_one(received, limit, policy, cutoff, dense):
    if dense:  # so many receipts on few days that the set goes another way
        received = [received[0] + timedelta(minutes=37 * number) for number in range(400)]
    minutes = array("q", (int(at.timestamp()) // 60 for at in received))

    assert list(due_many(CALENDAR, minutes, limit, policy, cutoff)) == [
        int(due_at(CALENDAR, at, limit, policy, cutoff).timestamp()) // 60 for at in received
    ]


def test_every_day_of_the_calendar_has_the_minutes_of_its_periods():
    day, total = CALENDAR.first, 0
    while day < date(2029, 1, 1):
        total += minutes_on(CALENDAR, day)
        day += timedelta(days=1)

    assert total == CALENDAR.between(
        datetime.combine(CALENDAR.first, time(0), TIME_ZONE), datetime.combine(day, time(0), TIME_ZONE)
    )
