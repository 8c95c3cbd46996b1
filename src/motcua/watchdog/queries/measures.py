"""The measures that come with the program."""

from datetime import date

from motcua.foundation import dated
from motcua.watchdog.facts import Measures
from motcua.watchdog.rules import measures


def measures_on(day: date) -> Measures:
    """The measures of a day."""
    return measures.of(dated.on_day(dated.packaged("motcua.watchdog", "alarm_rules.csv"), day))
