"""Why is it due then? Every day from receipt to the due moment, with the reason why it counts or does not."""

from collections.abc import Iterator
from datetime import datetime, time

from motcua.calendar.facts import DayCount, Due, Limit, Policy, Unit
from motcua.calendar.rules.deadlines import counted_from, due_minute, last_day
from motcua.calendar.rules.work_calendar import DAY, WEEKDAYS, WorkCalendar


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


def _counted(calendar: WorkCalendar, number: int, reason: str) -> DayCount:
    return DayCount(date=calendar.date_of(number), counted=True, reason=reason)


def _passed(calendar: WorkCalendar, number: int, reason: str) -> DayCount:
    return DayCount(date=calendar.date_of(number), counted=False, reason=reason)


def _why(calendar: WorkCalendar, number: int) -> str:
    return calendar.day_reason(calendar.date_of(number))


def _before_start(calendar: WorkCalendar, received: int, start: int, cutoff: time | None) -> Iterator[DayCount]:
    for number in range(received // DAY, start // DAY):
        reason = _why(calendar, number)
        if number == received // DAY and calendar.periods_of(number) and cutoff:
            reason = f"Nhận sau {cutoff:%H:%M}: coi như nhận khi mở cửa ngày làm việc kế tiếp"
        yield _passed(calendar, number, reason)


def _first_day(calendar: WorkCalendar, received: int, start: int, limit: Limit) -> DayCount:
    number = start // DAY
    if limit.unit is Unit.WORKING_DAYS and not limit.minutes:
        inside = bool(calendar.periods_of(number)) and start < calendar.close_after(number, 0)
        if inside:
            return _counted(calendar, number, "Giải quyết trong ngày")
        return _passed(calendar, number, f"Ngoài giờ làm việc: {_why(calendar, number)}")
    name = "Ngày tiếp nhận" if number == received // DAY else "Ngày coi như tiếp nhận"
    return _passed(calendar, number, f"{name} ({WEEKDAYS[calendar.date_of(number).weekday()]}), không tính")


def _working_days(calendar: WorkCalendar, start: int, end: int) -> Iterator[DayCount]:
    place = 0
    for number in range(start // DAY + 1, end // DAY + 1):
        if not calendar.periods_of(number):
            yield _passed(calendar, number, _why(calendar, number))
            continue
        place += 1
        part = "" if end >= calendar.close_after(number, 0) else f", đến {calendar.moment(end):%H:%M}"
        yield _counted(calendar, number, f"Ngày thứ {place}{part}. {_why(calendar, number)}")


def _calendar_days(calendar: WorkCalendar, start: int, end: int, limit: Limit) -> Iterator[DayCount]:
    last = last_day(calendar, start // DAY, limit)
    for number in range(start // DAY + 1, end // DAY + 1):
        if number <= last:
            yield _counted(calendar, number, f"Ngày thứ {number - start // DAY}. {_why(calendar, number)}")
        elif number < end // DAY:
            yield _passed(calendar, number, _why(calendar, number))
        else:
            moved = "Hạn chuyển sang ngày này vì ngày cuối cùng là ngày nghỉ"
            yield _passed(calendar, number, f"{moved}. {_why(calendar, number)}")


def _minutes(calendar: WorkCalendar, start: int, end: int) -> Iterator[DayCount]:
    for number in range(start // DAY, end // DAY + 1):
        begin, stop = max(start, number * DAY), min(end, number * DAY + DAY - 1)
        minutes = calendar.done_at(stop) - calendar.done_at(begin)
        if minutes:
            yield _counted(calendar, number, f"Tính {_duration(minutes)}. {_why(calendar, number)}")
        elif calendar.periods_of(number):
            yield _passed(calendar, number, "Nhận sau giờ làm việc: tính từ khi mở cửa ngày làm việc kế tiếp")
        else:
            yield _passed(calendar, number, _why(calendar, number))


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} giờ" if hours else "", f"{rest} phút" if rest else "") if part)
