"""What lies on whose table in a unit, and what comes due there day by day."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from motcua.dossiers.facts import CLOSED, PRESSING
from motcua.foundation.rows import fetch


class Load(NamedTuple):
    """The open steps of one person in a unit, or of nobody."""

    user_id: int | None
    open: int
    overdue: int


_LOADS = """
SELECT s.assignee_id, count(*), count(*) FILTER (WHERE s.sort_at < %s AND s.kind <> 'return') FROM dossiers_step s
WHERE s.closed_at IS NULL AND s.agency_id = ANY(%s) AND s.dossier_id NOT IN (SELECT id FROM dossiers_dossier WHERE is_test)
GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1
"""
_OPEN = f"NOT (d.state IN ({', '.join(str(int(state)) for state in sorted(CLOSED))}))"
_PRESSING = ", ".join(str(int(state)) for state in sorted(PRESSING))
_DUE = f"""
SELECT (d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, count(*) FROM dossiers_dossier d
WHERE {_OPEN} AND d.state IN ({_PRESSING}) AND d.competent_id = ANY(%s) AND d.due_at >= %s AND d.due_at < %s AND NOT d.is_test
GROUP BY 1 ORDER BY 1
"""  # noqa: S608 (numbers of our own)


def loads(*, agency_ids: Collection[int], at: datetime) -> tuple[Load, ...]:
    """Who has how much, the most overdue first. One statement over the open steps of these agencies."""
    return tuple(Load._make(row) for row in fetch(_LOADS, [at, sorted(agency_ids)]))


def due_by_day(*, agency_ids: Collection[int], since: datetime, until: datetime) -> dict[date, int]:
    """How many dossiers turn overdue on which day. One statement over what is open."""
    return dict(fetch(_DUE, [sorted(agency_ids), since, until]))
