"""Joint tasks: other agencies each do a part of one dossier at the same time, with times of their own; the lead puts it together."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from motcua.dossiers.facts import Asked, AskedFor, DossierMoved
from motcua.dossiers.models import Consultation
from motcua.dossiers.operations import moving
from motcua.dossiers.operations.consulting.consult import CentreConsulted, LimitTooFar
from motcua.dossiers.operations.consulting.several import ask_each, require_few
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.receive import require_reason
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.rules import clocks, permissions
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.organization import public as organization


class BadTask(Invalid):
    code = "bad_joint_task"
    vi = "Mỗi phần liên thông cần một cơ quan khác, việc phải làm và hạn sau lúc này."
    en = "Each joint task needs another agency, what it is to do and a limit after this moment."


class AlreadyInvolved(NotPossible):
    code = "already_involved"
    vi = "{agency} đang có một phần liên thông chưa xong của hồ sơ này."
    en = "{agency} has a joint task of this dossier that is not done."


class TaskResultMissing(Invalid):
    code = "task_result_missing"
    vi = "Ghi kết quả của phần liên thông: cơ quan chủ trì đọc dòng này."
    en = "Say what came of the joint task: the lead agency reads it."


def involve_agencies(
    *, dossier_id: int, agencies: Sequence[Asked], actor: organization.Actor, at: datetime, seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Give several agencies their tasks at once, each with its own content and limit; the legal clock goes on.

    One that cannot be given its task keeps none of the others back: it is told in `not_sent`; the refusal is raised where none was
    given. Raises TooManyAgencies, BadTask, LimitTooFar, CentreConsulted, AlreadyInvolved.
    """

    def act() -> DossierMoved:
        case = Case.begin("involve", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        require_few(agencies)
        if not agencies:
            raise BadTask
        firsts = list(reversed({one.agency_id: one for one in reversed(agencies)}.values()))  # the first of an agency, in order
        return ask_each(firsts, partial(_give, case))

    return once(request, at=at, act=act)


def _give(case: Case, asked: Asked) -> DossierMoved:
    agency = organization.require_open(asked.agency_id, on=clock.local_day(case.at))
    task, due_at = asked.content.strip()[:2000], asked.due_at
    if not task or due_at is None or due_at <= case.at or agency.id == case.dossier.competent_id:
        raise BadTask
    if due_at - case.at > clocks.FARTHEST:
        raise LimitTooFar
    if agency.kind in organization.CENTRES:
        raise CentreConsulted(agency=agency.name)
    if agency.id in case.standing.involved_ids:
        raise AlreadyInvolved(agency=agency.name)
    Consultation.objects.create(
        dossier=case.dossier, agency_id=agency.id, kind=AskedFor.TASK, content=task, asked_at=case.at, asked_by_id=case.actor.user_id,
        due_at=due_at,
    )  # fmt: skip
    return case.finish(agency=agency.id, limit=moving.iso(due_at), texts={"content": task})


def complete_task(
    *, dossier_id: int, result: str, actor: organization.Actor, at: datetime, paper: str = "", seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Say for one's agency that its task is done, with what came of it; late or not, it is kept with its time. Raises TaskResultMissing."""

    def act() -> DossierMoved:
        case = Case.begin("complete_task", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text = result.strip()[:2000]
        if not text:
            raise TaskResultMissing
        return _end(case, text, is_done=True, paper=paper.strip()[:300])

    return once(request, at=at, act=act)


def return_task(
    *, dossier_id: int, reason: str, actor: organization.Actor, at: datetime, seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Send one's task back to the lead undone, with the reason. Raises MoveWithoutReason."""

    def act() -> DossierMoved:
        case = Case.begin("return_task", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        return _end(case, require_reason(case.move, reason), is_done=False, paper="")

    return once(request, at=at, act=act)


def _end(case: Case, text: str, *, is_done: bool, paper: str) -> DossierMoved:
    tasks = [one for one in case.consultations if one.kind == AskedFor.TASK]
    mine = permissions.to_answer(case.actor, case.standing, tasks, move=case.move.name)
    if mine is None:
        raise RuntimeError(f"dossier {case.dossier.pk} has no task for {case.actor.label}")
    mine.answered_at, mine.answered_by_id, mine.answer, mine.agrees, mine.paper = (
        case.at,
        case.actor.user_id,
        text,
        is_done,
        paper,
    )
    mine.save(update_fields=["answered_at", "answered_by", "answer", "agrees", "paper"])
    return case.finish(agency=mine.agency_id, late=case.at > mine.due_at, texts={"answer": text, "paper": paper})
