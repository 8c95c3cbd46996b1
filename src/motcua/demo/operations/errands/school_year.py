"""A school year: a list of thousands of pupils is handed in, checked and filed by the house's own operations, while counters go on."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from motcua.batches import public as batches
from motcua.batches.public import Handed, Handing, LineState, State
from motcua.demo.operations.errands import pupils
from motcua.demo.operations.errands.wanted import Place, Wanted, places
from motcua.organization import public as organization

#: Seconds for which the counters are watched before the list.
QUIET = 3.0
_COUNTERS = 2


def run(wanted: Wanted) -> dict[str, Any]:
    """Hand in, check, file; the counters beside it are processes of their own."""
    place = places(wanted.now())[0]
    seconds: dict[str, float] = {}
    path = wanted.folder / f"danh-sach-{wanted.rows}-{wanted.seed}-{wanted.now():%H%M%S}.xlsx"
    rows, wrong = pupils.rows_of(
        Random(wanted.seed), count=wanted.rows, wrong=wanted.wrong, place=place.competent.name  # noqa: S311 (invented)
    )  # fmt: skip
    pupils.write(rows, path)
    with _counters() as counters:
        time.sleep(QUIET)
        _say(counters, "mark")
        list_id = _prepare(wanted, place, path.read_bytes(), path.name, seconds)
        with _timed(seconds, "filed"):
            _file(wanted, place, list_id)
        seen = _end(counters)
    return _told(wanted, place, list_id, wrong, seconds, seen) | {"file": str(path)}


def _prepare(wanted: Wanted, place: Place, body: bytes, name: str, seconds: dict[str, float]) -> int:
    """A worker that runs beside this may do the same work: each is done once."""
    actor = organization.actor_of(place.user_id, at=wanted.now())
    handed = Handed(
        procedure_code=place.terms.code, centre_id=place.centre.id, competent_id=place.competent.id, handing=Handing.AUTHORITY,
        name=f"Trường Trung học phổ thông minh họa {wanted.seed} {wanted.now():%H%M%S}",
        authority_paper="Văn bản ủy quyền (minh họa)",
    )  # fmt: skip
    with _timed(seconds, "read"):
        list_id = batches.hand_in_list(handed=handed, name=name, body=body, actor=actor, at=wanted.now()).list_id
        batches.read_list(list_id=list_id, at=wanted.now())
    columns = batches.list_fact(list_id, actor=actor).columns
    with _timed(seconds, "checked"):
        places_ = [str(columns.get(at, "")) for at in range(len(pupils.HEADINGS))]
        batches.confirm_columns(list_id=list_id, places=places_, actor=actor, at=wanted.now())
        batches.check_list(list_id=list_id, at=wanted.now())
    return list_id


def _file(wanted: Wanted, place: Place, list_id: int) -> None:
    actor = organization.actor_of(place.user_id, at=wanted.now())
    batches.start_list(list_id=list_id, actor=actor, at=wanted.now())
    done = 0
    while count := batches.file_next(list_id=list_id, at=wanted.now()):
        done += count
        if done % 2000 == 0:
            wanted.told(f"{done}/{wanted.rows}")


def _told(
    wanted: Wanted, place: Place, list_id: int, wrong: list[int], seconds: dict[str, float], seen: list[dict[str, Any]]
) -> dict[str, Any]:
    actor = organization.actor_of(place.user_id, at=wanted.now())
    about = batches.list_fact(list_id, actor=actor)
    lines = batches.lines(list_id, actor=actor, states=[LineState.WRONG], size=None)
    named = [
        {"row": line.number, "column": one.column, "wrong": one.said, "mend": one.mend}
        for line in lines
        for one in line.wrong[:1]
    ]
    codes = [str(row[2]) for row in batches.result_table(list_id, actor=actor) if row[2]][1:]
    beside = [code for one in seen if one["centre"] == place.centre.id for code in one["codes"]]
    filed = {"dossiers": about.filed, "codes_gap_free": _follow_each_other(codes, beside)}
    as_wished = [line.number for line in lines] == wrong and about.filed == wanted.rows - len(wrong)
    return {
        "ok": about.state is State.DONE and as_wished and bool(filed["codes_gap_free"]),
        "procedure": place.terms.code, "procedure_name": place.terms.name, "centre": place.centre.name, "rows": wanted.rows,
        "wrong_rows": len(lines), "wrong_as_made": [line.number for line in lines] == wrong, "wrong": named, "filed": about.filed,
        "codes_gap_free": filed["codes_gap_free"], "first_code": codes[0] if codes else "", "last_code": codes[-1] if codes else "",
        "seconds": {name: round(taken, 2) for name, taken in seconds.items()},
        "rows_per_second": round(about.filed / seconds["filed"]) if seconds["filed"] else 0,
        "counters_p95_ms": {"before": _p95(seen, 0), "during": _p95(seen, 1)}, "counter_filings": sum(len(one["codes"]) for one in seen),
    }  # fmt: skip


def _follow_each_other(codes: list[str], beside: list[str]) -> bool:
    """Those of the list, and those that a counter of the same centre gave meanwhile: each number once, none left out between."""
    serials = sorted(int(code.rpartition("-")[2]) for code in codes)
    if not serials:
        return True
    others = {int(code.rpartition("-")[2]) for code in beside if code.rpartition("-")[0] == codes[0].rpartition("-")[0]}
    between = {one for one in others if serials[0] < one < serials[-1]}
    return not between & set(serials) and len(serials) + len(between) == serials[-1] - serials[0] + 1


def _p95(seen: list[dict[str, Any]], part: int) -> float | None:
    times = sorted(one for counter in seen for one in (counter["times"][part] if len(counter["times"]) > part else ()))
    return round(times[int(len(times) * 0.95)], 1) if times else None


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - begin


@contextmanager
def _counters() -> Iterator[list["subprocess.Popen[str]"]]:
    """One at the centre of the list, one at another."""
    call = [sys.executable, "-P", "-m", "motcua", "simulate", "--errand", "counter", "--json", "--seed"]
    started = [
        subprocess.Popen([*call, str(seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for seed in range(_COUNTERS)
    ]
    try:
        for one in started:
            if one.stderr is None or "open" not in one.stderr.readline():
                raise RuntimeError("a counter did not open")
        yield started
    finally:
        for one in started:
            if one.poll() is None:
                one.kill()
            one.communicate()


def _say(counters: list["subprocess.Popen[str]"], word: str) -> None:
    for one in counters:
        if one.stdin is not None:
            one.stdin.write(f"{word}\n")
            one.stdin.flush()


def _end(counters: list["subprocess.Popen[str]"]) -> list[dict[str, Any]]:
    return [json.loads(one.communicate("end\n", timeout=60)[0]) for one in counters]
