"""Was planned downtime announced in time? Is an incident over for good?"""

from datetime import date, datetime, timedelta
from typing import Protocol

from motcua.foundation import clock

#: A counter that lost its line hands in later what it received meanwhile; after so long nothing of an incident is to come any more.
_SETTLED = timedelta(days=3)


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


def is_settled(*, ends_at: datetime | None, written_at: datetime, withdrawn_at: datetime | None, at: datetime) -> bool:
    """Whether an incident that is counted everywhere now need not be looked at again: some days after it ended, was written or taken back.

    Basis: house choice.
    """
    if withdrawn_at is not None:
        return at >= withdrawn_at + _SETTLED
    return ends_at is not None and at >= max(ends_at, written_at) + _SETTLED
