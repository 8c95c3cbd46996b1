"""For which days something is promised, and which promises another calendar would count otherwise."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import CLOSED, RUNNING
from motcua.dossiers.queries.counting import Moments, Stopped, Waited, legal_due
from motcua.foundation import clock
from motcua.foundation.rows import fetch

#: A preview looks at so many promises at most, the next due first, and says so.
MOST = 5_000

_OPEN = f"NOT (d.state IN ({', '.join(str(int(state)) for state in sorted(CLOSED))}))"
_RUNNING = ", ".join(str(int(state)) for state in sorted(RUNNING))
_DAYS = f"""
SELECT d.competent_id, (d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM dossiers_dossier d
WHERE {_OPEN} AND d.state IN ({_RUNNING}) AND d.due_at >= %s GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 (numbers of our own)
_PROMISES = f"""
SELECT d.id, d.code, d.competent_id, d.version_id, d.process_id, d.accepted_at, d.started_at, d.due_at, d.extended_to, d.extended_at
FROM dossiers_dossier d
WHERE {_OPEN} AND d.state IN ({_RUNNING}) AND d.due_at >= %s AND d.started_at IS NOT NULL AND d.accepted_at IS NOT NULL AND NOT d.is_test
    AND (%s::bigint IS NULL OR d.competent_id = %s)
ORDER BY d.due_at, d.id LIMIT %s
"""  # noqa: S608
_WAITS = """
SELECT dossier_id, kind, asked_at, answered_at FROM dossiers_wait
WHERE dossier_id = ANY(%s::bigint[]) AND NOT before_reception ORDER BY asked_at, id
"""
_STOPS = """
SELECT dossier_id, incident_id, starts_at, ends_at, minutes FROM dossiers_clockstop
WHERE dossier_id = ANY(%s::bigint[]) ORDER BY starts_at, id
"""


class _Promise(NamedTuple):
    dossier_id: int
    code: str
    competent_id: int
    version_id: int
    process_id: int
    accepted_at: datetime
    started_at: datetime
    due_at: datetime
    extended_to: datetime | None
    extended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldMove:
    """A promise that another calendar would count otherwise."""

    code: str
    agency_id: int
    #: As it was given.
    due_at: datetime
    #: As it would be given by the other calendar.
    would_be: datetime
    #: Its day is not worked on by the other calendar.
    is_off: bool
    #: What the dated rule of its procedure does with it: keep, off_day.
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    looked_at: int
    #: There are more promises than a preview looks at.
    is_cut: bool
    found: tuple[WouldMove, ...]


def days_with_promises(*, since: date) -> list[tuple[int, date]]:
    """Agency and day of every promise that stands, from a day on. One statement over what is open."""
    begin = clock.midnight(since)
    return [(agency, day) for agency, day in fetch(_DAYS, [begin])]


def promises_moved(*, within: Callable[[Callable[[], object]], None], agency_id: int | None, at: datetime) -> Preview:
    """The promises that a change of the calendar would count otherwise; `within` makes the change, looks, and takes it back."""
    rows = [_Promise._make(row) for row in fetch(_PROMISES, [at, agency_id, agency_id, MOST + 1])]
    agencies = {row.competent_id for row in rows}
    before, after = _calendars(agencies), dict[int, calendar.WorkCalendar]()
    within(lambda: after.update(_calendars(agencies)))
    waits, stops = defaultdict[int, list[Waited]](list), defaultdict[int, list[Stopped]](list)
    ids = [row.dossier_id for row in rows]
    for dossier, *wait in fetch(_WAITS, [ids]):
        waits[dossier].append(Waited._make(wait))
    for dossier, *stop in fetch(_STOPS, [ids]):
        stops[dossier].append(Stopped._make(stop))
    found = (_compared(row, before, after, _moments(row, waits[row.dossier_id], stops[row.dossier_id])) for row in rows[:MOST])
    return Preview(looked_at=min(len(rows), MOST), is_cut=len(rows) > MOST, found=tuple(one for one in found if one))


def _calendars(agencies: set[int]) -> dict[int, calendar.WorkCalendar]:
    return {agency: calendar.calendar_of(agency_id=agency) for agency in agencies}


def _compared(
    row: _Promise, before: Mapping[int, calendar.WorkCalendar], after: Mapping[int, calendar.WorkCalendar],
    moments: Moments,
) -> WouldMove | None:  # fmt: skip
    old, new = before[row.competent_id], after[row.competent_id]
    if old is new:
        return None
    terms = catalogue.terms_of_version(row.version_id, row.process_id, on=clock.local_day(row.accepted_at))
    then, now = (legal_due(moments, terms=terms, working=working) for working in (old, new))
    if then is None or now is None or then == now:
        return None
    day_is_off = not new.is_working_day(clock.local_day(row.due_at))
    return WouldMove(
        code=row.code,
        agency_id=row.competent_id,
        due_at=row.due_at,
        would_be=now,
        is_off=day_is_off,
        policy=terms.rules.calendar_edit,
    )


def _moments(row: _Promise, waits: Sequence[Waited], stops: Sequence[Stopped]) -> Moments:
    return Moments(
        started_at=row.started_at, extended_to=row.extended_to, extended_at=row.extended_at, waits=tuple(waits), stops=tuple(stops)
    )  # fmt: skip
