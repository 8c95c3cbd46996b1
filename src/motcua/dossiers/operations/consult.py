"""Consultations: what is asked of other agencies while a step is done, and what they answer."""

from datetime import datetime

from motcua.dossiers.facts import DossierMoved
from motcua.dossiers.models import Consultation
from motcua.dossiers.operations import moving
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.rules import clocks, permissions
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.organization import public as organization


class AlreadyConsulted(NotPossible):
    code = "already_consulted"
    vi = "Đã hỏi {agency} và chưa có trả lời."
    en = "{agency} has been asked already and has not answered."


class CentreConsulted(Invalid):
    code = "centre_consulted"
    vi = "{agency} là trung tâm tiếp nhận: không ai ở đó trả lời ý kiến được. Hỏi cơ quan chuyên môn."
    en = "{agency} is a service centre: nobody there can answer. Ask the agency concerned."


class LimitTooFar(Invalid):
    code = "limit_too_far"
    vi = "Hạn trả lời cách đây hơn một năm. Xem lại năm đã gõ."
    en = "The limit for the answer is more than a year away. Look at the year that was typed."


class BadConsultation(Invalid):
    code = "bad_consultation"
    vi = "Lấy ý kiến cần nội dung, một cơ quan khác, và hạn trả lời sau lúc này."
    en = "A consultation needs its content, another agency, and a limit after this moment."


def consult_agency(
    *, dossier_id: int, agency_id: int, content: str, due_at: datetime, actor: organization.Actor, at: datetime, seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Ask another agency, with a limit of its own; the legal clock goes on. Raises BadConsultation, LimitTooFar, CentreConsulted,
    AlreadyConsulted.
    """

    def act() -> DossierMoved:
        case = Case.begin("consult", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        asked = organization.require_open(agency_id, on=clock.local_day(at))
        text = content.strip()[:2000]
        if not text or due_at <= at or agency_id == case.dossier.competent_id:
            raise BadConsultation
        if due_at - at > clocks.FARTHEST:
            raise LimitTooFar
        if asked.kind in organization.CENTRES:
            raise CentreConsulted(agency=asked.name)
        if agency_id in case.standing.consulted_ids:
            raise AlreadyConsulted(agency=asked.name)
        Consultation.objects.create(
            dossier=case.dossier,
            agency_id=agency_id,
            content=text,
            asked_at=at,
            asked_by_id=actor.user_id,
            due_at=due_at,
        )
        return case.finish(agency=agency_id, limit=moving.iso(due_at), texts={"content": text})

    return once(request, at=at, act=act)


def answer_consultation(
    *, dossier_id: int, answer: str, agrees: bool, actor: organization.Actor, at: datetime, seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Answer for the consulted agency; late or not, the answer is kept with its time."""

    def act() -> DossierMoved:
        case = Case.begin("answer_consultation", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text = answer.strip()[:2000]
        if not text:
            raise BadConsultation
        mine = permissions.to_answer(actor, case.consultations)
        if mine is None:
            raise RuntimeError(f"dossier {dossier_id} asks nothing of {actor.label}")
        mine.answered_at, mine.answered_by_id, mine.answer, mine.agrees = at, actor.user_id, text, agrees
        mine.save(update_fields=["answered_at", "answered_by", "answer", "agrees"])
        return case.finish(agency=mine.agency_id, agrees=agrees, late=at > mine.due_at, texts={"answer": text})

    return once(request, at=at, act=act)
