"""Changing the calendar. Every change says on what legal basis, is recorded, and leaves the old entry standing with its end."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q

from motcua.calendar import queries
from motcua.calendar.facts import MINUTES_OF_A_WORKING_DAY, Actor, Day, DayKind, Entry, Record, Week
from motcua.calendar.models import DayException, WeeklyHours, WorkingPeriod
from motcua.calendar.rules import permissions
from motcua.calendar.rules.tables import write_hours
from motcua.foundation.errors import Invalid, NotFound, NotPossible
from motcua.foundation.text import tidy

#: No dossier of today reaches back before it, and the packaged hours begin there.
FIRST_YEAR = 2000
#: Nobody decides working days further ahead; a mistyped year would stretch every table of minutes to it.
YEARS_AHEAD = 10
#: A holiday is swapped with a weekend near it: across a new year at most.
YEARS_BETWEEN_HALVES = 1
#: The smallest desk opens one working day a week; with less, a time limit of days would last months.
SHORTEST_WEEK = MINUTES_OF_A_WORKING_DAY


class DayTaken(NotPossible):
    code = "calendar_day_taken"
    vi = "Ngày {day} đã có trong lịch: {name}. Hãy thay thế hoặc bãi bỏ mục đó."
    en = "{day} is in the calendar already: {name}. Replace or withdraw that entry."


class DayUnknown(NotFound):
    code = "calendar_day_unknown"
    vi = "Không có mục lịch số {entry_id}, hoặc mục đó đã bị bãi bỏ."
    en = "There is no calendar entry number {entry_id}, or it has been withdrawn."


class DayNotSensible(Invalid):
    code = "calendar_day_not_sensible"
    vi = "Ngày {day}: {why_vi}."
    en = "{day}: {why_en}."


class HoursNotSensible(Invalid):
    code = "weekly_hours_not_sensible"
    vi = "Giờ làm việc trong tuần: {why_vi}."
    en = "Weekly hours: {why_en}."


class BasisMissing(Invalid):
    code = "calendar_basis_missing"
    vi = "Cần ghi tên và căn cứ (số văn bản, ngày ban hành hoặc lý do)."
    en = "A name and a basis are needed: the decision's number and date, or the reason."


@dataclass(frozen=True, slots=True)
class Trial:
    """A change that is made and taken back at once: it raises what the change would raise."""

    change: Callable[[], object]

    def within(self, look: Callable[[], object] = lambda: None) -> None:
        """Make the change, look at the calendar as it then reads, and take it back."""
        with transaction.atomic():
            self.change()
            look()
            transaction.set_rollback(True)


@transaction.atomic
def add_day(*, day: Day, actor: Actor, at: datetime, record: Record, agency_id: int | None = None) -> Entry:
    """Enter a day that differs from the weekly hours; of a swap, both halves at once.

    Raises NotAllowed, DayTaken, DayNotSensible, BasisMissing.
    """
    _lock(at)

    return _add(day, agency_id=agency_id, actor=actor, at=at, record=record)


def _add(day: Day, *, agency_id: int | None, actor: Actor, at: datetime, record: Record) -> Entry:
    permissions.require_editor(actor, agency_id=agency_id)
    halves = [_checked(half, at=at) for half in _halves(day)]

    for half in halves:
        _refuse_taken(half.day, agency_id)
    rows = [_save(half, agency_id=agency_id, actor=actor, at=at) for half in halves]
    _stamp()

    for half in halves:
        record(name="CalendarDayAdded", subject=_subject(agency_id), actor=actor.label, at=at, payload=_payload(half))
    return _given(rows[0])


@transaction.atomic
def replace_day(*, entry_id: int, day: Day, reason: str, actor: Actor, at: datetime, record: Record) -> Entry:
    """Put another entry in the place of one (and of its other half), keeping the old one with its end.

    Raises NotAllowed, DayUnknown, DayTaken, DayNotSensible, BasisMissing.
    """
    _lock(at)
    row = _live(entry_id)

    _withdraw(row, reason=reason, actor=actor, at=at, record=record)
    return _add(day, agency_id=row.agency_id, actor=actor, at=at, record=record)


@transaction.atomic
def withdraw_day(*, entry_id: int, reason: str, actor: Actor, at: datetime, record: Record) -> tuple[date, ...]:
    """End an entry, and the other half of its swap. Raises NotAllowed, DayUnknown, BasisMissing."""
    _lock(at)

    return _withdraw(_live(entry_id), reason=reason, actor=actor, at=at, record=record)


def _withdraw(row: DayException, *, reason: str, actor: Actor, at: datetime, record: Record) -> tuple[date, ...]:
    permissions.require_editor(actor, agency_id=row.agency_id)
    because = tidy(reason)
    if not because:
        raise BasisMissing

    rows = [row]
    if row.paired_day:
        rows += DayException.objects.filter(known_to=None, agency_id=row.agency_id, day=row.paired_day, paired_day=row.day)
    for ended in rows:
        _end(ended, because=because, actor=actor, at=at)
    _stamp()

    for ended in rows:
        payload = {"day": ended.day.isoformat(), "kind": ended.kind, "reason": because[:500]}
        record(name="CalendarDayWithdrawn", subject=_subject(row.agency_id), actor=actor.label, at=at, payload=payload)
    return tuple(ended.day for ended in rows)


@transaction.atomic
def set_weekly_hours(*, week: Week, actor: Actor, at: datetime, record: Record, agency_id: int | None = None) -> Week:
    """Set the weekly hours from a day on. The week before is put down anew with its last day; what it said without one stays, ended.

    Raises NotAllowed, BasisMissing, HoursNotSensible.
    """
    _lock(at)
    live = WeeklyHours.objects.filter(known_to=None, agency_id=agency_id)

    permissions.require_editor(actor, agency_id=agency_id)
    if not tidy(week.basis):
        raise BasisMissing
    _require_sensible(week, at=at)

    later = live.filter(valid_from__gt=week.valid_from).order_by("valid_from").first()
    week = replace(week, valid_to=later.valid_from if later else None, basis=tidy(week.basis)[:500])
    for before in live.filter(Q(valid_to=None) | Q(valid_to__gt=week.valid_from), valid_from__lte=week.valid_from):
        _end(before, because=week.basis, actor=actor, at=at)
        if before.valid_from < week.valid_from:
            shortened = replace(queries.week_of(before), valid_to=week.valid_from)
            _save_week(shortened, agency_id=agency_id, entered_by=actor.label, at=at)
    _save_week(week, agency_id=agency_id, entered_by=actor.label, at=at)
    _stamp()

    payload: dict[str, object] = {
        "valid_from": week.valid_from.isoformat(),
        "hours": write_hours(week.periods),
        "basis": week.basis,
        "confidence": str(week.confidence),
    }
    record(name="WeeklyHoursSet", subject=_subject(agency_id), actor=actor.label, at=at, payload=payload)
    return week


@transaction.atomic
def load_packaged_calendar(*, at: datetime) -> int:
    """Fill empty tables with the packaged days and hours; says how many days. Does nothing when they hold a calendar."""
    _lock_table()
    if queries.is_loaded():
        return 0

    rows = [_row(day, agency_id=None, entered_by="system", at=at) for day in queries.packaged_days()]
    DayException.objects.bulk_create(rows)
    for week in queries.packaged_weeks():
        _save_week(week, agency_id=None, entered_by="system", at=at)
    _stamp()
    return len(rows)


def _lock(at: datetime) -> None:
    # A change is a change of the packaged calendar too: without it the tables would hold this one day only.
    load_packaged_calendar(at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM calendar_calendarstamp WHERE id = 1 FOR UPDATE")


def _lock_table() -> None:
    # Two processes may find the tables empty at once; the second waits here and then finds them full.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('motcua.calendar'))")


def _stamp() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO calendar_calendarstamp (id, token) VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET token = excluded.token",
            [uuid.uuid4()],
        )
    queries.changed()


def _subject(agency_id: int | None) -> str:
    return f"calendar:{agency_id or 0}"


def _payload(day: Day) -> dict[str, object]:
    return {
        "day": day.day.isoformat(),
        "kind": str(day.kind),
        "name": day.name,
        "basis": day.basis,
        "confidence": str(day.confidence),
        "paired_day": day.paired_day.isoformat() if day.paired_day else None,
    }


_OTHER_HALF = {DayKind.SWAPPED_OFF: DayKind.MAKEUP_WORKDAY, DayKind.MAKEUP_WORKDAY: DayKind.SWAPPED_OFF}


def _halves(day: Day) -> tuple[Day, ...]:
    if day.kind not in _OTHER_HALF or day.paired_day is None:
        return (replace(day, paired_day=None),)
    other = replace(day, day=day.paired_day, kind=_OTHER_HALF[day.kind], paired_day=day.day)
    return day, other


def _checked(day: Day, *, at: datetime) -> Day:
    day = replace(day, name=tidy(day.name)[:200], basis=tidy(day.basis)[:500])
    if not day.name or not day.basis:
        raise BasisMissing
    why = None
    if not _keeps_year_of(day.day, at=at):
        why = _out_of_years(at)
    elif day.day == day.paired_day:
        why = ("ngày đi kèm phải là ngày khác", "the other half of a swap is another day")
    elif day.paired_day and abs(day.paired_day.year - day.day.year) > YEARS_BETWEEN_HALVES:
        why = ("ngày đi kèm phải ở cùng năm hoặc năm liền kề", "the other half of a swap is in the same year or one beside it")
    elif day.kind is DayKind.MAKEUP_WORKDAY and day.day.isoweekday() < 6:
        why = ("ngày làm bù phải là thứ Bảy hoặc Chủ nhật", "a make-up day is a Saturday or Sunday")
    elif day.kind in {DayKind.SWAPPED_OFF, DayKind.COMPENSATORY_OFF} and day.day.isoweekday() > 5:
        why = ("ngày này vốn là ngày nghỉ hằng tuần", "it is a weekly day off anyway")
    if why:
        raise DayNotSensible(day=day.day.strftime("%d/%m/%Y"), why_vi=why[0], why_en=why[1])
    return day


def _require_sensible(week: Week, *, at: datetime) -> None:
    why = None
    if not _keeps_year_of(week.valid_from, at=at):
        why = _out_of_years(at)
    elif sum(period.closes - period.opens for periods in week.periods.values() for period in periods) < SHORTEST_WEEK:
        hours = SHORTEST_WEEK // 60
        why = (f"cả tuần phải có ít nhất {hours} giờ làm việc", f"a week has at least {hours} hours of work")
    if why:
        raise HoursNotSensible(why_vi=why[0], why_en=why[1])


def _keeps_year_of(day: date, *, at: datetime) -> bool:
    return FIRST_YEAR <= day.year <= at.year + YEARS_AHEAD


def _out_of_years(at: datetime) -> tuple[str, str]:
    last = at.year + YEARS_AHEAD
    return f"lịch chỉ giữ các năm {FIRST_YEAR} đến {last}", f"the calendar keeps the years {FIRST_YEAR} to {last} only"


def _refuse_taken(day: date, agency_id: int | None) -> None:
    taken = DayException.objects.filter(known_to=None, agency_id=agency_id, day=day).first()
    if taken:
        raise DayTaken(day=day.strftime("%d/%m/%Y"), name=taken.name)


def _live(entry_id: int) -> DayException:
    row = DayException.objects.select_for_update(of=("self",)).filter(pk=entry_id, known_to=None).first()
    if row is None:
        raise DayUnknown(entry_id=entry_id)
    return row


def _end(row: DayException | WeeklyHours, *, because: str, actor: Actor, at: datetime) -> None:
    row.known_to, row.withdrawn_by, row.withdrawn_because = max(at, row.known_from), actor.label, because[:500]
    row.save(update_fields=["known_to", "withdrawn_by", "withdrawn_because"])


def _row(day: Day, *, agency_id: int | None, entered_by: str, at: datetime) -> DayException:
    return DayException(
        agency_id=agency_id,
        day=day.day,
        kind=day.kind,
        name=day.name,
        basis=day.basis,
        confidence=day.confidence,
        paired_day=day.paired_day,
        known_from=at,
        entered_by=entered_by,
    )


def _save(day: Day, *, agency_id: int | None, actor: Actor, at: datetime) -> DayException:
    row = _row(day, agency_id=agency_id, entered_by=actor.label, at=at)
    row.save()
    return row


def _given(row: DayException) -> Entry:
    found = queries.entry(entry_id=row.pk)
    assert found is not None  # noqa: S101
    return found


def _save_week(week: Week, *, agency_id: int | None, entered_by: str, at: datetime) -> None:
    row = WeeklyHours.objects.create(
        agency_id=agency_id,
        valid_from=week.valid_from,
        valid_to=week.valid_to,
        basis=week.basis,
        confidence=week.confidence,
        known_from=at,
        entered_by=entered_by,
    )
    WorkingPeriod.objects.bulk_create(
        WorkingPeriod(week=row, weekday=weekday, opens_minute=period.opens, closes_minute=period.closes)
        for weekday, periods in week.periods.items()
        for period in periods
    )
