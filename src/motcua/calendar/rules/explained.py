"""Why is it due then? Every day from receipt to the due moment, with the reason why it counts or does not."""

from collections.abc import Iterator
from datetime import datetime, time

from motcua.calendar.facts import DayCount, Due, Limit, Policy, Unit
from motcua.calendar.rules.deadlines import counted_from, due_minute, last_day
from motcua.calendar.rules.work_calendar import DAY, WEEKDAYS, WEEKDAYS_EN, WorkCalendar


def due(
    calendar: WorkCalendar, received_at: datetime, limit: Limit, policy: Policy = Policy.CIVIL, cutoff: time | None = None
) -> Due:
    """The due moment with its explanation, day by day. Raises OutsideCalendar. Basis: Civil Code 2015 art. 147, 148."""
    received = calendar.minute(received_at)
    start = counted_from(calendar, received, cutoff)
    end = due_minute(calendar, start, limit, policy)
    by_minutes = limit.unit is Unit.WORKING_HOURS or (
        policy is Policy.HOURS and limit.unit is Unit.WORKING_DAYS and limit.minutes
    )
    days = [*_before_start(calendar, received, start, cutoff)]
    if by_minutes:
        days += _minutes(calendar, start, end)
    else:
        days.append(_first_day(calendar, received, start, limit))
        days += _calendar_days(calendar, start, end, limit) if limit.unit in _WHOLE else _working_days(calendar, start, end)
    return Due(due_at=calendar.moment(end), days=tuple(days))


_WHOLE = {Unit.CALENDAR_DAYS, Unit.MONTHS}


#: In Vietnamese and in English.
Said = tuple[str, str]


def _counted(calendar: WorkCalendar, number: int, why: Said) -> DayCount:
    return DayCount(date=calendar.date_of(number), counted=True, reason=why[0], reason_en=why[1])


def _passed(calendar: WorkCalendar, number: int, why: Said) -> DayCount:
    return DayCount(date=calendar.date_of(number), counted=False, reason=why[0], reason_en=why[1])


def _why(calendar: WorkCalendar, number: int, *, after: Said = ("", "")) -> Said:
    vi, en = calendar.day_reason(calendar.date_of(number))
    return after[0] + vi, after[1] + en


def _before_start(calendar: WorkCalendar, received: int, start: int, cutoff: time | None) -> Iterator[DayCount]:
    for number in range(received // DAY, start // DAY):
        why = _why(calendar, number)
        if number == received // DAY and calendar.periods_of(number) and cutoff:
            why = (
                f"Nhận sau {cutoff:%H:%M}: coi như nhận khi mở cửa ngày làm việc kế tiếp",
                f"Received after {cutoff:%H:%M}: taken as received when the next working day opens",
            )
        yield _passed(calendar, number, why)


def _first_day(calendar: WorkCalendar, received: int, start: int, limit: Limit) -> DayCount:
    number = start // DAY
    if limit.unit is Unit.WORKING_DAYS and not limit.minutes:
        inside = bool(calendar.periods_of(number)) and start < calendar.close_after(number, 0)
        if inside:
            return _counted(calendar, number, ("Giải quyết trong ngày", "Done within the day"))
        return _passed(calendar, number, _why(calendar, number, after=("Ngoài giờ làm việc: ", "Outside working hours: ")))
    weekday = calendar.date_of(number).weekday()
    vi, en = (
        ("Ngày tiếp nhận", "Day of receipt")
        if number == received // DAY
        else ("Ngày coi như tiếp nhận", "Taken as the day of receipt")
    )
    return _passed(calendar, number, (f"{vi} ({WEEKDAYS[weekday]}), không tính", f"{en} ({WEEKDAYS_EN[weekday]}), not counted"))


def _working_days(calendar: WorkCalendar, start: int, end: int) -> Iterator[DayCount]:
    place = 0
    for number in range(start // DAY + 1, end // DAY + 1):
        if not calendar.periods_of(number):
            yield _passed(calendar, number, _why(calendar, number))
            continue
        place += 1
        until = "" if end >= calendar.close_after(number, 0) else f"{calendar.moment(end):%H:%M}"
        nth = (f"Ngày thứ {place}{until and f', đến {until}'}. ", f"Day {place}{until and f', until {until}'}. ")
        yield _counted(calendar, number, _why(calendar, number, after=nth))


def _calendar_days(calendar: WorkCalendar, start: int, end: int, limit: Limit) -> Iterator[DayCount]:
    last = last_day(calendar, start // DAY, limit)
    moved = (
        "Hạn chuyển sang ngày này vì ngày cuối cùng là ngày nghỉ. ",
        "The limit moves to this day, as its last is a day off. ",
    )
    for number in range(start // DAY + 1, end // DAY + 1):
        place = number - start // DAY
        if number <= last:
            yield _counted(calendar, number, _why(calendar, number, after=(f"Ngày thứ {place}. ", f"Day {place}. ")))
        else:
            yield _passed(calendar, number, _why(calendar, number, after=moved if number == end // DAY else ("", "")))


def _minutes(calendar: WorkCalendar, start: int, end: int) -> Iterator[DayCount]:
    for number in range(start // DAY, end // DAY + 1):
        begin, stop = max(start, number * DAY), min(end, number * DAY + DAY - 1)
        minutes = calendar.done_at(stop) - calendar.done_at(begin)
        if minutes:
            counted = (f"Tính {_duration(minutes, 'giờ', 'phút')}. ", f"{_duration(minutes, 'h', 'min')} counted. ")
            yield _counted(calendar, number, _why(calendar, number, after=counted))
        elif calendar.periods_of(number):
            yield _passed(
                calendar,
                number,
                (
                    "Nhận sau giờ làm việc: tính từ khi mở cửa ngày làm việc kế tiếp",
                    "Received after working hours: counted from when the next working day opens",
                ),
            )
        else:
            yield _passed(calendar, number, _why(calendar, number))


def _duration(minutes: int, hour: str, minute: str) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} {hour}" if hours else "", f"{rest} {minute}" if rest else "") if part)
