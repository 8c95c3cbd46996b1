"""Every dossier that somebody has to act on, read in one pass over what is open. Test dossiers are in none of it."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import CLOSED, PRESSING, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.search import lines_of
from motcua.dossiers.shown import DossierLine
from motcua.foundation import clock
from motcua.foundation.rows import fetch
from motcua.organization import public as organization


class OpenWork(NamedTuple):
    """A dossier on somebody's table: where it stands, and until when its step and the whole of it should be done."""

    dossier_id: int
    version_id: int
    process_id: int
    case: str
    state: int
    competent_id: int
    filed_at: datetime
    accepted_at: datetime | None
    started_at: datetime | None
    due_at: datetime | None
    extension_count: int
    is_apologised: bool
    step_id: int
    number: int
    kind: str
    role: str
    agency_id: int
    assignee_id: int | None
    step_due_at: datetime | None
    supplement_by: datetime | None

    @property
    def terms(self) -> catalogue.Terms:
        """What the dossier is pinned to; kept in the process."""
        return catalogue.terms_of_version(self.version_id, self.process_id, on=clock.local_day(self.accepted_at or self.filed_at))


class Lying(NamedTuple):
    """A result that is made and has not been fetched or sent."""

    dossier_id: int
    finished_at: datetime
    step_id: int
    role: str
    agency_id: int
    assignee_id: int | None


class Unanswered(NamedTuple):
    """An opinion asked of an agency that has not come within its limit."""

    dossier_id: int
    consultation_id: int
    agency_id: int
    due_at: datetime


# As the partial indexes have it: without these words the planner would not look there.
_OPEN = f"NOT (d.state IN ({', '.join(str(int(state)) for state in sorted(CLOSED))}))"
_ACTED_ON = sorted({State.SUBMITTED, *PRESSING})

_WORK = f"""
SELECT d.id, d.version_id, d.process_id, d."case", d.state, d.competent_id, d.filed_at, d.accepted_at, d.started_at, d.due_at,
    d.extension_count, d.apologised_at IS NOT NULL, s.id, s.number, s.kind, s.role, s.agency_id, s.assignee_id, s.due_at, s.supplement_by
FROM dossiers_dossier d JOIN dossiers_step s ON s.dossier_id = d.id AND s.closed_at IS NULL
WHERE {_OPEN} AND d.state = ANY(%s) AND NOT d.is_test
    AND NOT EXISTS (SELECT 1 FROM dossiers_clockstop c WHERE c.dossier_id = d.id AND c.ends_at IS NULL)
"""  # noqa: S608 (numbers of our own)
_LYING = """
SELECT d.id, d.finished_at, s.id, s.role, s.agency_id, s.assignee_id
FROM dossiers_step s JOIN dossiers_dossier d ON d.id = s.dossier_id
WHERE s.closed_at IS NULL AND s.kind = 'return' AND s.opened_at < %s AND d.finished_at < %s AND NOT d.is_test
"""
_UNANSWERED = f"""
SELECT d.id, c.id, c.agency_id, c.due_at FROM dossiers_consultation c JOIN dossiers_dossier d ON d.id = c.dossier_id
WHERE c.answered_at IS NULL AND c.due_at < %s AND {_OPEN} AND NOT d.is_test
"""  # noqa: S608


def open_work() -> list[OpenWork]:
    """Every open dossier whose turn is at an office, not at the applicant's. One statement over the open ones."""
    return [OpenWork._make(row) for row in fetch(_WORK, [list(map(int, _ACTED_ON))])]


def lying(*, before: datetime) -> list[Lying]:
    """Results made before a moment and still here."""
    return [Lying._make(row) for row in fetch(_LYING, [before, before])]


def unanswered(*, at: datetime) -> list[Unanswered]:
    """Opinions that are late at a moment."""
    return [Unanswered._make(row) for row in fetch(_UNANSWERED, [at])]


def lines_by_id(*, dossier_ids: Collection[int], actor: organization.Actor) -> dict[int, DossierLine]:
    """Lines of dossiers that the actor was led to, persons hidden from whoever has no part in them. Two statements."""
    return {line.id: line for line in lines_of(Dossier.objects.filter(pk__in=dossier_ids), actor=actor)}
