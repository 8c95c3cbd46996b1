"""Which kinds of files and signatures are taken: dated rows, each with its basis."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from motcua.documents.facts import Accepted
from motcua.foundation import dated
from motcua.foundation.confidence import Confidence

_FILE = Path(__file__).resolve().parents[1] / "data" / "accepted_kinds.csv"
_SAID = {"yes": True, "no": False, "unknown": None}


@cache
def _rows() -> tuple[tuple[date, date | None, Accepted], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                Accepted(
                    of=row["of"], value=row["value"], is_accepted=_SAID[row["accepted"]], basis=row["basis"],
                    confidence=Confidence(row["confidence"]),
                ),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


@cache
def accepted_on(day: date) -> tuple[Accepted, ...]:
    """The rows that hold on a day."""
    return tuple(row for begins, ends, row in _rows() if dated.holds(begins, ends, day))
