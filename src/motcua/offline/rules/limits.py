"""Which limits of the counter without its line hold on a day?"""

from collections.abc import Mapping, Sequence
from datetime import date

from motcua.foundation.confidence import Confidence
from motcua.offline.facts import Limit, Limits


def read(rows: Sequence[Mapping[str, str]]) -> tuple[Limit, ...]:
    """The limits as their file has them.

    Basis: house choice (the file names each row's own).
    """
    return tuple(
        Limit(
            rule=row["rule"],
            value=int(row["value"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            basis=row["basis"],
            confidence=Confidence(row["confidence"]),
        )
        for row in rows
    )


def on_day(rows: Sequence[Limit], day: date) -> Limits:
    """The limits of a day.

    Basis: house choice (lex posterior).
    """
    held = {
        row.rule: row.value
        for row in sorted(rows, key=lambda row: row.valid_from)
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
    }
    return Limits(**held)
