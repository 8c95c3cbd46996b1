"""Was planned downtime announced in time?"""

from datetime import date, datetime
from typing import Protocol

from motcua.foundation import clock


class Days(Protocol):
    def add_working_days(self, day: date, count: int, /) -> date: ...


def is_announced_in_time(*, announced_at: datetime | None, starts_at: datetime, days: int | None, calendar: Days) -> bool:
    """Whether so many working days lie between the announcement and the beginning; where no rule says how many, it always is.

    Basis: NĐ 224/2026/NĐ-CP Điều 13: planned downtime is announced at least 07 working days ahead, except force majeure.
    """
    if days is None:
        return True
    if announced_at is None:
        return False
    return calendar.add_working_days(clock.local_day(announced_at), days) <= clock.local_day(starts_at)
