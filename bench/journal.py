"""The journal: recording fact by fact and in batches, verifying, following. One process, one connection."""

import time

from django.db import transaction

from bench import house, people, raw, table
from motcua.foundation import clock
from motcua.journal import public as journal

SINGLE, MANY = 3_000, 60_000


def measure() -> None:
    section = table.Section("journal", "The journal, one process")
    people.province()
    limit = raw.limit()
    section.add("raw limit", f"{limit:,.0f} rows/s", note=raw.WHAT)
    house.copied("bench_journal")
    _say(section, "facts recorded, each in its transaction", SINGLE, _one_by_one, limit)
    _say(section, "facts recorded, 50 in a transaction", SINGLE, _fifty, limit)
    _say(section, "facts recorded by record_many", MANY, _batches, limit, bar="20,000/s at least")
    facts = journal.verify().facts
    _say(section, "facts verified", facts, _verify, limit)
    _say(section, "facts followed, 500 a batch", facts, _follow, limit)
    house.use(house.PROVINCE)
    table.write(section)


def _say(section: table.Section, what: str, count: int, work: object, limit: float, bar: str = "") -> None:
    client, start = time.process_time(), time.perf_counter()
    database = house.cpu_of(house.postgres_pids())
    work()  # type: ignore[operator]
    taken = time.perf_counter() - start
    costs = [1e6 * spent / count for spent in (time.process_time() - client, house.cpu_of(house.postgres_pids()) - database)]
    section.add(
        what, f"{count / taken:,.0f}/s", raw=f"{limit:,.0f}/s", ratio=table.ratio(limit, count / taken), bar=bar,
        note=f"CPU {costs[0]:,.0f} + {costs[1]:,.0f} µs",
    )  # fmt: skip


def _record(number: int) -> None:
    journal.record(
        name="StepCompleted", subject=f"dossier:{number % 500}", actor="user:7", at=clock.now(),
        payload={"state": 4, "due": "2026-11-27T10:00:00+00:00", "done": 2, "step": 3},
    )  # fmt: skip


def _one_by_one() -> None:
    for number in range(SINGLE):
        _record(number)


def _fifty() -> None:
    for first in range(0, SINGLE, 50):
        with transaction.atomic():
            for number in range(first, first + 50):
                _record(number)


def _batches() -> None:
    at = clock.now()
    for first in range(0, MANY, 5_000):
        journal.record_many(
            [
                journal.Fact(
                    name="StepCompleted", subject=f"dossier:{1000 + number // 4}", actor="user:7", at=at,
                    payload={"state": 4, "due": "2026-11-27T10:00:00+00:00", "done": 2, "step": 3},
                )
                for number in range(first, first + 5_000)
            ]
        )  # fmt: skip


def _verify() -> None:
    found = journal.verify()
    if not found.ok:
        raise SystemExit(f"the journal of the bench is not clean: {found.problems[:3]}")


def _follow() -> None:
    while journal.follow("bench", lambda _facts: None):
        pass
