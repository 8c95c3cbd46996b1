"""The measures that come with the program."""

import csv
from datetime import date
from functools import cache
from importlib import resources

from motcua.watchdog.facts import Measure, Measures
from motcua.watchdog.rules import measures


@cache
def packaged() -> tuple[Measure, ...]:
    """Every dated measure."""
    text = resources.files("motcua.watchdog").joinpath("data", "alarm_rules.csv").read_text("utf-8")
    return measures.read(list(csv.DictReader(text.splitlines())))


def measures_on(day: date) -> Measures:
    """The measures of a day."""
    return measures.on_day(packaged(), day)
