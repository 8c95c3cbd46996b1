"""Calendars for tests: the packaged one, and small ones made of a few days."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from motcua.calendar.facts import Day, DayKind
from motcua.calendar.queries import packaged_days, packaged_weeks
from motcua.calendar.rules.work_calendar import WorkCalendar
from motcua.foundation.clock import TIME_ZONE
from motcua.foundation.confidence import Confidence


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


def minutes_on(calendar: WorkCalendar, day: date) -> int:
    midnight = datetime.combine(day, time(), TIME_ZONE)
    return calendar.between(midnight, midnight + timedelta(days=1))


def working_days(calendar: WorkCalendar, after: date, until: date) -> int:
    """Counted one by one, the last of them included."""
    return sum(calendar.is_working_day(after + timedelta(days=number)) for number in range(1, (until - after).days + 1))


def day_off(day: date, **values: object) -> Day:
    return Day(**{"day": day, "kind": DayKind.HOLIDAY, "name": "Nghỉ", "basis": "QĐ 1", "confidence": Confidence.READ} | values)


def with_days_off(*days: date) -> WorkCalendar:
    table = {entry.day: entry for entry in packaged_days()}
    return WorkCalendar(weeks=packaged_weeks(), days=(table | {day: day_off(day) for day in days}).values())


@dataclass
class Keeper:
    label: str = "user:7"
    roles: frozenset[str] = frozenset({"control"})
    #: The agencies over which the roles are held; None: the whole province.
    over: Collection[int] | None = None

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool:
        return not self.roles.isdisjoint(roles) and (self.over is None or agency_id in self.over)


@dataclass
class Recorder:
    facts: list[dict[str, object]] = field(default_factory=list)

    def __call__(self, **fact: object) -> None:
        self.facts.append(fact)

    def names(self) -> list[object]:
        return [fact["name"] for fact in self.facts]
