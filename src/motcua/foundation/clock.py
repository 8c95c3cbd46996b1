"""The one clock. Only views, API, tasks and commands ask it; everything below is told the time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def local(at: datetime) -> datetime:
    """The same moment as people in Viet Nam read it."""
    return at.astimezone(TIME_ZONE)


def local_day(at: datetime) -> date:
    """The calendar day in Viet Nam that a moment falls on."""
    return at.astimezone(TIME_ZONE).date()


def midnight(day: date) -> datetime:
    """The moment at which a day begins in Viet Nam."""
    return datetime.combine(day, time(), tzinfo=TIME_ZONE)


def local_moment(text: str) -> datetime:
    """Read an ISO 8601 moment; one without an offset is Vietnamese time. Raises ValueError."""
    return moment(datetime.fromisoformat(text))


def moment(read: datetime) -> datetime:
    """A moment from outside: one without an offset is Vietnamese time. Raises ValueError for one that no page could show."""
    aware = read if read.tzinfo else read.replace(tzinfo=TIME_ZONE)
    try:
        aware.astimezone(UTC), aware.astimezone(TIME_ZONE)
    except OverflowError:
        raise ValueError(f"{read.isoformat()} lies at the end of time") from None
    return aware
