"""When is a dossier due on the legal clock, and is it early, on time or overdue on each clock?

Both clocks are computed from recorded moments. The legal clock starts again after a supplement, pauses only for a named
reason and moves once by an apology. The indicator clock keeps the first promise, takes off the waiting, and counts a
supplement request past the one allowed as overdue.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from motcua.dossiers.facts import Standing, Verdict
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible

#: Working minutes that still are the start of a day.
_START_OF_DAY = 120


class Calendar(Protocol):
    """Working time, as the calendar room gives it."""

    def add(self, at: datetime, minutes: int, /) -> datetime: ...
    def subtract(self, at: datetime, minutes: int, /) -> datetime: ...
    def between(self, start: datetime, end: datetime, /) -> int: ...
    def paused(self, stretches: Iterable[tuple[datetime, datetime]], /) -> int: ...
    def is_working_day(self, day: date, /) -> bool: ...
    def close_of(self, day: date, /) -> datetime: ...
    def add_working_days(self, day: date, days: int, /) -> date: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    start: datetime
    end: datetime | None = None
    #: An incident of the platform: it moves no promise that was over when it began.
    of_platform: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The one new date of an apology, and when it was given."""

    to: datetime
    at: datetime


#: A new date further away than this is a slip of the year, and it could be given only once. House choice.
FARTHEST = timedelta(days=366)


class TooLateToExtend(NotPossible):
    code = "too_late_to_extend"
    vi = "Phải xin lỗi và đề nghị gia hạn trước hạn ít nhất {days} ngày làm việc; hạn là {due}. Nay đã muộn."
    en = "The apology is owed at least {days} working day(s) before the due time {due}. It is too late now."


class StillInTimeToExtend(NotPossible):
    code = "still_in_time_to_extend"
    vi = "Chưa muộn: hạn là {due}, còn xin lỗi và đề nghị gia hạn được. Ngày hẹn mới ấy dời hạn; lời xin lỗi muộn thì không."
    en = "It is not too late: the due time is {due}, and a new date may still be given. That moves the due time; a late apology does not."


class ExpectedDayTooFar(Invalid):
    code = "expected_day_too_far"
    vi = "Ngày dự kiến trả {day} cách đây hơn một năm. Xem lại năm đã gõ."
    en = "The expected day {day} is more than a year away. Look at the year that was typed."


class BadExpectedDay(Invalid):
    code = "bad_expected_day"
    vi = "Ngày dự kiến trả {day} phải là ngày làm việc sau hạn {due} và chưa hết."
    en = "The expected day {day} must be a working day after the due time, {due}, and not over yet."


class NewDateTooFar(Invalid):
    code = "new_date_too_far"
    vi = "Ngày hẹn mới {day} cách hạn hiện nay ({due}) hơn một năm. Xem lại năm đã gõ."
    en = "The new date {day} is more than a year after the present due time ({due}). Look at the year that was typed."


class NewDateNotLater(Invalid):
    code = "new_date_not_later"
    vi = "Ngày hẹn mới {day} phải là ngày làm việc sau hạn hiện nay, {due}."
    en = "The new date {day} must be a working day after the present due time, {due}."


class NoDueTime(NotPossible):
    code = "no_due_time"
    vi = "Thủ tục này không ghi thời hạn nên không có hạn để dời."
    en = "This procedure states no time limit, so there is no due time to move."


