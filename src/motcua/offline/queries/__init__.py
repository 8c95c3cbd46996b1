"""Reading: limits, the register of held codes, and what a device needs to work without its line."""

from datetime import date

from motcua.foundation import dated
from motcua.offline.facts import Limits


def limits_on(day: date) -> Limits:
    """The limits of a day."""
    held = dated.on_day(dated.packaged("motcua.offline", "limits.csv"), day)
    return Limits(**{rule: int(one.value) for rule, one in held.items()})
