"""Data carried in the package, read once a process."""

import csv
import gzip
import io
import lzma
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from motcua.catalogue.facts import AskingReason, DatabaseComponent, LifeEvent
from motcua.catalogue.rules.clock_rules import ClockRule
from motcua.catalogue.rules.decisions.clock import PublicationRule
from motcua.catalogue.rules.searching import Words
from motcua.foundation.confidence import Confidence

_FOLDER = files("motcua.catalogue") / "data"
_ANNEX_FROM, _ANNEX_TO = date(2026, 1, 1), date(2027, 3, 1)


def _rows(name: str) -> list[dict[str, str]]:
    raw = (_FOLDER / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    return list(csv.DictReader(io.StringIO(text)))


@cache
def clock_rule_rows() -> tuple[ClockRule, ...]:
    """The dated rules of the clock."""
    return tuple(
        ClockRule(
            rule=row["rule"],
            value=row["value"],
            codes=frozenset(row["codes"].split()),
            fields=frozenset(filter(None, row["fields"].split("|"))),
            needs=frozenset(row["needs"].split()),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            basis=row["basis"],
            confidence=Confidence(row["confidence"]),
        )
        for row in _rows("clock_rules.csv")
    )


@cache
def publication_rules() -> tuple[PublicationRule, ...]:
    """The dated limits of signing and posting a publication decision."""
    return tuple(
        PublicationRule(
            rule=row["rule"],
            reading=row["reading"],
            days=int(row["days"]),
            unit=row["unit"],
            level=row["level"],
            shortened=row["shortened"] == "1" if row["shortened"] else None,
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            basis=row["basis"],
            confidence=Confidence(row["confidence"]),
        )
        for row in _rows("publication_clock.csv")
    )


@cache
def search_words() -> Words:
    """Empty phrases and everyday words of those who search."""
    return Words.of((row["kind"], row["phrase"], row["means"]) for row in _rows("search_words.csv"))


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """The doors "Theo việc trong đời", in the order of the page."""
    return tuple(
        LifeEvent(key=row["key"], icon=row["icon"], title=row["title"], summary=row["summary"], codes=tuple(row["codes"].split()))
        for row in _rows("life_events.csv")
    )


@cache
def _database_components() -> dict[str, tuple[DatabaseComponent, ...]]:
    found: dict[str, list[DatabaseComponent]] = defaultdict(list)
    for row in _rows("component_databases.csv.gz"):
        if row["component"] and row["database"]:
            basis = ", ".join(filter(None, (row["article"], row["basis"])))
            found[row["code"]].append(
                DatabaseComponent(component=row["component"], database=row["database"], owner=row["owner"], basis=basis)
            )
    return {code: tuple(parts) for code, parts in found.items()}


def database_components(*, code: str, on: date) -> tuple[DatabaseComponent, ...]:
    """Papers of a procedure that a database answers for on a day (annex of Nghị quyết 66.7/2025/NQ-CP)."""
    return _database_components().get(code, ()) if _ANNEX_FROM <= on < _ANNEX_TO else ()


def database_codes(*, on: date) -> frozenset[str]:
    """The procedures of which some paper is answered for by a database on a day."""
    return frozenset(_database_components()) if _ANNEX_FROM <= on < _ANNEX_TO else frozenset()


@cache
def asking_reasons() -> tuple[tuple[AskingReason, date, date | None], ...]:
    """Why a paper may be asked although a database has it, with the days between which the reason holds."""
    return tuple(
        (
            AskingReason(code=row["code"], label=row["label"], basis=row["basis"], confidence=Confidence(row["confidence"])),
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in _rows("asking_reasons.csv")
    )


def packaged_lines(name: str) -> Iterator[bytes]:
    """The lines of the packaged "procedures" (with their content) or "catalog" (names only), for `import_procedures`."""
    if name == "procedures":
        yield from io.BytesIO(lzma.decompress((_FOLDER / "procedures.jsonl.xz").read_bytes()))
    elif name == "catalog":
        yield from io.BytesIO(gzip.decompress((_FOLDER / "catalog.csv.gz").read_bytes()))
    else:
        raise KeyError(name)
