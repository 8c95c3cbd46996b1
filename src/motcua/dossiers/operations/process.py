"""Processing: who holds the step, where it goes, the new date, the result."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Never

from motcua.dossiers.facts import AskedFor, DossierMoved, Outcome, ResultPaper
from motcua.dossiers.operations import moving
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.receive import require_reason
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.operations.results.papers import keep_papers
from motcua.dossiers.queries.tables import STEPS
from motcua.dossiers.queries.takers import takers
from motcua.dossiers.rules import clocks, lifecycle, permissions
from motcua.foundation.errors import Invalid, NotAllowed, NotPossible
from motcua.organization import public as organization


class CannotTake(Invalid):
    code = "cannot_take_step"
    vi = "Người được giao không giữ vai trò {role} tại {agency} vào lúc này."
    en = "The person chosen does not hold the role {role} at {agency} at this time."


class OnlyHeadAssigns(NotAllowed):
    code = "only_head_assigns"
    vi = "Chỉ trưởng đơn vị giao việc cho người khác; bạn chỉ nhận việc cho mình."
    en = "Only the head assigns to others; you can take work for yourself."


class NoEarlierStep(NotPossible):
    code = "no_earlier_step"
    vi = "Không có bước trước để trả lại."
    en = "There is no earlier step to return to."


class NotAnEarlierStep(Invalid):
    code = "not_an_earlier_step"
    vi = "Bước {step} chưa làm trước bước này nên không trả lại được về đó. Các bước đã làm: {known}."
    en = "Step {step} was not done before this one, so nothing can go back to it. Steps done: {known}."


class RefusalNeedsReason(Invalid):
    code = "refusal_needs_reason"
    vi = "Từ chối giải quyết phải ghi lý do: người nộp đọc lý do này."
    en = "A refusal needs its reason: the applicant reads it."


class ReasonWithoutRefusal(Invalid):
    code = "reason_without_refusal"
    vi = "Đã ghi lý do từ chối nhưng kết quả lại là «{outcome}». Chọn lại kết quả, hoặc bỏ trống lý do."
    en = "A reason for refusing is given, but the outcome is “{outcome_en}”. Choose the outcome again, or leave the reason empty."


class BranchRefuses(Invalid):
    code = "branch_refuses"
    vi = "Nhánh «{branch}» là từ chối giải quyết: chọn kết quả ấy và ghi lý do, hoặc chọn nhánh khác."
    en = "The branch “{branch}” is a refusal: choose that outcome and give the reason, or choose another branch."


def assign_step(
    *,
    dossier_id: int,
    to_user_id: int,
    actor: organization.Actor,
    at: datetime,
    seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:
    """Give the open step to a person: a head to anybody with the role, others to themselves. Raises CannotTake, OnlyHeadAssigns."""

    def act() -> DossierMoved:
        case = Case.begin("assign", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        step = case.open_step()
        if to_user_id != actor.user_id:
            _require_assignable(case, to_user_id)
        before = step.assignee_id
        if to_user_id != before:
            moving.leave(step, at)
            step.assignee_id, step.assigned_at = to_user_id, at
            STEPS.update(step, "assignee_id", "assigned_at")
        return case.finish(to=to_user_id, was=before, step=step.number)

    return once(request, at=at, act=act)


def _require_assignable(case: Case, to_user_id: int) -> None:
    step = case.open_step()
    if not any(case.actor.has(role, step.agency_id) for role in permissions.LEADING):
        raise OnlyHeadAssigns
    if to_user_id not in takers(agency_id=step.agency_id, role=step.role, at=case.at):
        raise CannotTake(role=organization.Role(step.role).label, agency=organization.agency(step.agency_id).name)


def complete_step(
    *, dossier_id: int, actor: organization.Actor, at: datetime, branch: str = "", note: str = "", waive_reason: str = "",
    seen: int | None = None, request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Finish the open step and open the next, or the one to which its outcome (`branch`) leads, also one before.

    Raises BranchUnknown, NotABranch, and ConsultationOpen or JointTasksOpen unless `waive_reason` gives the basis for not waiting.
    """

    def act() -> DossierMoved:
        case = Case.begin("complete_step", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        way = case.way(branch)
        waived = _settle_consultations(case, waive_reason)
        done, noted = case.open_step().number, note.strip()[:2000]
        case.close_step(outcome="done", note=noted, branch=way.label)
        if way.to is None:
            raise RuntimeError(f"process {case.dossier.process_id} has no step after {done}")
        if way.is_back:
            case.open_next(way.to, assignee_id=_who_did(case, way.to), sent_back=noted)
        else:
            case.open_next(way.to)
        return case.finish(done=done, step=way.to, **moving.branch_of(way), texts={"note": noted, "waive_reason": waived})

    return once(request, at=at, act=act)


def _settle_consultations(case: Case, reason: str) -> str:
    """Go on without answers; the basis for it, where there was one to wait for."""
    if not case.consultations:
        return ""
    basis = reason.strip()[:2000]
    if not basis:
        _refuse_to_go_on(case)
    for asked in case.consultations:
        asked.answered_at, asked.waived_reason = case.at, basis
        asked.save(update_fields=["answered_at", "waived_reason"])
    return basis


def _refuse_to_go_on(case: Case) -> Never:
    tasks = [organization.agency(one.agency_id).name for one in case.consultations if one.kind == AskedFor.TASK]
    if tasks:
        raise lifecycle.JointTasksOpen(count=len(tasks), agencies=", ".join(tasks))
    raise lifecycle.ConsultationOpen(count=len(case.consultations))


def return_step(
    *, dossier_id: int, reason: str, actor: organization.Actor, at: datetime, to_step: int | None = None, seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Send the dossier back to the step before, or to the one named, to the person who did it.

    Raises NoEarlierStep, NotAnEarlierStep, MoveWithoutReason.
    """

    def act() -> DossierMoved:
        case = Case.begin("return_step", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text = require_reason(case.move, reason)
        number = case.open_step().number
        earlier = _earlier(case, number, to_step)
        case.close_step(outcome="returned", note=text)
        case.open_next(earlier, assignee_id=_who_did(case, earlier), sent_back=text)
        return case.finish(returned=number, step=earlier, texts={"reason": text})

    return once(request, at=at, act=act)


def _earlier(case: Case, number: int, wanted: int | None) -> int:
    before = case.earlier(number)
    if not before:
        raise NoEarlierStep
    if wanted is None:
        return before[-1]
    if wanted not in before:
        raise NotAnEarlierStep(step=wanted, known=", ".join(map(str, before)))
    return wanted


def _who_did(case: Case, number: int) -> int | None:
    """Who did a step last and still holds its role there: what comes back to somebody who has left would lie with nobody."""
    last = case.dossier.steps.filter(number=number, closed_at__isnull=False).order_by("-id").first()
    if last is None or last.assignee_id not in takers(agency_id=last.agency_id, role=last.role, at=case.at):
        return None
    return last.assignee_id


def extend_due_time(
    *, dossier_id: int, new_day: date, reason: str, actor: organization.Actor, at: datetime, seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Apologise and set the one new date. Raises TooLateToExtend, NewDateNotLater, NoDueTime, ExtensionUsed, MoveWithoutReason."""

    def act() -> DossierMoved:
        case = Case.begin("extend", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text = require_reason(case.move, reason)
        was = case.dossier.due_at
        new = clocks.require_extension(
            due_at=was, new_day=new_day, at=at, notice_days=case.terms.rules.extension_notice_days or 0, calendar=case.calendar
        )
        case.set(
            extension_count=case.dossier.extension_count + 1, extended_to=new, extended_at=at, extension_reason=text, due_at=new
        )
        case.resort(new)
        return case.finish(
            was=moving.iso(was),
            texts={"reason": text},
            owed={"due": was, "reason": text, "new_day": new_day, "is_extension": True},
        )

    return once(request, at=at, act=act)


def apologise_for_lateness(
    *, dossier_id: int, expected_on: date, reason: str, actor: organization.Actor, at: datetime, seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Say sorry too late for a new date, and when the result is expected. The due time stays: what is overdue stays overdue.

    Raises StillInTimeToExtend, BadExpectedDay, ExpectedDayTooFar, NoDueTime, ApologyUsed, MoveWithoutReason.
    """

    def act() -> DossierMoved:
        case = Case.begin("apologise", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text, due = require_reason(case.move, reason), case.dossier.due_at
        is_late = clocks.require_late_apology(
            due_at=due, expected_on=expected_on, at=at, notice_days=case.terms.rules.extension_notice_days or 0,
            may_extend=not case.standing.is_extended_enough, calendar=case.calendar,
        )  # fmt: skip
        case.set(apologised_at=at, expected_on=expected_on, apology_reason=text)
        return case.finish(
            expected=expected_on.isoformat(), late=is_late, overdue=due is not None and at > due, texts={"reason": text},
            owed={"due": due, "reason": text, "new_day": expected_on, "is_extension": False},
        )  # fmt: skip

    return once(request, at=at, act=act)


def finish_dossier(
    *, dossier_id: int, outcome: Outcome, actor: organization.Actor, at: datetime, branch: str = "", reason: str = "",
    note: str = "", waive_reason: str = "", results: Sequence[ResultPaper] = (), seen: int | None = None, request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Issue the result, with its numbered papers, and give it to the centre for returning; a refusal with its reason.

    Raises RefusalNeedsReason, ReasonWithoutRefusal, BranchRefuses, BranchUnknown, NotABranch, ConsultationOpen, ResultPapersMissing,
    BadResultPaper, VersionNotApproved, NumberTaken.
    """

    def act() -> DossierMoved:
        case = Case.begin("finish", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        why, is_refusal = _refusal(outcome, reason), outcome is Outcome.REFUSED
        way = case.way(branch, is_refusal=is_refusal)
        if way.is_refusal and not is_refusal:
            raise BranchRefuses(branch=way.label)
        waived = _settle_consultations(case, waive_reason)
        numbers: dict[str, Any] = keep_papers(case, results, outcome)
        case.set(finished_at=at, outcome=outcome, refusal_reason=why)
        case.enter()
        done, noted = case.open_step().number, note.strip()[:2000]
        case.close_step(outcome=outcome, note=noted, branch=way.label)
        if way.to is not None:
            case.open_next(way.to)
        return case.finish(
            outcome=str(outcome),
            done=done,
            step=way.to,
            **numbers,
            **moving.branch_of(way),
            texts={"reason": why, "note": noted, "waive_reason": waived},
        )

    return once(request, at=at, act=act)


def _refusal(outcome: Outcome, reason: str) -> str:
    """The reason that a refusal states. Nothing that was written is dropped: with another outcome it shows a slip."""
    why = reason.strip()[:2000]
    if outcome is Outcome.REFUSED and not why:
        raise RefusalNeedsReason
    if why and outcome is not Outcome.REFUSED:
        raise ReasonWithoutRefusal(outcome=outcome.label.lower(), outcome_en=outcome.value)
    return why
