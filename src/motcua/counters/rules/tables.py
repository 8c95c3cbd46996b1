"""Which groups go first on a day? Read from a table with dates, basis and confidence."""

import csv
from collections.abc import Iterable
from datetime import date

from motcua.counters.facts import PriorityGroup
from motcua.foundation.confidence import Confidence


def read_priority_groups(lines: Iterable[str]) -> tuple[PriorityGroup, ...]:
    """The rows of priority_groups.csv. Basis: NĐ 63/2010 Điều 18(8), by the rows."""
    return tuple(
        PriorityGroup(
            code=row["code"], name=row["name"], name_en=row["name_en"], valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            basis=row["basis"], confidence=Confidence(row["confidence"]),
        )
        for row in csv.DictReader(lines)
    )  # fmt: skip
