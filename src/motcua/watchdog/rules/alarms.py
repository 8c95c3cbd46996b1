"""Is an alarm due, and of which kind?

Of the kinds that say the same of one due time only the most pressing stands: overdue, then an apology owed, at risk, due soon.
"""

from datetime import date, datetime
from typing import Protocol

from motcua.foundation import clock
from motcua.watchdog.facts import Kind, Measures, Work


class Calendar(Protocol):
    """Working time, as the calendar room gives it."""

    def between(self, start: datetime, end: datetime, /) -> int: ...
    def subtract(self, at: datetime, minutes: int, /) -> datetime: ...
    def close_of(self, day: date, /) -> datetime: ...
    def add_working_days(self, day: date, count: int, /) -> date: ...
    def is_working_day(self, day: date, /) -> bool: ...


def is_at_risk(work: Work) -> bool:
    """Whether a dossier will hardly keep its due time: its step's own limit is past, or less time is left than the rest needs.

    Basis: house choice (design, the clock at work): the time a process gives each step is what the rest is measured by.
    """
    if work.step_is_late:
        return True
    return work.minutes_left is not None and work.minutes_left < work.minutes_needed


def is_apology_owed(work: Work, measures: Measures) -> bool:
    """Whether the head must now apologise and give the new date: it will hardly be kept, and the last time to say so is near.

    It is owed while it can still be given in time; later than that an apology moves no due time.

    Basis: NĐ 61/2018/NĐ-CP Điều 19(9) [prev]: at latest one day before the due time; when it is seen coming is a house choice.
    """
    if work.minutes_to_apologise is None or not 0 <= work.minutes_to_apologise <= measures.apology_lead_minutes:
        return False
    return is_at_risk(work) or work.opinion_is_late


def is_due_soon(work: Work, measures: Measures) -> bool:
    """Whether little is left of a dossier's time: no more than the measure, and no more than its share of what was promised.

    The share keeps what is promised for the same day from being due soon at once.

    Basis: house choice.
    """
    if work.minutes_left is None or work.minutes_left > measures.due_soon_minutes:
        return False
    return work.minutes_left * 100 <= work.minutes_promised * measures.due_soon_percent


def kind_of(work: Work, measures: Measures) -> Kind | None:
    """The one alarm of a due time that is still to come, if any.

    Basis: house choice.
    """
    if is_apology_owed(work, measures):
        return Kind.APOLOGY_OWED
    if is_at_risk(work):
        return Kind.AT_RISK
    return Kind.DUE_SOON if is_due_soon(work, measures) else None


def last_day_to_apologise(*, due_at: datetime, notice_days: int, calendar: Calendar) -> date:
    """The last day on which a new date still comes in time.

    Basis: NĐ 61/2018/NĐ-CP Điều 19(9) [prev], counted as the extension itself is.
    """
    return calendar.add_working_days(clock.local_day(due_at), -notice_days)


def minutes_to_apologise(*, due_at: datetime, at: datetime, notice_days: int, calendar: Calendar) -> int | None:
    """Working minutes until no new date can be given any more; None when that day is over.

    Basis: NĐ 61/2018/NĐ-CP Điều 19(9) [prev].
    """
    day = last_day_to_apologise(due_at=due_at, notice_days=notice_days, calendar=calendar)
    if clock.local_day(at) > day:
        return None
    closes = calendar.close_of(day) if notice_days and calendar.is_working_day(day) else due_at
    return max(calendar.between(at, closes), 0)


def is_near(*, limit_at: datetime, at: datetime, lead_minutes: int, calendar: Calendar) -> bool:
    """Whether no more than the lead is left until a limit, or it is past.

    Basis: house choice.
    """
    return calendar.between(at, limit_at) <= lead_minutes


def is_left_lying(*, finished_at: datetime, at: datetime, days: int, calendar: Calendar) -> bool:
    """Whether a result has waited for its applicant longer than so many working days.

    Basis: house choice; no text read says how long.
    """
    return clock.local_day(at) > calendar.add_working_days(clock.local_day(finished_at), days)
