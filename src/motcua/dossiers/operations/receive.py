"""Reception: accept or refuse at the centre, then hand over to the agency that decides."""

from datetime import datetime
from typing import Any

from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import DossierMoved
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations import moving
from motcua.dossiers.operations.files.checking import require_received_sound
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.queries.counting import terms_of
from motcua.dossiers.queries.promises import hand_over_by, promise
from motcua.dossiers.rules import lifecycle
from motcua.foundation.errors import ReasonMissing
from motcua.organization import public as organization


class MoveWithoutReason(ReasonMissing):
    vi = "Phải ghi lý do để {move}."
    en = "A reason is needed to make the move “{move_en}”."


def require_reason(move: lifecycle.Move, reason: str) -> str:
    text = reason.strip()
    if move.needs_reason and not text:
        raise MoveWithoutReason(move=move.label.lower(), move_en=move.label_en.lower())
    return text[:2000]


def accept_dossier(
    *, dossier_id: int, actor: organization.Actor, at: datetime, seen: int | None = None, request: RequestKey | None = None
) -> DossierMoved:
    """Receive a submitted dossier and promise a return time. Raises FilesUnsound and what Case.begin raises."""
    return once(request, at=at, act=lambda: _accept(Case.begin("accept", dossier_id=dossier_id, actor=actor, at=at, seen=seen)))


def _accept(case: Case) -> DossierMoved:
    require_received_sound(case.dossier.pk, case.at)
    case.dossier.accepted_at = case.at
    case.terms = terms_of(case.dossier)  # until now those of the day of filing; every later count reads these
    case.set(**accepted(case.dossier, case.terms, case.at))
    case.enter()
    step = case.open_step()
    step.due_at = hand_over_by(case.terms, case.dossier.centre_id, case.at) or step.due_at
    moving.take(step, case.actor, case.at)
    case.resort(case.dossier.due_at)
    return case.finish(**promised(case.dossier))


def accepted(dossier: Dossier, terms: catalogue.Terms, at: datetime) -> dict[str, Any]:
    """What acceptance sets: the clock starts now, or, beyond a boundary, when the competent agency gets the dossier."""
    given = promise(terms=terms, centre_id=dossier.centre_id, competent_id=dossier.competent_id, at=at)
    return {"accepted_at": at, "started_at": given.started_at, "first_due_at": given.due_at, "due_at": given.due_at}


def promised(dossier: Dossier) -> dict[str, Any]:
    """What the fact of acceptance says."""
    return {"first_due": moving.iso(dossier.first_due_at), "started": moving.iso(dossier.started_at)}


def refuse_dossier(
    *,
    dossier_id: int,
    reason: str,
    actor: organization.Actor,
    at: datetime,
    seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:
    """Refuse reception, with the reason the refusal will state. Raises MoveWithoutReason and what Case.begin raises."""

    def act() -> DossierMoved:
        case = Case.begin("refuse", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text = require_reason(case.move, reason)
        case.enter()
        case.close_step(outcome="refused", note=text)
        return case.finish(texts={"reason": text}, owed={"reason": text})

    return once(request, at=at, act=act)


def forward_dossier(
    *, dossier_id: int, actor: organization.Actor, at: datetime, branch: str = "", seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Hand a received dossier over to the competent agency; beyond a boundary the legal clock starts here.

    Raises BranchUnknown, NotABranch.
    """

    def act() -> DossierMoved:
        case = Case.begin("forward", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        way = case.way(branch)
        if case.dossier.started_at is None:
            case.set(started_at=at)
            case.set(due_at=case.legal_due())
        case.enter()
        case.close_step(outcome="forwarded", branch=way.label)
        if way.to is None:
            raise RuntimeError(f"process {case.dossier.process_id} ends with its first step")
        case.open_next(way.to)
        return case.finish(
            to=case.dossier.competent_id, step=way.to, started=moving.iso(case.dossier.started_at), **moving.branch_of(way)
        )

    return once(request, at=at, act=act)
