"""Whose the working time of a unit's dossiers was: the time ledger of a unit, by holder and cause."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import Holder
from motcua.dossiers.queries.ledger import segments_of
from motcua.foundation.rows import fetch

#: So many dossiers are looked at, the latest received first; a page says so when there were more.
MOST = 2_000
#: Of each share, the dossiers with most of it.
TOP = 10

_RECEIVED = """
SELECT id, code, competent_id, filed_at, finished_at, closed_at FROM dossiers_dossier
WHERE accepted_at >= %s AND accepted_at < %s AND competent_id = %s AND NOT is_test AND (%s::bigint IS NULL OR procedure_id = %s)
ORDER BY accepted_at DESC, id DESC LIMIT %s
"""


class Cause(NamedTuple):
    """Whose a share is, and for what: the name of a step, supplement, payment, incident; or the agency that was asked."""

    holder: Holder
    what: str
    agency_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    cause: Cause
    minutes: int
    dossiers: int
    #: Code and working minutes of the dossiers with most of it.
    most: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTime:
    looked_at: int
    #: There were more dossiers than a page looks at.
    is_cut: bool
    minutes: int
    shares: tuple[Share, ...]


class _Received(NamedTuple):
    pk: int
    code: str
    competent_id: int
    filed_at: datetime
    finished_at: datetime | None
    closed_at: datetime | None


def unit_time(*, agency_id: int, since: datetime, until: datetime, at: datetime, procedure_code: str = "") -> UnitTime:
    """The working time of the dossiers that a unit decides and that were received in a period, by holder and cause.

    Raises UnknownProcedure. Two statements over ranges of indexes; the rest is the ledger of each dossier, added up.
    """
    procedure = catalogue.procedure_id(code=procedure_code) if procedure_code else None
    rows = [_Received._make(row) for row in fetch(_RECEIVED, [since, until, agency_id, procedure, procedure, MOST + 1])]
    looked = rows[:MOST]
    held = segments_of(looked, at=at, calendars={agency_id: calendar.calendar_of(agency_id=agency_id)})
    taken: dict[Cause, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in looked:
        for part in held[row.pk]:
            taken[_cause(part.holder, part.what, part.agency_id)][row.code] += part.minutes
    shares = [_share(cause, by_code) for cause, by_code in taken.items()]
    found = sorted((one for one in shares if one.minutes), key=lambda one: -one.minutes)
    return UnitTime(
        looked_at=len(looked), is_cut=len(rows) > MOST, minutes=sum(one.minutes for one in found), shares=tuple(found)
    )


def _cause(holder: Holder, what: str, agency_id: int | None) -> Cause:
    return Cause(holder, what, agency_id if holder is Holder.OTHER_AGENCY else None)


def _share(cause: Cause, by_code: dict[str, int]) -> Share:
    most = sorted(((code, n) for code, n in by_code.items() if n), key=lambda one: (-one[1], one[0]))
    return Share(cause=cause, minutes=sum(by_code.values()), dossiers=len(most), most=tuple(most[:TOP]))
