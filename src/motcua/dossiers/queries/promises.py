"""What would be promised to somebody who hands everything in now."""

from dataclasses import dataclass
from datetime import datetime

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.queries.counting import due_function, limit_of
from motcua.dossiers.queries.standings import houses
from motcua.dossiers.rules import clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a receipt says."""

    #: None beyond a boundary: the legal clock starts when the competent agency has the dossier.
    started_at: datetime | None
    counted_from: datetime
    #: None when the procedure states no limit.
    due_at: datetime | None


def promise(*, terms: catalogue.Terms, centre_id: int, competent_id: int, at: datetime) -> Promise:
    """The due time of a dossier received complete now; beyond a boundary counted from the latest lawful hand-over."""
    working = calendar.calendar_of(agency_id=competent_id)
    crosses = terms.rules.boundary_start == "competent" and competent_id not in houses(centre_id)
    start = calendar.handover_at(working, at, terms.rules.forward_cutoff) if crosses else at
    return Promise(started_at=None if crosses else at, counted_from=start, due_at=due_function(terms, working)(start))


def hand_over_by(terms: catalogue.Terms, centre_id: int, at: datetime) -> datetime | None:
    """Until when the centre must have handed over what it receives now; None where no rule in force says so."""
    if terms.rules.forward_cutoff is None:
        return None
    working = calendar.calendar_of(agency_id=centre_id)
    return clocks.hand_over_by(at=at, begins=calendar.handover_at(working, at, terms.rules.forward_cutoff), calendar=working)


def days_counted(given: Promise, *, terms: catalogue.Terms, competent_id: int) -> tuple[calendar.DayCount, ...]:
    """Why that day: each day from where the count starts, with its reason."""
    limit, working = limit_of(terms), calendar.calendar_of(agency_id=competent_id)
    if limit is None:
        return ()
    return calendar.due(working, given.counted_from, limit, calendar.Policy(terms.policy), terms.cutoff).days
