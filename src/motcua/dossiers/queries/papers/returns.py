"""How many dossiers went back to their applicants: per unit, in a period, each number with its dossiers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.search import lines_of
from motcua.dossiers.shown import DossierLine
from motcua.foundation.errors import Invalid
from motcua.foundation.paging import Page, decode, page
from motcua.foundation.rows import fetch
from motcua.organization import public as organization

#: What each number counts, over the requests of one dossier by one unit in the period.
_COUNTS = {
    "once": "n = 1", "again": "n > 1", "at_reception": "reception > 0", "at_appraisal": "n > reception", "told_late": "late > 0",
    "data_asked": "replaced > 0",
}  # fmt: skip
_BY_DOSSIER = """
SELECT CASE WHEN w.before_reception THEN d.centre_id ELSE d.competent_id END AS unit, d.id AS dossier, count(*) AS n,
  count(*) FILTER (WHERE w.before_reception) AS reception, count(*) FILTER (WHERE w.asked_at > w.notice_due_at) AS late,
  count(*) FILTER (WHERE jsonb_path_exists(w.items, '$[*].asking_reason')) AS replaced
FROM dossiers_wait w JOIN dossiers_dossier d ON d.id = w.dossier_id
WHERE w.kind = 'supplement' AND NOT d.is_test AND w.asked_at >= %s AND w.asked_at < %s GROUP BY 1, 2
"""


class UnknownCount(Invalid):
    code = "unknown_count"
    vi = "Không có số «{count}». Các số: {known}."
    en = "There is no count “{count}”. The counts: {known}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One unit's dossiers that went back."""

    agency_id: int
    once: int
    again: int
    at_reception: int
    at_appraisal: int
    told_late: int
    data_asked: int


def returned_by_unit(*, actor: organization.Actor, since: datetime, until: datetime) -> tuple[Returned, ...]:
    """Each unit's dossiers that went back in a period: once, more than once, by whom, told late. One statement."""
    sums = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in _COUNTS.values())
    units = _units(actor)
    rows = fetch(
        f"SELECT unit, {sums} FROM ({_BY_DOSSIER}) one WHERE %s OR unit = ANY(%s) GROUP BY unit ORDER BY unit",  # noqa: S608 (our own texts)
        [since, until, units is None, sorted(units or ())],
    )
    return tuple(
        Returned(agency_id=unit, once=a, again=b, at_reception=c, at_appraisal=d, told_late=e, data_asked=f)
        for unit, a, b, c, d, e, f in rows
    )


def returned_dossiers(
    *,
    actor: organization.Actor,
    count: str,
    agency_id: int,
    since: datetime,
    until: datetime,
    cursor: str | None = None,
    size: int = 50,
) -> Page[DossierLine]:
    """The dossiers behind one number. Raises UnknownCount, BadCursor."""
    if count not in _COUNTS:
        raise UnknownCount(count=count[:50], known=", ".join(_COUNTS))
    units = _units(actor)
    if units is not None and agency_id not in units:
        return Page(rows=(), next=None)
    before = decode(cursor, int)[0] if cursor else 2**62
    ids = fetch(
        f"SELECT dossier FROM ({_BY_DOSSIER}) one WHERE unit = %s AND {_COUNTS[count]} AND dossier < %s ORDER BY dossier DESC LIMIT %s",  # noqa: S608
        [since, until, agency_id, before, size + 1],
    )
    rows = Dossier.objects.filter(pk__in=[one for (one,) in ids]).order_by("-id")
    return page(lines_of(rows, actor=actor), size=size, key=lambda line: [line.id])


def _units(actor: organization.Actor) -> Collection[int] | None:
    """The agencies whose figures this actor may see; None: all."""
    return None if organization.sees_all_figures(actor) else organization.visible_agencies(actor)
