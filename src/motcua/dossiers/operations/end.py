"""The end of a dossier without a result: the matter is withdrawn or stopped."""

import logging
from datetime import datetime

from motcua.dossiers.facts import DossierMoved
from motcua.dossiers.models import Consultation, Wait
from motcua.dossiers.operations.moving import Case, MovedMeanwhile
from motcua.dossiers.operations.receive import require_reason
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.foundation.errors import NotPossible
from motcua.organization import public as organization

logger = logging.getLogger(__name__)

_UNANSWERED = "Quá thời hạn bổ sung mà người nộp không bổ sung hồ sơ."
_BATCH = 500


def withdraw_dossier(
    *,
    dossier_id: int,
    reason: str,
    actor: organization.Actor,
    at: datetime,
    seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:
    """End a dossier at the applicant's wish, as long as there is no result."""
    return _end("withdraw", dossier_id, reason, actor, at, seen, request)


def stop_dossier(
    *,
    dossier_id: int,
    reason: str,
    actor: organization.Actor,
    at: datetime,
    seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:
    """End a dossier for a reason that the stop notice will state."""
    return _end("stop", dossier_id, reason, actor, at, seen, request)


def _end(
    name: str, dossier_id: int, reason: str, actor: organization.Actor, at: datetime, seen: int | None, request: RequestKey | None
) -> DossierMoved:
    def act() -> DossierMoved:
        case = Case.begin(name, dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text = require_reason(case.move, reason)
        was = case.standing.state
        if case.wait is not None:
            case.end_wait()
        Consultation.objects.filter(pk__in=[asked.pk for asked in case.consultations]).update(answered_at=at, waived_reason=text)
        case.enter()
        if case.step is not None:
            case.close_step(outcome=name, note=text)
        is_asked = name == "withdraw"
        return case.finish(
            was=int(was),
            texts={"reason": text},
            owed={"reason": text, "was": int(was), "is_asked": is_asked},
            issuer_id=case.dossier.centre_id if is_asked else case.dossier.competent_id,
        )

    return once(request, at=at, act=act)


def close_unanswered(*, at: datetime) -> int:
    """Stop every dossier whose applicant has not answered within the time its procedure's rule gives. Returns how many.

    One that cannot be stopped is left for the next time and named in the log; it keeps none of the others from being stopped.

    Basis: by procedure, a dated rule: 15 working days (interlinked karaoke licence), 7 (NĐ 301/2026).
    """
    stopped, last = 0, 0
    while waits := _over(at, after=last):
        last = waits[-1][0]
        stopped += sum(_is_stopped(dossier_id, moves, at) for _, dossier_id, moves in waits)
    return stopped


def _over(at: datetime, *, after: int) -> list[tuple[int, int, int]]:
    """The next waits whose time is over: their own id, the dossier's, and how far it had come."""
    waits = Wait.objects.filter(answered_at__isnull=True, closes_at__lt=at, pk__gt=after).order_by("pk")
    return list(waits.values_list("pk", "dossier_id", "dossier__moves")[:_BATCH])


def _is_stopped(dossier_id: int, moves: int, at: datetime) -> bool:
    try:
        stop_dossier(dossier_id=dossier_id, reason=_UNANSWERED, actor=organization.SYSTEM, at=at, seen=moves)
    except MovedMeanwhile:  # moved since the list was read, as by the applicant's answer: it is no longer ours to stop
        return False
    except NotPossible as problem:
        logger.warning("dossier %s waits past its time and cannot be stopped: %s", dossier_id, problem.code)
        return False
    return True
