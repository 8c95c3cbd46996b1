"""Locking an ended dossier for the archive, and opening it again: the room above says when and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.moving import OutOfOrder
from motcua.dossiers.queries.detail import NoSuchDossier
from motcua.dossiers.queries.tables import DOSSIERS, subject
from motcua.dossiers.queries.texts import digests
from motcua.dossiers.queries.watching.ended import Ended, ended_of
from motcua.dossiers.rules import locking
from motcua.journal import public as journal
from motcua.organization import public as organization


@transaction.atomic
def hold_ended(*, dossier_id: int, actor: organization.Actor, at: datetime) -> Ended:
    """Lock the row of an ended dossier that is not locked yet, for whoever keeps it. Raises NoSuchDossier, NotItsKeeper, DossierLocked, NotEnded, OutOfOrder."""
    dossier = _held(dossier_id, actor, at, roles=locking.KEEPERS)
    locking.require_unlocked(code=dossier.code, archived_at=dossier.archived_at)
    if dossier.closed_at is None or dossier.is_test:
        raise locking.NotEnded(code=dossier.code)
    return ended_of(dossier)


@transaction.atomic
def lock_dossier(*, dossier_id: int, actor: organization.Actor, at: datetime, said: Mapping[str, Any]) -> Ended:
    """Lock an ended dossier: no move, correction or file changes it any more. `said`: what the fact says of how long it is kept.

    Raises NoSuchDossier, NotItsKeeper, DossierLocked, NotEnded, OutOfOrder.
    """
    hold_ended(dossier_id=dossier_id, actor=actor, at=at)
    dossier = Dossier.objects.get(pk=dossier_id)
    _save(dossier, "DossierLocked", at, actor, archived_at=at, **said)
    return ended_of(dossier)


@transaction.atomic
def unlock_dossier(*, dossier_id: int, reason: str, actor: organization.Actor, at: datetime) -> Ended:
    """Open a locked dossier again, for a leader; the room above keeps the reason. Raises NoSuchDossier, NotItsKeeper, NotLocked, OutOfOrder."""
    dossier = _held(dossier_id, actor, at, roles=locking.OPENERS)
    if dossier.archived_at is None:
        raise locking.NotLocked(code=dossier.code)
    _save(dossier, "DossierUnlocked", at, actor, archived_at=None, **digests(dossier_id=dossier_id, reason=reason))
    return ended_of(dossier)


def _held(dossier_id: int, actor: organization.Actor, at: datetime, *, roles: tuple[str, ...]) -> Dossier:
    dossier = DOSSIERS.first("id = %s FOR UPDATE", [dossier_id])
    if dossier is None:
        raise NoSuchDossier(dossier=dossier_id)
    locking.require_keeper(actor, centre_id=dossier.centre_id, competent_id=dossier.competent_id, roles=roles)
    if at < dossier.last_at:
        raise OutOfOrder.between(at, dossier.last_at)
    return dossier


def _save(
    dossier: Dossier, name: str, at: datetime, actor: organization.Actor, *, archived_at: datetime | None, **said: Any
) -> None:
    dossier.archived_at, dossier.last_at, dossier.moves = archived_at, at, dossier.moves + 1
    DOSSIERS.update(dossier, "archived_at", "last_at", "moves")
    journal.record(
        name=name, subject=subject(dossier.pk), actor=actor.label, at=at, payload={"state": int(dossier.state), **said}
    )
