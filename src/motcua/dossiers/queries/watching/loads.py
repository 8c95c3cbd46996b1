"""What lies on whose table in a unit, and what comes due there day by day."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from motcua.dossiers.facts import CLOSED, PRESSING
from motcua.foundation.rows import fetch


class Load(NamedTuple):
    """The open steps of one person in a unit, or of nobody, and how many of them are of dossiers that are overdue."""

    user_id: int | None
    open: int
    overdue: int


_OPEN = f"NOT (d.state IN ({', '.join(str(int(state)) for state in sorted(CLOSED))}))"
_PRESSING = ", ".join(str(int(state)) for state in sorted(PRESSING))
_LOADS = f"""
SELECT s.assignee_id, count(*), count(*) FILTER (WHERE d.due_at < %(at)s AND d.state IN ({_PRESSING}))
FROM dossiers_step s JOIN dossiers_dossier d ON d.id = s.dossier_id
WHERE s.closed_at IS NULL AND s.agency_id = ANY(%(agencies)s) AND NOT d.is_test
    AND (%(among)s::bigint[] IS NULL OR s.assignee_id = ANY(%(among)s::bigint[]))
GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1 LIMIT %(size)s OFFSET %(after)s
"""  # noqa: S608 (numbers of our own)
_DUE = f"""
SELECT (d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, count(*) FROM dossiers_dossier d
WHERE {_OPEN} AND d.state IN ({_PRESSING}) AND d.competent_id = ANY(%s) AND d.due_at >= %s AND d.due_at < %s AND NOT d.is_test
GROUP BY 1 ORDER BY 1
"""  # noqa: S608 (numbers of our own)


def loads(
    *, agency_ids: Collection[int], at: datetime, among: Collection[int] | None = None, size: int | None = None, after: int = 0
) -> tuple[Load, ...]:
    """Who has how much, the most overdue first: of all, or among these people; so many, after so many others.

    One statement over the open steps of these agencies.
    """
    said = {
        "at": at,
        "agencies": sorted(agency_ids),
        "among": None if among is None else sorted(among),
        "size": size,
        "after": after,
    }
    return tuple(Load._make(row) for row in fetch(_LOADS, said))


def due_by_day(*, agency_ids: Collection[int], since: datetime, until: datetime) -> dict[date, int]:
    """How many dossiers turn overdue on which day. One statement over what is open."""
    return dict(fetch(_DUE, [sorted(agency_ids), since, until]))
