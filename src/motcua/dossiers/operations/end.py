"""The end of a dossier: the result goes home, or the matter is withdrawn or stopped."""

from datetime import datetime

from motcua.dossiers.facts import DossierMoved
from motcua.dossiers.models import Consultation, Wait
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.receive import require_reason
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.foundation.errors import NotPossible
from motcua.organization import public as organization


def return_result(
    *,
    dossier_id: int,
    actor: organization.Actor,
    at: datetime,
    evidence: str = "",
    seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:
    """Give the result to the applicant, with what proves it (a signature, the postman's receipt)."""

    def act() -> DossierMoved:
        case = Case.begin("return_result", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        case.set(returned_at=at)
        case.enter()
        proof = evidence.strip()[:300]
        case.close_step(outcome="returned", note=proof)
        return case.finish(way=int(case.dossier.return_way), texts={"evidence": proof})

    return once(request, at=at, act=act)


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
        return case.finish(was=int(was), texts={"reason": text})

    return once(request, at=at, act=act)


def close_unanswered(*, at: datetime, limit: int = 500) -> int:
    """Stop every dossier whose applicant has not answered within the time its procedure's rule gives. Returns how many.

    Basis: by procedure, a dated rule: 15 working days (interlinked karaoke licence), 7 (NĐ 301/2026).
    """
    waits = Wait.objects.filter(answered_at__isnull=True, closes_at__lt=at).order_by("closes_at", "id")[:limit]
    stopped = 0
    for dossier_id, moves in list(waits.values_list("dossier_id", "dossier__moves")):
        try:
            stop_dossier(
                dossier_id=dossier_id,
                reason="Quá thời hạn bổ sung mà người nộp không bổ sung hồ sơ.",
                actor=organization.SYSTEM,
                at=at,
                seen=moves,
            )
        except NotPossible:  # moved since the list was read, as by the applicant's answer: it is no longer ours to stop
            continue
        stopped += 1
    return stopped
