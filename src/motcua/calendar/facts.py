"""What passes the door of the calendar: days, weeks, limits and due moments."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import Invalid

#: What "one working day = 8 working hours" comes to; the practice that the internal processes state (law-process C1).
MINUTES_OF_A_WORKING_DAY = 480


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"

    @property
    def label(self) -> str:
        return _UNITS[self]


_UNITS = {
    Unit.WORKING_DAYS: "ngày làm việc",
    Unit.WORKING_HOURS: "giờ làm việc",
    Unit.CALENDAR_DAYS: "ngày",
    Unit.MONTHS: "tháng",
}


class Policy(StrEnum):
    """How working days are counted: whole days after the day of receipt, or working minutes from the moment of receipt."""

    CIVIL = "civil"
    HOURS = "hours"

    @property
    def label(self) -> str:
        return _POLICIES[self]


_POLICIES = {Policy.CIVIL: "không tính ngày tiếp nhận (Bộ luật Dân sự)", Policy.HOURS: "tính theo giờ làm việc, 01 ngày = 08 giờ"}


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    TET_ADJUSTMENT = "tet_adjustment"
    COMPENSATORY_OFF = "compensatory_off"
    SWAPPED_OFF = "swapped_off"
    MAKEUP_WORKDAY = "makeup_workday"

    @property
    def label(self) -> str:
        return _KINDS[self]

    @property
    def is_working(self) -> bool:
        return self is DayKind.MAKEUP_WORKDAY


_KINDS = {
    DayKind.HOLIDAY: "Nghỉ lễ, Tết",
    DayKind.TET_ADJUSTMENT: "Nghỉ Tết theo phương án của năm",
    DayKind.COMPENSATORY_OFF: "Nghỉ bù",
    DayKind.SWAPPED_OFF: "Nghỉ hoán đổi",
    DayKind.MAKEUP_WORKDAY: "Làm bù",
}


class Period(NamedTuple):
    """Working time without a break, in minutes after midnight; the closing minute is not worked any more."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Weekly hours: for ISO weekdays 1 (Monday) to 7, the periods of work; `valid_to` is not included."""

    periods: Mapping[int, tuple[Period, ...]]
    valid_from: date = date.min
    valid_to: date | None = None
    basis: str = ""
    confidence: Confidence = Confidence.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that differs from the weekly hours."""

    day: date
    kind: DayKind
    name: str
    basis: str
    confidence: Confidence
    #: The other half of a swap: the make-up day of a swapped day off and the other way round.
    paired_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A day as it stands in the table, with its number."""

    id: int
    agency_id: int | None
    day: Day
    entered_by: str
    known_from: datetime


class BadLimit(Invalid):
    code = "bad_limit"
    vi = "Thời hạn «{amount} {unit}» không hợp lệ: {why_vi}."
    en = "The limit «{amount} {unit}» is not valid: {why_en}."


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. Working days and hours may have fractions that come to whole minutes; 0 working days is "within the day"."""

    amount: Decimal
    unit: Unit
    whole: int = field(init=False, compare=False, repr=False)
    minutes: int = field(init=False, compare=False, repr=False)

    def __init__(self, amount: Decimal | int | str, unit: Unit | str) -> None:
        kind, number = Unit(unit), _number(amount, Unit(unit))
        size = {Unit.WORKING_DAYS: MINUTES_OF_A_WORKING_DAY, Unit.WORKING_HOURS: 60}.get(kind, 1)
        if number < 0 or (number == 0 and kind is not Unit.WORKING_DAYS):
            raise BadLimit(amount=amount, unit=kind, why_vi="phải lớn hơn 0", why_en="it must be above 0")
        if number > 100_000:
            raise BadLimit(amount=amount, unit=kind, why_vi="quá dài", why_en="it is too long")
        if number * size % 1:
            raise BadLimit(
                amount=amount, unit=kind, why_vi="phần lẻ không tròn phút hoặc tròn ngày", why_en="its fraction is not whole"
            )
        object.__setattr__(self, "amount", number)
        object.__setattr__(self, "unit", kind)
        object.__setattr__(self, "whole", int(number))
        object.__setattr__(self, "minutes", int(number * size) if size > 1 else 0)


def _number(amount: Decimal | int | str, unit: Unit) -> Decimal:
    try:
        number = Decimal(amount)
    except (InvalidOperation, ValueError, TypeError):
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadLimit(amount=amount, unit=unit, why_vi="không phải là số", why_en="it is not a number")
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """One day between receipt and due moment: did it count, and why."""

    date: date
    counted: bool
    reason: str
    reason_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    due_at: datetime
    days: tuple[DayCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a year's table that does not add up."""

    day: date
    code: str
    vi: str
    en: str


class IncidentKind(StrEnum):
    """Whether it was known ahead that the platform would stand still."""

    UNPLANNED = "unplanned"
    PLANNED = "planned"

    @property
    def label(self) -> str:
        return {"unplanned": "Sự cố", "planned": "Bảo trì có kế hoạch"}[self]


class IncidentScope(StrEnum):
    """What stood still."""

    PLATFORM = "platform"
    ONLINE = "online"
    AGENCY = "agency"

    @property
    def label(self) -> str:
        return {"platform": "Cả hệ thống", "online": "Kênh trực tuyến", "agency": "Một đơn vị"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """A period in which the platform did not work, as somebody enters it."""

    name: str
    kind: IncidentKind
    scope: IncidentScope
    starts_at: datetime
    basis: str
    ends_at: datetime | None = None
    agency_id: int | None = None
    announced_at: datetime | None = None
    announced_where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(NewIncident):
    """The same as it stands in the table."""

    id: int
    entered_by: str
    known_from: datetime
    #: Planned, and announced later than the rule of its day wants.
    is_announced_late: bool = False
    is_withdrawn: bool = False
    withdrawn_because: str = ""


class Actor(Protocol):
    """Whoever acts, as far as the calendar needs to know."""

    @property
    def label(self) -> str: ...
    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...


class Record(Protocol):
    """The journal's `record`, handed in: the journal is a room beside this one."""

    def __call__(self, *, name: str, subject: str, actor: str, at: datetime, payload: dict[str, Any]) -> object: ...
