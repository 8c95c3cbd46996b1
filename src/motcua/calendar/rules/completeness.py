"""Does a year's table of days add up? What is read here is shown to the officer who keeps the table and to the tests of the data."""

from collections.abc import Iterable, Iterator
from datetime import date

from motcua.calendar.facts import Day, DayKind, Finding

#: Holidays on fixed dates and the year from which each is one; the lunar ones and the day beside 2 September are decided yearly.
_FIXED = ((1, 1, 0), (4, 30, 0), (5, 1, 0), (9, 2, 0), (11, 24, 2026))


def findings(days: Iterable[Day]) -> tuple[Finding, ...]:
    """What is missing or contradictory in a table of days, oldest first.

    Basis: Labour Code 2019 art. 111(3) (a weekly day off that is a holiday is given back), 112 (holidays); Resolution
    28/2026/QH16 (24 November).
    """
    table = {entry.day: entry for entry in days}
    found = [*_swaps(table), *_misplaced(table), *_given_back(table), *_fixed(table)]
    return tuple(sorted(found, key=lambda finding: (finding.day, finding.code)))


def _swaps(table: dict[date, Day]) -> Iterator[Finding]:
    other_half = {DayKind.SWAPPED_OFF: DayKind.MAKEUP_WORKDAY, DayKind.MAKEUP_WORKDAY: DayKind.SWAPPED_OFF}
    for entry in table.values():
        if entry.kind not in other_half:
            continue
        pair = table.get(entry.paired_day) if entry.paired_day else None
        if pair is None or pair.kind is not other_half[entry.kind] or pair.paired_day != entry.day:
            yield Finding(
                day=entry.day,
                code="unpaired_swap",
                vi=f"{entry.day:%d/%m/%Y} ({entry.kind.label.lower()}) chưa có ngày đi kèm",
                en=f"{entry.day:%d/%m/%Y} ({entry.kind}) lacks the other half of its swap",
            )


def _misplaced(table: dict[date, Day]) -> Iterator[Finding]:
    for entry in table.values():
        weekend = entry.day.isoweekday() > 5
        if entry.kind is DayKind.MAKEUP_WORKDAY and not weekend:
            yield Finding(
                day=entry.day,
                code="makeup_on_weekday",
                vi=f"{entry.day:%d/%m/%Y} ghi làm bù nhưng vốn là ngày làm việc",
                en=f"{entry.day:%d/%m/%Y} is a make-up day but a working day anyway",
            )
        elif entry.kind in {DayKind.SWAPPED_OFF, DayKind.COMPENSATORY_OFF} and weekend:
            yield Finding(
                day=entry.day,
                code="day_off_on_weekend",
                vi=f"{entry.day:%d/%m/%Y} ghi {entry.kind.label.lower()} nhưng vốn là ngày nghỉ hằng tuần",
                en=f"{entry.day:%d/%m/%Y} is given as a day off but is one anyway",
            )


def _given_back(table: dict[date, Day]) -> Iterator[Finding]:
    # Tết moves as a block, so its adjustments count for its weekend days; counted per year, order does not matter.
    for year in sorted({day.year for day in table}):
        of_year = [entry for entry in table.values() if entry.day.year == year]
        lost = sorted(entry.day for entry in of_year if entry.kind is DayKind.HOLIDAY and entry.day.isoweekday() > 5)
        returned = sum(entry.kind in {DayKind.COMPENSATORY_OFF, DayKind.TET_ADJUSTMENT} for entry in of_year)
        if len(lost) != returned:
            yield Finding(
                day=lost[-1] if lost else date(year, 1, 1),
                code="not_given_back",
                vi=f"Năm {year}: {len(lost)} ngày lễ trùng ngày nghỉ hằng tuần nhưng có {returned} ngày nghỉ bù",
                en=f"{year}: {len(lost)} holidays fall on weekly days off but {returned} days are given back",
            )


def _fixed(table: dict[date, Day]) -> Iterator[Finding]:
    for year in sorted({day.year for day in table}):
        for month, number, since in _FIXED:
            day = date(year, month, number)
            entry = table.get(day)
            if year >= since and (entry is None or entry.kind is not DayKind.HOLIDAY):
                yield Finding(
                    day=day,
                    code="holiday_missing",
                    vi=f"Thiếu ngày lễ {day:%d/%m/%Y}",
                    en=f"The holiday {day:%d/%m/%Y} is missing",
                )
