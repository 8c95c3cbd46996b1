"""Moving the promise of one locked dossier, with the fact that says why."""

from datetime import datetime
from typing import Any

from motcua.calendar import public as calendar
from motcua.dossiers.facts import WAITING
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.moving import iso, subject
from motcua.dossiers.queries.tables import DOSSIERS, STEPS
from motcua.journal import public as journal
from motcua.organization import public as organization


def move_promise(dossier: Dossier, *, to: datetime | None, name: str, at: datetime, **payload: Any) -> None:
    """Save a promise (the same, where only a fact is to be told), put the open step in its place, and record why."""
    was, dossier.due_at = dossier.due_at, to
    dossier.moves += 1
    dossier.last_at = at
    DOSSIERS.update(dossier, "due_at", "last_at", "moves")
    step = STEPS.first("dossier_id = %s AND closed_at IS NULL", [dossier.pk])
    if step is not None and to is not None and was != to:
        if dossier.state not in WAITING:
            step.sort_at = to
        if step.due_at is not None and was is not None:
            working = calendar.calendar_of(agency_id=step.agency_id)
            step.due_at = working.add(step.due_at, working.between(was, to))
        STEPS.update(step, "sort_at", "due_at")
    journal.record(
        name=name, subject=subject(dossier.pk), actor=organization.SYSTEM.label, at=at,
        payload={"state": int(dossier.state), "was": iso(was), "due": iso(to), **payload},
    )  # fmt: skip
