"""Moving the promise of one locked dossier, with the fact that says why."""

from datetime import datetime
from typing import Any

from motcua.dossiers.facts import WAITING
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.operations.moving import iso
from motcua.dossiers.queries.tables import DOSSIERS, STEPS, subject
from motcua.journal import public as journal
from motcua.organization import public as organization


def open_step(dossier: Dossier) -> Step | None:
    return STEPS.first("dossier_id = %s AND closed_at IS NULL", [dossier.pk])


def move_promise(
    dossier: Dossier,
    step: Step | None,
    *,
    to: datetime | None,
    step_due_at: datetime | None,
    name: str,
    at: datetime,
    **payload: Any,
) -> None:
    """Save a promise (the same, where only a fact is to be told), put the open step in its place, and record why."""
    was, dossier.due_at = dossier.due_at, to
    dossier.moves += 1
    dossier.last_at = at
    DOSSIERS.update(dossier, "due_at", "last_at", "moves")
    if step is not None:
        step.due_at = step_due_at
        if to is not None and dossier.state not in WAITING:
            step.sort_at = to
        STEPS.update(step, "sort_at", "due_at")
    journal.record(
        name=name, subject=subject(dossier.pk), actor=organization.SYSTEM.label, at=at,
        payload={"state": int(dossier.state), "was": iso(was), "due": iso(to), **payload},
    )  # fmt: skip
