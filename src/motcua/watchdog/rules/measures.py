"""Which measures of the watchdog hold on a day? They are rows of data (`data/alarm_rules.csv`), each with its basis."""

from collections.abc import Mapping

from motcua.foundation.dated import Dated
from motcua.watchdog.facts import Measures

_TO_HEAD = "to_head_after:"


def of(held: Mapping[str, Dated]) -> Measures:
    """The measures of a day, from the values that hold on it.

    Basis: house choice (the file names each row's own).
    """
    values = {rule: int(one.value) for rule, one in held.items()}
    plain = {rule: value for rule, value in values.items() if ":" not in rule}
    to_head = {rule.removeprefix(_TO_HEAD): value for rule, value in values.items() if rule.startswith(_TO_HEAD)}
    return Measures(**plain, to_head_after=to_head, sources=tuple(held.values()))
