"""Dossiers that have ended: those not locked for the archive yet, and any of them by id. No personal data."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from motcua.dossiers.facts import DossierId, State
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.queries.counting import terms_of


class Ended(NamedTuple):
    """A dossier whose life is over, as the archive asks after it."""

    dossier_id: DossierId
    code: str
    procedure: str
    procedure_code: str
    field: str
    state: State
    outcome: str
    centre_id: int
    competent_id: int
    closed_at: datetime
    archived_at: datetime | None


def ended_of(row: Dossier) -> Ended:
    """What a row of an ended dossier says."""
    if row.closed_at is None:
        raise RuntimeError(f"dossier {row.pk} has not ended")
    terms = terms_of(row)
    return Ended(
        DossierId(row.pk), row.code, terms.name, terms.code, terms.field, State(row.state), row.outcome, row.centre_id,
        row.competent_id, row.closed_at, row.archived_at,
    )  # fmt: skip


def ended(dossier_ids: Collection[int]) -> dict[int, Ended]:
    """Those of the dossiers that have ended, by id; one statement."""
    return {row.pk: ended_of(row) for row in Dossier.objects.filter(pk__in=dossier_ids, closed_at__isnull=False)}


def ended_unlocked(
    *, agencies: Collection[int] | None, until: datetime, after: tuple[datetime, int] | None = None, size: int = 50
) -> tuple[Ended, ...]:
    """Ended dossiers that are not locked, the longest ended first: of these agencies (None: of all), ended before a moment."""
    rows = Dossier.objects.filter(closed_at__isnull=False, archived_at__isnull=True, is_test=False, closed_at__lt=until)
    if agencies is not None:
        rows = rows.filter(Q(competent__in=agencies) | Q(centre__in=agencies))
    if after is not None:
        rows = rows.filter(Q(closed_at__gt=after[0]) | Q(closed_at=after[0], pk__gt=after[1]))
    return tuple(ended_of(row) for row in rows.order_by("closed_at", "pk")[:size])


def all_ended_unlocked(*, until: datetime, size: int = 200) -> Iterator[Ended]:
    """Every one, page by page."""
    after: tuple[datetime, int] | None = None
    while page := ended_unlocked(agencies=None, until=until, after=after, size=size):
        yield from page
        after = (page[-1].closed_at, page[-1].dossier_id)


def open_consultations(dossier_id: int) -> int:
    """How many agencies were asked for an opinion, or given a part to do, that is neither there nor waived."""
    return Consultation.objects.filter(dossier=dossier_id, answered_at=None, waived_reason="").count()
