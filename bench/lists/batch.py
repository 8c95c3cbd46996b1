"""A school year: a list of 20,000 filed in sets, beside raw COPY of the very same bytes into the same tables, and what a counter of
the same centre notices.
"""

import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from bench import house, people, table
from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Channel, Filing, Paper, Part, Person, RequestKey
from motcua.foundation import clock
from motcua.organization import public as organization

ROWS, SET = 20_000, 100
#: Everything that filing writes; in this order, for keys are looked at when a transaction ends.
TABLES = (
    "dossiers_step",
    "dossiers_party",
    "dossiers_paper",
    "dossiers_dossier",
    "dossiers_request",
    "journal_chain",
    "journal_fact",
)
_SEQ = {"journal_fact": "seq", "journal_chain": "subject"}


def measure() -> None:
    section = table.Section("batch", f"A list of {ROWS:,}, filed in sets of {SET} by one process")
    people.province()
    house.copied("bench_batch")
    asked, actor = _asked(), _actor()
    quiet = _counter_alone()
    began = {name: _count(name) for name in TABLES}
    client, database = time.process_time(), house.cpu_of(house.postgres_pids())
    with _counter() as noticed:
        ours = _file(asked, actor)
    costs = [1e6 * spent / ROWS for spent in (time.process_time() - client, house.cpu_of(house.postgres_pids()) - database)]
    _require_gap_free()
    alone = _alone(asked, actor)
    _say(section, alone, costs, ours, quiet, noticed, sum(_count(name) - began[name] for name in TABLES))
    house.use(house.PROVINCE)
    table.write(section)


def _say(
    section: table.Section, alone: tuple[float, float], costs: Sequence[float], beside: float, quiet: list[float], noticed: list[float],
    written: int,
) -> None:  # fmt: skip
    ours, raw = alone
    section.add(
        "raw limit", f"{raw:,.0f} dossiers/s",
        note=f"COPY of the same bytes into the same {len(TABLES)} tables with their indexes, triggers and keys, sets of {SET}, one commit each",
    )  # fmt: skip
    section.add(
        "filed and received in sets", f"{ours:,.0f} dossiers/s", raw=f"{raw:,.0f}/s", ratio=f"{ours / raw:.2f}", bar="0.25 at least",
        note=f"CPU {costs[0]:,.0f} + {costs[1]:,.0f} µs a dossier (program + database); {written / ROWS:.1f} rows a dossier",
    )  # fmt: skip
    section.add("the same while a counter of that centre files without a pause", f"{beside:,.0f} dossiers/s")
    section.add(
        "one filing at a counter of the same centre while the list runs", f"p95 {_p95(noticed):.0f} ms", raw=f"p95 {_p95(quiet):.0f} ms without it",
        note=f"p50 {statistics.median(noticed):.0f} ms against {statistics.median(quiet):.0f} ms, longest {max(noticed):.0f} ms, {len(noticed)} filings",
    )  # fmt: skip
    section.notes.append("The codes of that centre and day, the list's and the counter's together: no gap, no double.")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _unit() -> people.Unit:
    return people.units(1)[0]


def _actor() -> organization.Actor:
    return organization.actor_of(_unit().staff["counter"], at=clock.now())


def _asked() -> list[tuple[Filing, RequestKey]]:
    unit = _unit()
    code = next(one.code for one in catalogue.fileable(on=clock.local_day(clock.now())) if "commune" in one.levels)
    school = Person(
        name="Trường Trung học phổ thông Thoại Ngọc Hầu", id_number="1600123456", phone="0296 3852 123", is_organisation=True,
        authority_paper="Văn bản ủy quyền số 12/UQ-THPT", address="2 Thoại Ngọc Hầu",
    )  # fmt: skip
    papers = (Paper(name="Đơn đăng ký", originals=1), Paper(name="Bản chụp thẻ căn cước", copies=1))
    return [
        (
            Filing(
                procedure_code=code, centre_id=unit.centre_id, competent_id=unit.commune_id, channel=Channel.DIRECT, papers=papers,
                persons=(school, Person(name=f"Nguyễn Văn Học {n}", part=Part.OWNER, id_number=f"000{n:09}", phone=f"0000{n:06}")),
            ),
            RequestKey(sender="batch:1", key=f"dong:{n}", digest=n.to_bytes(32, "big")),
        )
        for n in range(ROWS)
    ]  # fmt: skip


