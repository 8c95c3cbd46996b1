"""Which measures of the watchdog hold on a day?

They are rows of data (`data/alarm_rules.csv`), each with its basis; of two for the same thing the later one holds.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from motcua.foundation.confidence import Confidence
from motcua.watchdog.facts import Measure, Measures

_TO_HEAD = "to_head_after:"


def read(rows: Sequence[Mapping[str, str]]) -> tuple[Measure, ...]:
    """The measures as their file has them.

    Basis: house choice (the file names each row's own).
    """
    return tuple(
        Measure(
            rule=row["rule"],
            value=int(row["value"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            basis=row["basis"],
            confidence=Confidence(row["confidence"]),
        )
        for row in rows
    )


def on_day(measures: Sequence[Measure], day: date) -> Measures:
    """The measures of a day.

    Basis: house choice (lex posterior).
    """
    held: dict[str, Measure] = {}
    for one in sorted(measures, key=lambda one: one.valid_from):
        if one.valid_from <= day and (one.valid_to is None or day < one.valid_to):
            held[one.rule] = one
    plain = {rule: one.value for rule, one in held.items() if ":" not in rule}
    to_head = {rule.removeprefix(_TO_HEAD): one.value for rule, one in held.items() if rule.startswith(_TO_HEAD)}
    return Measures(**plain, to_head_after=to_head, sources=tuple(held.values()))
