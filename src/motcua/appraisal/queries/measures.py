"""The dated measures that come with the program."""

from datetime import date

from motcua.foundation import dated


def measures_on(day: date) -> dict[str, dated.Dated]:
    """The measures of a day, by name."""
    return dated.on_day(dated.packaged("motcua.appraisal", "rules.csv"), day)