def _file(asked: Sequence[tuple[Filing, RequestKey]], actor: organization.Actor) -> float:
    start = time.perf_counter()
    for first in range(0, len(asked), SET):
        answers = dossiers.file_many(filings=asked[first : first + SET], actor=actor, at=clock.now(), accept=True)
        if wrong := [one for one in answers if not isinstance(one, dossiers.DossierMoved)]:
            raise SystemExit(f"not filed: {wrong[0]}")
    return len(asked) / (time.perf_counter() - start)


def _alone(asked: Sequence[tuple[Filing, RequestKey]], actor: organization.Actor) -> tuple[float, float]:
    """Ours without a counter beside it, then the rows that it wrote, taken out of the database and streamed back in as they are."""
    house.copied("bench_batch")
    dossiers.file_many(filings=asked[:1], actor=actor, at=clock.now(), accept=True)
    above = {name: _last(name) for name in TABLES if name != "journal_chain"}
    ours = _file(asked[1:], actor)
    with house.connect("bench_batch") as database:
        sets = _cut(database, above)
    house.copied("bench_batch")
    dossiers.file_many(filings=asked[:1], actor=actor, at=clock.now(), accept=True)
    with house.connect("bench_batch") as database:
        start = time.perf_counter()
        for pieces in sets:
            with database.transaction(), database.cursor() as cursor:
                for name, columns, body in pieces:
                    with cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as stream:
                        stream.write(body)
        return ours, (ROWS - 1) / (time.perf_counter() - start)


def _cut(database: Any, above: dict[str, int]) -> list[list[tuple[str, str, bytes]]]:
    """The new rows of each table as COPY writes them, in as many sets as ours came in."""
    count, pieces = -(-(ROWS - 1) // SET), {}
    for name in TABLES:
        columns = _columns(database, name)
        key = _SEQ.get(name, "id")
        where = f"subject LIKE 'dossier:%' AND split_part(subject, ':', 2)::bigint > {above['dossiers_dossier']}"
        rest = where if name == "journal_chain" else f"{key} > {above[name]}"
        held = io.BytesIO()
        with database.cursor().copy(f"COPY (SELECT {columns} FROM {name} WHERE {rest} ORDER BY {key}) TO STDOUT") as stream:
            for block in stream:
                held.write(block)
        lines = held.getvalue().splitlines(keepends=True)
        each = -(-len(lines) // count)
        pieces[name] = [(name, columns, b"".join(lines[n * each : (n + 1) * each])) for n in range(count)]
    return [[pieces[name][n] for name in TABLES] for n in range(count)]


def _columns(database: Any, name: str) -> str:
    """Those that a writer gives: the journal's trigger books the rest."""
    if name == "journal_fact":
        return "at, position, version, subject, name, actor, payload, hash"
    return ", ".join(
        f'"{column}"'
        for (column,) in database.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position", [name]
        ).fetchall()
    )


def _count(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {name}")
        return int(cursor.fetchone()[0])


def _last(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max({_SEQ.get(name, 'id')}), 0) FROM {name}")
        return int(cursor.fetchone()[0])


def _require_gap_free() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT code), max(right(code, -strpos(code, '-') - 7)::int) FROM dossiers_dossier WHERE centre_id = %s",
            [_unit().centre_id],
        )
        found = set(cursor.fetchone())
    if len(found) != 1:
        raise SystemExit(f"the codes have gaps or doubles: {found}")


# -- somebody at a counter of the same centre ------------------------------------------------------------------------


def _counter_alone() -> list[float]:
    with _counter() as times:
        time.sleep(5)
    return times


@contextmanager
def _counter() -> Iterator[list[float]]:
    """A process that files one dossier after another, a fiftieth of a second between them; its times when it has stopped."""
    clerk = subprocess.Popen(
        [sys.executable, "-P", "-m", "bench.lists.counter"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with clerk:
        if clerk.stdin is None or clerk.stdout is None:
            raise SystemExit("no counter")
        clerk.stdout.readline()  # it has filed once: what is read first is read
        found: list[float] = []
        yield found
        clerk.stdin.close()
        found += json.loads(clerk.stdout.read())


def file_until(is_over: Callable[[], bool]) -> None:
    """What the counter's process does."""
    house.use("bench_batch")
    (filing, _), actor = _asked()[0], _actor()
    dossiers.file_dossier(filing=filing, actor=actor, at=clock.now(), accept=True)
    print("open", flush=True)
    taken = []
    while not is_over():
        start = time.perf_counter()
        dossiers.file_dossier(filing=filing, actor=actor, at=clock.now(), accept=True)
        taken.append(1000 * (time.perf_counter() - start))
        time.sleep(0.02)
    print(json.dumps(taken))
