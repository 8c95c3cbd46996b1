"""Values that hold from a day to a day, each with where it stands: rows of a packaged table `rule,value,valid_from,valid_to,basis,confidence`."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from motcua.foundation.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One value. `valid_to` is the first day on which it no longer holds; None: it holds on."""

    rule: str
    value: str
    valid_from: date
    valid_to: date | None
    basis: str
    confidence: Confidence
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return holds(self.valid_from, self.valid_to, day)


def holds(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Whether what begins on one day, and no longer holds on another, holds on a day."""
    return valid_from <= day and (valid_to is None or day < valid_to)


def read(rows: Iterable[Mapping[str, str]]) -> tuple[Dated, ...]:
    """The values of a table, as its file has them."""
    return tuple(
        Dated(
            rule=row["rule"], value=row["value"], valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None, basis=row["basis"],
            confidence=Confidence(row["confidence"]), note=row.get("note", ""),
        )
        for row in rows
    )  # fmt: skip


def on_day(values: Iterable[Dated], day: date) -> dict[str, Dated]:
    """The value of each rule that holds on a day; of two the later one."""
    return {one.rule: one for one in sorted(values, key=lambda one: one.valid_from) if one.holds_on(day)}


@cache
def packaged(package: str, name: str) -> tuple[Dated, ...]:
    """The values in a table of a room: packaged("motcua.appraisal", "rules.csv")."""
    text = resources.files(package).joinpath("data", name).read_text("utf-8")
    return read(csv.DictReader(text.splitlines()))
