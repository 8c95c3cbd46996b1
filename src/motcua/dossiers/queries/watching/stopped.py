"""Which running dossiers an incident of the platform stops, and not as it is written with them: the few that have to be locked."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import CLOSED, RUNNING, Channel
from motcua.foundation.rows import fetch

#: So many are read at a time.
_PIECE = 500

_OPEN = f"NOT (d.state IN ({', '.join(str(int(state)) for state in sorted(CLOSED))}))"
_RUNNING = ", ".join(str(int(state)) for state in sorted(RUNNING))
#: The day of which the clock rules of a dossier are.
_DAY = "(coalesce(d.accepted_at, d.filed_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_RUNS = f"""
SELECT DISTINCT d.version_id, d.process_id, {_DAY} FROM dossiers_dossier d
WHERE {_OPEN} AND d.state IN ({_RUNNING}) AND d.started_at IS NOT NULL
"""  # noqa: S608 (numbers of our own)
_TOUCHED = f"""
SELECT d.id FROM dossiers_dossier d
LEFT JOIN dossiers_clockstop c ON c.dossier_id = d.id AND c.incident_id = %(incident)s,
LATERAL (SELECT greatest(d.started_at, %(starts)s) AS start) wanted
WHERE {_OPEN} AND d.state IN ({_RUNNING}) AND d.started_at IS NOT NULL AND d.id > %(after)s
    AND (d.version_id, d.process_id, {_DAY}) IN (SELECT * FROM unnest(%(versions)s::bigint[], %(processes)s::bigint[], %(days)s::date[]))
    AND CASE %(scope)s WHEN 'platform' THEN true WHEN 'online' THEN d.channel = %(online)s
        ELSE %(agency)s IN (d.centre_id, d.competent_id) END
    AND CASE WHEN %(withdrawn)s OR %(ends)s <= wanted.start THEN c.ends_at IS DISTINCT FROM c.starts_at AND c.id IS NOT NULL
        ELSE c.id IS NULL OR (c.starts_at, c.ends_at) IS DISTINCT FROM (wanted.start, %(over)s) END
ORDER BY d.id LIMIT %(piece)s
"""  # noqa: S608


class Run(NamedTuple):
    """What dossiers of one kind are pinned to."""

    version_id: int
    process_id: int
    day: date


def runs_that_incidents_stop() -> tuple[Run, ...]:
    """What running dossiers are pinned to whose dated rule says that incidents stop the clock. One statement over what is open."""
    found = map(Run._make, fetch(_RUNS))
    return tuple(
        run for run in found if catalogue.terms_of_version(run.version_id, run.process_id, on=run.day).rules.incident_pauses
    )


def touched_by(incident: calendar.Incident, *, among: Sequence[Run], at: datetime) -> Iterator[int]:
    """The dossiers with which the incident is not written as it is, in pieces, by their numbers: a net; the rule decides on the locked row."""
    if not among:
        return
    ends: datetime | None = incident.ends_at
    said: dict[str, Any] = {
        "incident": incident.id, "starts": incident.starts_at, "ends": ends, "over": ends if ends is not None and ends <= at else None,
        "withdrawn": incident.is_withdrawn, "scope": str(incident.scope), "online": int(Channel.ONLINE), "agency": incident.agency_id,
        "versions": [run.version_id for run in among], "processes": [run.process_id for run in among], "days": [run.day for run in among],
        "after": 0, "piece": _PIECE,
    }  # fmt: skip
    while piece := [number for (number,) in fetch(_TOUCHED, said)]:
        said["after"] = piece[-1]
        yield from piece
