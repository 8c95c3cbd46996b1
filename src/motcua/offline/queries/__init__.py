"""Reading: limits, the register of held codes, and what a device needs to work without its line."""

import csv
from datetime import date
from functools import cache
from importlib import resources

from motcua.offline.facts import Limit, Limits
from motcua.offline.rules import limits


@cache
def packaged() -> tuple[Limit, ...]:
    """Every dated limit."""
    text = resources.files("motcua.offline").joinpath("data", "limits.csv").read_text("utf-8")
    return limits.read(list(csv.DictReader(text.splitlines())))


def limits_on(day: date) -> Limits:
    """The limits of a day."""
    return limits.on_day(packaged(), day)
