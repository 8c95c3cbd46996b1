"""Does an incident of the platform stop the clock of a dossier, and from when to when?

Whether incidents stop a clock at all is a dated rule of the procedure (`incident_pauses`): by default they do not.
"""

from datetime import date, datetime
from typing import Protocol

from motcua.foundation import clock


class WorkingDays(Protocol):
    def is_working_day(self, day: date, /) -> bool: ...
    def add_working_days(self, day: date, count: int, /) -> date: ...
    def close_of(self, day: date, /) -> datetime: ...


def is_hit(*, scope: str, agency_id: int | None, is_online: bool, agency_ids: frozenset[int]) -> bool:
    """Whether an incident of this scope concerns a dossier: the platform all, the online channel those filed online, an agency its own.

    Basis: house choice; NĐ 301/2026/NĐ-CP speaks of an announced incident of the system.
    """
    if scope == "online":
        return is_online
    return scope == "platform" or agency_id in agency_ids


def stretch(
    *, starts_at: datetime, ends_at: datetime | None, is_withdrawn: bool, started_at: datetime, at: datetime
) -> tuple[datetime, datetime | None] | None:
    """The part of an incident that lies in the running time of a dossier, without an end while it lasts; None for none.

    Basis: NĐ 301/2026/NĐ-CP: the time limit goes on from the recovery.
    """
    start = max(starts_at, started_at)
    if is_withdrawn or starts_at > at or (ends_at is not None and ends_at <= start):
        return None
    return start, ends_at if ends_at is not None and ends_at <= at else None


def after_the_day_off(*, due_at: datetime, policy: str, calendar: WorkingDays) -> datetime:
    """The promise after a change of the calendar: as it was given, or, where the rule says so and its day is off, the next working day.

    Basis: BLDS 91/2015/QH13 Điều 148(5) for the next working day; that promises stay by default is a house choice.
    """
    day = clock.local_day(due_at)
    if policy != "off_day" or calendar.is_working_day(day):
        return due_at
    return calendar.close_of(calendar.add_working_days(day, 1))
