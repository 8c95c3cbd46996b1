"""Simulated life: how many operations a second the demonstration makes, its process held to one core."""

import json
import os
import subprocess
import sys
import time

from bench import house, raw, table

DOSSIERS = 1200
_LIFE = "Sống qua từng hồ sơ"


def measure() -> None:
    section = table.Section("life", "Simulated life, one process on one core")
    limit = raw.limit()
    section.add("raw limit", f"{limit:,.0f} rows/s", note=raw.WHAT)
    house.emptied("bench.desk.life")
    child = [sys.executable, "-P", "-m", "bench.desk.life"]
    done = subprocess.run(
        child, env={**os.environ, "BENCH_DATABASE": "bench.desk.life"}, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    operations = found["operations"]
    section.add(
        f"operations of {DOSSIERS:,} dossiers", f"{operations / found['seconds']:,.0f}/s", raw=f"{limit:,.0f}/s",
        ratio=table.ratio(limit, operations / found["seconds"]), bar="300 at least",
        note=f"CPU {1000 * found['client'] / operations:.2f} + {1000 * found['database'] / operations:.2f} ms (program + database)",
    )  # fmt: skip
    both = operations / (found["client"] + found["database"])
    section.add("the same if program and database shared that one core", f"{both:,.0f}/s", note="from the CPU times")
    table.write(section)


def _live() -> None:
    """In a process of its own: make a demonstration and say what its life cost."""
    from motcua.demo import public as demo  # noqa: PLC0415 (its tables need Django set up)
    from motcua.foundation import clock  # noqa: PLC0415

    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    marks: list[tuple[float, float, float]] = []

    def told(what: str, done: int, whole: int) -> None:
        if what == _LIFE and (not marks or (done, whole) == (1, 1)):
            marks.append((time.perf_counter(), time.process_time(), house.cpu_of(house.postgres_pids())))

    made = demo.make(wish=demo.Wish(dossiers=DOSSIERS, days=20, until=demo.last_close(clock.now())), fresh=False, told=told)
    (began, client, database), (ended, client_after, database_after) = marks[0], marks[-1]
    print(
        json.dumps(
            {
                "operations": made.operations,
                "seconds": ended - began,
                "client": client_after - client,
                "database": database_after - database,
            }
        )
    )


if __name__ == "__main__":
    house.open_house()
    _live()
