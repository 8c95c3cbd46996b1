"""Reading the calendar: from the tables, or from the packaged files when nothing has been loaded or no database is wanted."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from importlib import resources

from motcua.calendar.facts import Day, DayKind, Entry, Finding, Incident, IncidentKind, IncidentScope, Period, Week
from motcua.calendar.models import CalendarStamp, DayException, IncidentRow, WeeklyHours
from motcua.calendar.rules import completeness
from motcua.calendar.rules.tables import read_days, read_weeks
from motcua.calendar.rules.work_calendar import WorkCalendar
from motcua.foundation import dated
from motcua.foundation.confidence import Confidence
from motcua.foundation.stamped import Stamped


@cache
def packaged_days() -> tuple[Day, ...]:
    """The days that come with the program."""
    return read_days(_lines("days.csv"))


@cache
def packaged_weeks() -> tuple[Week, ...]:
    """The weekly hours that come with the program."""
    return read_weeks(_lines("hours.csv"))


def _lines(name: str) -> list[str]:
    return resources.files("motcua.calendar").joinpath("data", name).read_text("utf-8").splitlines()


@cache
def packaged_calendar() -> WorkCalendar:
    """The calendar that comes with the program; needs no database."""
    return WorkCalendar(weeks=packaged_weeks(), days=packaged_days())


def calendar_of(*, agency_id: int | None = None) -> WorkCalendar:
    """The working calendar of an agency, or of all that have nothing of their own. Kept in the process, checked once a second."""
    calendars = _kept.get()
    return calendars.get(agency_id) or calendars[None]


def _stamp() -> object:
    return CalendarStamp.objects.filter(id=1).values_list("token", flat=True).first()


def _calendars(token: object) -> dict[int | None, WorkCalendar]:
    if token is None:
        return {None: packaged_calendar()}
    days: dict[int | None, dict[object, Day]] = {None: {}}
    weeks: dict[int | None, list[Week]] = {None: []}
    for entry in _live_days():
        days.setdefault(entry.agency_id, {})[entry.day.day] = entry.day
    for agency_id, week in _live_weeks():
        weeks.setdefault(agency_id, []).append(week)
    return {
        agency_id: WorkCalendar(
            weeks=[*weeks.get(agency_id, ()), *(weeks[None] if agency_id is not None else ()), *packaged_weeks()],
            days=(days[None] | days.get(agency_id, {})).values(),
        )
        for agency_id in {*days, *weeks}
    }


_kept = Stamped(stamp=_stamp, read=_calendars)
changed, forget = _kept.changed, _kept.forget


def _live_days() -> Iterable[Entry]:
    return map(_entry, DayException.objects.filter(known_to=None).order_by("day", "id"))


def _entry(row: DayException) -> Entry:
    day = Day(
        day=row.day,
        kind=DayKind(row.kind),
        name=row.name,
        basis=row.basis,
        confidence=Confidence(row.confidence),
        paired_day=row.paired_day,
    )
    return Entry(id=row.pk, agency_id=row.agency_id, day=day, entered_by=row.entered_by, known_from=row.known_from)


def _live_weeks() -> Iterable[tuple[int | None, Week]]:
    for row in WeeklyHours.objects.filter(known_to=None).order_by("-valid_from").prefetch_related("periods"):
        yield row.agency_id, week_of(row)


def week_of(row: WeeklyHours) -> Week:
    """What a row says."""
    periods: dict[int, tuple[Period, ...]] = {}
    for period in sorted(row.periods.all(), key=lambda period: (period.weekday, period.opens_minute)):
        periods[period.weekday] = (*periods.get(period.weekday, ()), Period(period.opens_minute, period.closes_minute))
    return Week(
        periods=periods,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        basis=row.basis,
        confidence=Confidence(row.confidence),
    )


def is_loaded() -> bool:
    """Whether the tables hold the calendar; until then the packaged files speak."""
    return CalendarStamp.objects.exists()


def entries(*, year: int, agency_id: int | None = None) -> tuple[Entry, ...]:
    """The live entries of a year, those for all agencies and those of one, by day."""
    rows = DayException.objects.filter(known_to=None, day__year=year).order_by("day", "id")
    wanted = {None, agency_id}
    return tuple(entry for entry in map(_entry, rows) if entry.agency_id in wanted)


def entry(*, entry_id: int) -> Entry | None:
    """One live entry."""
    row = DayException.objects.filter(known_to=None, pk=entry_id).first()
    return _entry(row) if row else None


def years() -> tuple[int, ...]:
    """The years that have an entry."""
    return tuple(sorted(DayException.objects.filter(known_to=None).order_by().values_list("day__year", flat=True).distinct()))


def weeks(*, agency_id: int | None = None) -> tuple[Week, ...]:
    """The weekly hours of an agency (or of all that have none), newest first."""
    return tuple(week for agency, week in _live_weeks() if agency == agency_id)


def findings(*, year: int) -> tuple[Finding, ...]:
    """What does not add up in the table for all agencies in a year."""
    national = [entry.day for entry in _live_days() if entry.agency_id is None]
    return tuple(finding for finding in completeness.findings(national) if finding.day.year == year)


def incidents(*, ids: Collection[int] | None = None, uncounted_at: datetime | None = None) -> tuple[Incident, ...]:
    """The periods in which the platform did not work, the latest first, withdrawn ones too: all, these, or, the first first, those that
    have begun at a moment and are not counted everywhere, however long ago they ended."""
    rows = IncidentRow.objects.order_by("-starts_at", "-id")
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    if uncounted_at is not None:
        rows = rows.filter(counted_at=None, starts_at__lte=uncounted_at).order_by("starts_at", "id")
    return tuple(incident_of(row) for row in rows[:500])


def incident_of(row: IncidentRow) -> Incident:
    """What a row says."""
    return Incident(
        id=row.pk, name=row.name, kind=IncidentKind(row.kind), scope=IncidentScope(row.scope), starts_at=row.starts_at, basis=row.basis,
        ends_at=row.ends_at, agency_id=row.agency_id, announced_at=row.announced_at, announced_where=row.announced_where,
        entered_by=row.entered_by, known_from=row.known_from, is_announced_late=row.is_announced_late,
        is_withdrawn=row.known_to is not None, withdrawn_because=row.withdrawn_because,
    )  # fmt: skip


def planned_notice_days(day: date) -> int | None:
    """How many working days ahead planned downtime is announced, by the rule of a day; None before any rule."""
    held = dated.on_day(dated.packaged("motcua.calendar", "incident_rules.csv"), day).get("planned_notice_days")
    return int(held.value) if held else None
