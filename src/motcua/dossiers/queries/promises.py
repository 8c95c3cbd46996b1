"""What would be promised to somebody who hands everything in now, and how much working time is left."""

from dataclasses import dataclass
from datetime import datetime

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.queries.counting import due_function


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A due time with the days that were counted; None when the procedure states no limit."""

    due_at: datetime | None
    days: tuple[calendar.DayCount, ...]


def promise(*, terms: catalogue.Terms, centre_id: int, at: datetime) -> Promise:
    """The due time if the dossier were received complete now at this centre, within its own boundary."""
    working = calendar.calendar_of(agency_id=centre_id)
    due_at = due_function(terms, working)(at)
    if due_at is None or terms.limit is None or terms.same_day:
        return Promise(due_at=due_at, days=())
    amount, unit = terms.limit
    limit, policy = calendar.Limit(amount, calendar.Unit(unit)), calendar.Policy(terms.policy)
    return Promise(due_at=due_at, days=calendar.due(working, at, limit, policy=policy, cutoff=terms.cutoff).days)


def minutes_until(*, competent_id: int, start: datetime, end: datetime) -> int:
    """Working minutes from one moment to another by the agency's calendar, below zero when the end lies before the start."""
    working = calendar.calendar_of(agency_id=competent_id)
    return working.between(start, end) if start <= end else -working.between(end, start)
