"""How long one due date takes, and a million in a set, against the least that any answer costs in Python.

For one: a bisect and a dictionary look-up. For a million: an array of the same length, each number with one added.

`uv run python bench/due_dates.py [--json]`. Not named calendar.py: a script's folder comes first on the path and would hide
the standard library's module.
"""

import json
import sys
import time
from array import array
from bisect import bisect_left
from datetime import datetime, timedelta
from datetime import time as clock_time
from importlib import resources
from random import Random

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
    calendar, random = packaged(), Random(766)
    start = datetime(2026, 1, 1, tzinfo=TIME_ZONE)
    some = [start + timedelta(minutes=random.randrange(365 * 1440)) for _ in range(20_000)]
    first = int(start.timestamp()) // 60
    many = [first + random.randrange(365 * 1440) for _ in range(MILLION)]
    table, steps = dict(enumerate(range(60))), sorted(random.sample(range(10**7), 5_000))
    raw_one = best(lambda: [bisect_left(steps, at.minute) + table.get(at.minute, 0) for at in some]) / len(some)
    raw_set = best(lambda: array("q", [minute + 1 for minute in many]))
    rows = []
    for name, (limit, policy, cutoff) in CASES.items():
        one = best(lambda: [due_at(calendar, at, limit, policy, cutoff) for at in some]) / len(some)  # noqa: B023
        whole = best(lambda: due_many(calendar, many, limit, policy, cutoff))  # noqa: B023
        rows.append(
            {
                "case": name,
                "us_per_due": one * 1e6,
                "ratio_one": one / raw_one,
                "s_per_million": whole,
                "ratio_set": whole / raw_set,
            }
        )
    return {"raw_us": raw_one * 1e6, "raw_s_per_million": raw_set, "rows": rows}


def main():
    found = measure()
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    print(f"raw limit: bisect and look-up {found['raw_us']:.2f} µs; a million additions {found['raw_s_per_million']:.3f} s")
    print(f"{'limit':40} {'µs per due':>10} {'ratio':>7} {'s per million':>14} {'ratio':>7}")
    for row in found["rows"]:
        print(
            f"{row['case']:40} {row['us_per_due']:10.2f} {row['ratio_one']:7.1f} {row['s_per_million']:14.3f} {row['ratio_set']:7.2f}"
        )


if __name__ == "__main__":
    main()
