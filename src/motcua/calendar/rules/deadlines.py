"""When does a time limit end?

Receipt outside working time. Under `civil` the day of receipt is not counted whatever kind of day it is, so a dossier filed
on a Saturday and one filed on the Friday before have the same due day: the event's day drops out and counting starts the day
after. Under `hours` the clock waits for the next opening. Where a procedure has a cut-off, a receipt after it, or on a day
off, counts as received at the opening of the next working day (the rule of the interlinked groups and of civil status).
"""

from calendar import monthrange
from datetime import date, datetime, time

from motcua.calendar.facts import MINUTES_OF_A_WORKING_DAY, Limit, Policy, Unit
from motcua.calendar.rules.work_calendar import DAY, WorkCalendar


def due_at(
    calendar: WorkCalendar, received_at: datetime, limit: Limit, policy: Policy = Policy.CIVIL, cutoff: time | None = None
) -> datetime:
    """The moment at which a limit ends. Raises OutsideCalendar.

    Basis: Civil Code 2015 art. 147, 148; cut-off by the procedure's own rule (law-onestop §4.3).
    """
    return calendar.moment(due_minute(calendar, counted_from(calendar, calendar.minute(received_at), cutoff), limit, policy))


def handover_at(calendar: WorkCalendar, received_at: datetime, cutoff: time | None = None) -> datetime:
    """The latest lawful moment of handing on what was received: at once, or after the cut-off or on a day off at the next opening.

    Raises OutsideCalendar. Basis: NĐ 309/2026 Điều 9 (15:00).
    """
    return calendar.moment(counted_from(calendar, calendar.minute(received_at), cutoff or time.max))


def counted_from(calendar: WorkCalendar, received: int, cutoff: time | None) -> int:
    """The minute that counts as the moment of receipt: with a cut-off, late receipts move to the next opening.

    The minute of the cut-off itself is still in time. Basis: Decree 309/2026 art. 9, Civil Status Law art. 5(3) (cut-off 15:00);
    the decree on the interlinked karaoke licence (filed on a day off: the opening of the next working day).
    """
    if cutoff is None:
        return received
    number, clock = divmod(received, DAY)
    late = clock > cutoff.hour * 60 + cutoff.minute
    if not late and calendar.periods_of(number):
        return received
    return calendar.latest(calendar.done_before(number + 1))


def due_minute(calendar: WorkCalendar, received: int, limit: Limit, policy: Policy) -> int:
    """As `due_at`, on the calendar's axis of minutes and with the cut-off already applied. Raises OutsideCalendar.

    Basis: Civil Code 2015 art. 147, 148.
    """
    if limit.unit is Unit.WORKING_HOURS:
        return calendar.earliest(calendar.done_at(received) + limit.minutes)
    if limit.unit is not Unit.WORKING_DAYS:
        return calendar.close_after(last_day(calendar, received // DAY, limit), 0)
    if not limit.minutes:
        return _close_of_the_day(calendar, received)
    if policy is Policy.HOURS:
        return calendar.earliest(calendar.done_at(received) + limit.minutes)
    return _working_days(calendar, received // DAY, limit)


def _working_days(calendar: WorkCalendar, received_on: int, limit: Limit) -> int:
    # A fraction of a day is worked off from the opening of the day after the whole ones.
    if limit.amount == limit.whole:
        return calendar.close_after(received_on, limit.whole)
    full = calendar.close_after(received_on, limit.whole) // DAY if limit.whole else received_on
    fraction = limit.minutes - limit.whole * MINUTES_OF_A_WORKING_DAY
    return calendar.earliest(calendar.done_before(full + 1) + fraction)


def _close_of_the_day(calendar: WorkCalendar, received: int) -> int:
    number = received // DAY
    close = calendar.close_after(number, 0)
    return close if received < close else calendar.close_after(number, 1)


def last_day(calendar: WorkCalendar, received_on: int, limit: Limit) -> int:
    """The number of the last calendar day of a limit in calendar days or months, before it moves off a day off.

    A month ends on the day with the same number, or on its last day when it has none. Raises OutsideCalendar.
    Basis: Civil Code 2015 art. 147(2), 148(2), 148(3).
    """
    if limit.unit is Unit.CALENDAR_DAYS:
        return calendar.checked(received_on + limit.whole)
    day = calendar.date_of(received_on)
    year, month = divmod(day.year * 12 + day.month - 1 + limit.whole, 12)
    if year > calendar.last.year:
        raise calendar.outside()
    return calendar.number(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])))
