"""Consultations: what is asked of other agencies while a step is done, and what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from motcua.dossiers.facts import Asked, AskedFor, DossierMoved
from motcua.dossiers.models import Consultation
from motcua.dossiers.operations import moving
from motcua.dossiers.operations.consulting.several import ask_each, require_few
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.queries.standings import expected_of
from motcua.dossiers.queries.tables import CONSULTATIONS
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


class NothingExpected(NotPossible):
    code = "nothing_expected"
    vi = "Ở bước này quy trình không còn chờ hỏi ý kiến đó. Muốn hỏi thêm thì ghi cơ quan, nội dung và hạn trả lời."
    en = "At this step the process does not expect that consultation any more. To ask something else give agency, content and limit."


@dataclass(frozen=True, slots=True)
class _Question:
    agency_id: int | None
    content: str
    due_at: datetime | None
    number: int | None


def consult_agency(
    *, dossier_id: int, actor: organization.Actor, at: datetime, agency_id: int | None = None, content: str = "",
    due_at: datetime | None = None, number: int | None = None, agencies: Sequence[Asked] = (), seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Ask another agency, with a limit of its own; the legal clock goes on.

    `number` names a consultation of the process: what is not given is as the process has it. With nothing given, everything is
    asked that the process still expects at the open step. `agencies` are asked the same beside `agency_id`. Of several, one that
    cannot be asked keeps none of the others back: it is told in `not_sent`; the refusal is raised where nobody could be asked.
    Raises TooManyAgencies, NothingExpected, BadConsultation, LimitTooFar, CentreConsulted, AlreadyConsulted.
    """

    def act() -> DossierMoved:
        case = Case.begin("consult", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        require_few(agencies)
        text = content.strip()[:2000]
        only_others = bool(agencies) and agency_id is None and number is None
        questions = [] if only_others else _questions(case, _Question(agency_id, text, due_at, number))
        known = {question.agency_id for question in questions}
        others = {one.agency_id: one for one in reversed(agencies) if one.agency_id not in known}
        questions += [
            _Question(one.agency_id, one.content.strip()[:2000] or text, one.due_at or due_at, None)
            for one in reversed(others.values())
        ]
        return ask_each(questions, partial(_ask, case))

    return once(request, at=at, act=act)


def _questions(case: Case, given: _Question) -> list[_Question]:
    """What is to be asked. Raises NothingExpected."""
    before = CONSULTATIONS.select("dossier_id = %s AND kind = 'opinion'", [case.dossier.pk]) if case.terms.consultations else []
    waiting = expected_of(case.dossier, case.step, before, case.terms, case.at)
    if given == _Question(None, "", None, None):
        by_agency = {one.agency_id: one for one in reversed(waiting) if one.agency_id is not None}  # one question at a time
        if not by_agency:
            raise NothingExpected
        return [_Question(one.agency_id, one.content, one.due_at, one.number) for one in reversed(by_agency.values())]
    if given.number is not None:
        meant = next((one for one in waiting if one.number == given.number), None)
        if meant is None:
            raise NothingExpected
    else:  # asked without a word of the process, it is still what the process wants of that agency
        meant = next((one for one in waiting if one.agency_id == given.agency_id), None)
    if meant is None:
        return [given]
    return [
        _Question(given.agency_id or meant.agency_id, given.content or meant.content, given.due_at or meant.due_at, meant.number)
    ]


def _ask(case: Case, question: _Question) -> DossierMoved:
    agency_id, text, due_at, at = question.agency_id, question.content, question.due_at, case.at
    if agency_id is None:
        raise BadConsultation
    asked = organization.require_open(agency_id, on=clock.local_day(at))
    if not text or due_at is None or due_at <= at or agency_id == case.dossier.competent_id:
        raise BadConsultation
    if due_at - at > clocks.FARTHEST:
        raise LimitTooFar
    if asked.kind in organization.CENTRES:
        raise CentreConsulted(agency=asked.name)
    if agency_id in case.standing.consulted_ids:
        raise AlreadyConsulted(agency=asked.name)
    Consultation.objects.create(
        dossier=case.dossier, agency_id=agency_id, number=question.number, content=text, asked_at=at, asked_by_id=case.actor.user_id,
        due_at=due_at,
    )  # fmt: skip
    return case.finish(agency=agency_id, limit=moving.iso(due_at), number=question.number, texts={"content": text})


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
        opinions = [one for one in case.consultations if one.kind == AskedFor.OPINION]
        mine = permissions.to_answer(actor, case.standing, opinions)
        if mine is None:
            raise RuntimeError(f"dossier {dossier_id} asks nothing of {actor.label}")
        mine.answered_at, mine.answered_by_id, mine.answer, mine.agrees = at, actor.user_id, text, agrees
        mine.save(update_fields=["answered_at", "answered_by", "answer", "agrees"])
        return case.finish(agency=mine.agency_id, agrees=agrees, late=at > mine.due_at, texts={"answer": text})

    return once(request, at=at, act=act)
