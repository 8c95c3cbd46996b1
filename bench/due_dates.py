"""How long one due date takes, and a million in a set, against the least that any answer costs in Python.

For one: a bisect and a dictionary look-up. For a million: an array of the same length, each number with one added.

Not named calendar.py, which the standard library has.
"""

import time
from array import array
from bisect import bisect_left
from datetime import datetime, timedelta
from datetime import time as clock_time
from importlib import resources
from random import Random

from bench import table
from motcua.calendar.facts import Limit, Policy
from motcua.calendar.rules.deadlines import due_at
from motcua.calendar.rules.sets import due_many
from motcua.calendar.rules.tables import read_days, read_weeks
from motcua.calendar.rules.work_calendar import WorkCalendar
from motcua.foundation.clock import TIME_ZONE

MILLION = 1_000_000
CASES = {
    "5 working days, civil": (Limit(5, "working_days"), Policy.CIVIL, None),
    "5 working days, civil, cut-off 15:00": (Limit(5, "working_days"), Policy.CIVIL, clock_time(15)),
    "5 working days, by hours": (Limit(5, "working_days"), Policy.HOURS, None),
    "8 working hours": (Limit(8, "working_hours"), Policy.CIVIL, None),
    "15 calendar days": (Limit(15, "calendar_days"), Policy.CIVIL, None),
    "2 months": (Limit(2, "months"), Policy.CIVIL, None),
}


def best(work, rounds=3):
    """The shortest of a few runs, in seconds: the others measure the neighbours on the machine."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def packaged():
    data = resources.files("motcua.calendar").joinpath("data")
    days, hours = (data.joinpath(name).read_text("utf-8").splitlines() for name in ("days.csv", "hours.csv"))
    return WorkCalendar(weeks=read_weeks(hours), days=read_days(days))


def measure():
    section = table.Section("calendar", "Due dates, one process")
    calendar, random = packaged(), Random(766)
    start = datetime(2026, 1, 1, tzinfo=TIME_ZONE)
    some = [start + timedelta(minutes=random.randrange(365 * 1440)) for _ in range(20_000)]
    first = int(start.timestamp()) // 60
    many = [first + random.randrange(365 * 1440) for _ in range(MILLION)]
    places, steps = dict(enumerate(range(60))), sorted(random.sample(range(10**7), 5_000))
    raw_one = 1e6 * best(lambda: [bisect_left(steps, at.minute) + places.get(at.minute, 0) for at in some]) / len(some)
    raw_set = best(lambda: array("q", [minute + 1 for minute in many]))
    for name, (limit, policy, cutoff) in CASES.items():
        one = 1e6 * best(lambda: [due_at(calendar, at, limit, policy, cutoff) for at in some]) / len(some)  # noqa: B023
        whole = best(lambda: due_many(calendar, many, limit, policy, cutoff))  # noqa: B023
        section.add(name, f"{one:.2f} µs", raw=f"{raw_one:.2f} µs", ratio=f"{one / raw_one:.1f}", bar="< 10 µs")
        section.add(f"{name}, a million", f"{whole:.3f} s", raw=f"{raw_set:.3f} s", ratio=f"{whole / raw_set:.2f}", bar="< 1 s")
    section.notes.append("Raw limit for one: a bisect and a look-up in a dictionary; for a million: one added to each.")
    table.write(section)