def legal_due(
    *,
    started_at: datetime,
    due_from: Callable[[datetime], datetime | None],
    calendar: Calendar,
    restarts: Sequence[datetime] = (),
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> datetime | None:
    """The due time by the legal clock: from the last full dossier, moved by each ended pause after it, at most once by an apology.

    Pauses move the due time by their working minutes exactly; the new date of an apology holds what was waited before it.
    Returns None when the procedure states no limit.

    Basis: NĐ 61/2018 Điều 19(4), 19(9); NĐ 309/2026 Điều 8(3); QĐ 1610/QĐ-TTPVHCC for pauses.
    """
    base = max((started_at, *restarts))
    due = due_from(base)
    if due is None:
        return None
    promised = _moved(due, pauses, since=base, calendar=calendar)
    if extension is None:
        return promised
    return max(promised, _moved(extension.to, pauses, since=extension.at, calendar=calendar))


def is_counted_anew(standing: Standing, *, due_at: datetime | None, asked_at: datetime) -> bool:
    """Whether a supplement asked for now takes the promise away, to be counted anew from the full dossier.

    Not before reception, when there is none; and what is late stays late, whatever is asked for after the due time.

    Basis: NĐ 61/2018 Điều 19(4); for what is late a house choice (decision 0010).
    """
    if standing.before_reception or not standing.supplement_restarts:
        return False
    return due_at is None or asked_at <= due_at


def minutes_used(
    *,
    started_at: datetime,
    stopped_at: datetime,
    calendar: Calendar,
    restarts: Sequence[datetime] = (),
    pauses: Sequence[Pause] = (),
) -> int:
    """The working minutes that the legal clock ran until it stopped, from the last full dossier, without the pauses in between.

    Basis: NĐ 61/2018 Điều 19(4); QĐ 1610/QĐ-TTPVHCC for pauses.
    """
    base = max((started_at, *restarts))
    return calendar.between(base, stopped_at) - _waited(pauses, since=base, calendar=calendar)


def _moved(due: datetime, pauses: Sequence[Pause], *, since: datetime, calendar: Calendar) -> datetime:
    counted = that_count(pauses, due_at=due, since=since, calendar=calendar)
    return calendar.add(due, took(counted, since=since, calendar=calendar))


def that_count(pauses: Iterable[Pause], *, due_at: datetime, since: datetime, calendar: Calendar) -> tuple[Pause, ...]:
    """Those of the pauses, in the order in which they began, that move a promise made at a moment, for a due time as it was then.

    All that are over and reach beyond that moment; an incident of the platform only where the due time, moved by what began before it,
    was not over when it began.

    Basis: QĐ 1610/QĐ-TTPVHCC for pauses; NĐ 301/2026/NĐ-CP for incidents; that what is late stays late is a house choice (decision 0010).
    """
    counted: list[Pause] = []
    running = due_at
    for pause in sorted(pauses, key=lambda one: one.start):
        if pause.end is None or pause.end <= since or (pause.of_platform and pause.start >= running):
            continue
        counted.append(pause)
        running = calendar.add(due_at, took(counted, since=since, calendar=calendar))
    return tuple(counted)


def took(pauses: Iterable[Pause], *, since: datetime, calendar: Calendar) -> int:
    """The working minutes that pauses took after a moment; where they overlap they count once.

    Basis: QĐ 1610/QĐ-TTPVHCC for pauses; NĐ 301/2026/NĐ-CP for incidents.
    """
    over = ((max(pause.start, since), pause.end) for pause in pauses if pause.end is not None and pause.end > since)
    return calendar.paused(over)


def later(due_at: datetime, minutes: int, calendar: Calendar) -> datetime:
    """A due time by so many working minutes later or earlier; where one day ends and the next begins it is the end of the one.

    Basis: house choice.
    """
    if minutes >= 0:
        return calendar.add(due_at, minutes) if minutes else due_at
    return calendar.add(calendar.subtract(due_at, 1 - minutes), 1)


def _waited(pauses: Sequence[Pause], *, since: datetime, calendar: Calendar) -> int:
    return calendar.paused((pause.start, pause.end) for pause in pauses if pause.end is not None and pause.start >= since)


def require_extension(*, due_at: datetime | None, new_day: date, at: datetime, notice_days: int, calendar: Calendar) -> datetime:
    """The new due time of an apology: the close of the new day. Raises NoDueTime, TooLateToExtend, NewDateTooFar, NewDateNotLater.

    Basis: NĐ 61/2018 Điều 19(9): at latest one day before the due time, one new date at most.
    """
    if due_at is None:
        raise NoDueTime
    day, due = clock.local_day(due_at), clock.local(due_at).strftime("%H:%M %d/%m/%Y")
    if not is_in_time_to_extend(due_at=due_at, at=at, notice_days=notice_days, calendar=calendar):
        raise TooLateToExtend(days=notice_days, due=due)
    if new_day - day > FARTHEST:
        raise NewDateTooFar(day=new_day.strftime("%d/%m/%Y"), due=due)
    if new_day <= day or not calendar.is_working_day(new_day):
        raise NewDateNotLater(day=new_day.strftime("%d/%m/%Y"), due=due)
    return calendar.close_of(new_day)


def require_late_apology(
    *, due_at: datetime | None, expected_on: date, at: datetime, notice_days: int, may_extend: bool, calendar: Calendar
) -> bool:
    """Whether an apology that moves nothing comes too late for a new date; only one given ahead, by whom no new date is left, does not.

    `may_extend`: a new date is left. Raises NoDueTime, StillInTimeToExtend, ExpectedDayTooFar, BadExpectedDay.

    Basis: an apology with a new date must come before the last day (NĐ 61/2018 Điều 19(9)) [prev], so a later one moves no promise [inf];
    reports tell what is late with an apology from what is late without (07a/BTP) [2nd]; once, and an expected day: house choice [inf].
    """
    if due_at is None:
        raise NoDueTime
    is_late = not is_in_time_to_extend(due_at=due_at, at=at, notice_days=notice_days, calendar=calendar)
    due, day = clock.local(due_at).strftime("%H:%M %d/%m/%Y"), expected_on.strftime("%d/%m/%Y")
    if may_extend and not is_late:
        raise StillInTimeToExtend(due=due)
    if expected_on - max(clock.local_day(due_at), clock.local_day(at)) > FARTHEST:
        raise ExpectedDayTooFar(day=day)
    if expected_on <= clock.local_day(due_at) or not calendar.is_working_day(expected_on) or calendar.close_of(expected_on) <= at:
        raise BadExpectedDay(day=day, due=due)
    return is_late


def is_in_time_to_extend(*, due_at: datetime, at: datetime, notice_days: int, calendar: Calendar) -> bool:
    """Whether an apology now would still come so many working days before the due day.

    Basis: NĐ 61/2018 Điều 19(9).
    """
    return calendar.add_working_days(clock.local_day(at), notice_days) <= clock.local_day(due_at)


def notice_due(
    *, filed_at: datetime, is_online: bool, online_hours: int | None, counter_days: int | None, calendar: Calendar
) -> datetime | None:
    """Until when the applicant must be told what is missing; None where no rule in force says so.

    Basis: NQ 66.7/2025 Điều 8: 8 working hours online, 1 working day at the counter or by post.
    """
    if is_online:
        return None if online_hours is None else calendar.add(filed_at, online_hours * 60)
    return None if counter_days is None else calendar.close_of(calendar.add_working_days(clock.local_day(filed_at), counter_days))


def hand_over_by(*, at: datetime, begins: datetime, calendar: Calendar) -> datetime:
    """Until when what was received at a moment must be handed over, given when the law lets the hand-over begin.

    The same day: until its office closes. Moved to the next opening: within the first two working hours of that day.

    Basis: NĐ 309/2026 Điều 9 (within the day; received after 15:00, at the start of the next working day). That the start of a day
    is its first two working hours is a house choice [inf].
    """
    if clock.local_day(begins) == clock.local_day(at) and calendar.is_working_day(clock.local_day(at)):
        return max(calendar.close_of(clock.local_day(at)), at)
    return calendar.add(begins, _START_OF_DAY)


def supplement_by(*, received_at: datetime, return_days: int, calendar: Calendar) -> datetime:
    """Until when the agency may send a dossier back for a supplement: so many working days from reception.

    Basis: NĐ 61/2018 Điều 19(4).
    """
    return calendar.close_of(calendar.add_working_days(clock.local_day(received_at), return_days))


def legal_verdict(*, due_at: datetime | None, ended_at: datetime, has_limit: bool = False) -> Verdict:
    """Early when finished on a day before the due day, on time until the due time, overdue after it.

    With a limit but no due time the clock is stopped, to be counted anew from the full dossier.

    Basis: TT 01/2018 Điều 13 (shorter, equal, longer); NĐ 61/2018 Điều 19(4); the day as unit is a house choice.
    """
    if due_at is None:
        return Verdict.STOPPED if has_limit else Verdict.NO_LIMIT
    if ended_at > due_at:
        return Verdict.OVERDUE
    return Verdict.EARLY if clock.local_day(ended_at) < clock.local_day(due_at) else Verdict.ON_TIME


def indicator_verdict(
    *,
    first_due_at: datetime | None,
    ended_at: datetime,
    waits: Sequence[Pause],
    supplement_count: int,
    supplements_max: int | None,
    calendar: Calendar,
) -> Verdict:
    """The first promise held against the end less the waiting; a supplement request past those allowed is overdue.

    Basis: portal reading of QĐ 766 criterion 2.1, rules 1 to 5 (law-indicators A.3).
    """
    if supplements_max is not None and supplement_count > supplements_max:
        return Verdict.OVERDUE
    if first_due_at is None:
        return Verdict.NO_LIMIT
    waited = calendar.paused((wait.start, min(wait.end or ended_at, ended_at)) for wait in waits)
    return legal_verdict(due_at=calendar.add(first_due_at, waited), ended_at=ended_at)
