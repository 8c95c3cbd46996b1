"""How are weekly hours and days written down as text? The packaged files, the commands and the form read the same shapes."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from itertools import pairwise

from motcua.calendar.facts import Day, DayKind, Period, Week
from motcua.calendar.rules.work_calendar import WEEKDAYS, WEEKDAYS_EN
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import Invalid


class BadHours(Invalid):
    code = "bad_hours"
    vi = "Giờ làm việc «{text}» không đọc được. Viết như «1-5 07:00-11:00 13:00-17:00; 6 07:00-11:00» (1 là thứ Hai)."
    en = "The hours «{text}» cannot be read. Write them like «1-5 07:00-11:00 13:00-17:00; 6 07:00-11:00» (1 is Monday)."


_PART = re.compile(r"([1-7])(?:-([1-7]))?((?:\s+\d{2}:\d{2}-\d{2}:\d{2})+)")


def read_hours(text: str) -> dict[int, tuple[Period, ...]]:
    """Weekly hours from text. Raises BadHours. Basis: house choice."""
    periods: dict[int, tuple[Period, ...]] = {}
    for part in text.split(";"):
        match = _PART.fullmatch(part.strip())
        if not match:
            raise BadHours(text=text)
        first, last = int(match[1]), int(match[2] or match[1])
        hours = tuple(_period(span, text) for span in match[3].split())
        overlapping = any(a.closes > b.opens for a, b in pairwise(hours))
        if last < first or overlapping or any(weekday in periods for weekday in range(first, last + 1)):
            raise BadHours(text=text)
        periods |= dict.fromkeys(range(first, last + 1), hours)
    return periods


def _period(span: str, text: str) -> Period:
    try:
        opens, closes = (time.fromisoformat(part) for part in span.split("-"))
    except ValueError:
        raise BadHours(text=text) from None
    if opens >= closes:
        raise BadHours(text=text)
    return Period(opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute)


def write_hours(periods: Mapping[int, tuple[Period, ...]]) -> str:
    """The same text back, runs of equal days folded. Basis: house choice."""
    parts: list[tuple[int, int, str]] = []
    for weekday in sorted(periods):
        hours = " ".join(f"{_clock(period.opens)}-{_clock(period.closes)}" for period in periods[weekday])
        if parts and parts[-1][1] == weekday - 1 and parts[-1][2] == hours:
            parts[-1] = (parts[-1][0], weekday, hours)
        elif hours:
            parts.append((weekday, weekday, hours))
    return "; ".join(f"{first}-{last} {hours}" if first != last else f"{first} {hours}" for first, last, hours in parts)


def hours_in_words(periods: Mapping[int, tuple[Period, ...]]) -> tuple[str, str]:
    """Weekly hours as people read them, in Vietnamese and in English. Basis: house choice."""
    return _in_words(periods, WEEKDAYS, "đến", "và"), _in_words(periods, WEEKDAYS_EN, "to", "and")


def _in_words(periods: Mapping[int, tuple[Period, ...]], weekdays: Sequence[str], until: str, also: str) -> str:
    spoken: list[str] = []
    for part in filter(None, write_hours(periods).split("; ")):
        span, _, hours = part.partition(" ")
        first, _, last = span.partition("-")
        when = weekdays[int(first) - 1] + (f" {until} {weekdays[int(last) - 1]}" if last else "")
        spoken.append(f"{when}: {hours.replace('-', '–').replace(' ', f' {also} ')}")
    text = "; ".join(spoken)
    return text[:1].upper() + text[1:]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def read_days(lines: Iterable[str]) -> tuple[Day, ...]:
    """Days from the lines of a CSV file with a header. Basis: each line names its own."""
    return tuple(
        Day(
            day=date.fromisoformat(row["day"]),
            kind=DayKind(row["kind"]),
            name=row["name"],
            basis=row["basis"],
            confidence=Confidence(row["confidence"]),
            paired_day=date.fromisoformat(row["paired_day"]) if row["paired_day"] else None,
        )
        for row in csv.DictReader(lines)
    )


def read_weeks(lines: Iterable[str]) -> tuple[Week, ...]:
    """Weekly hours from the lines of a CSV file with a header. Basis: each line names its own."""
    return tuple(
        Week(
            periods=read_hours(row["hours"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            basis=row["basis"],
            confidence=Confidence(row["confidence"]),
        )
        for row in csv.DictReader(lines)
    )
