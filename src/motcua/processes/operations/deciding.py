"""A draft is tried, and goes on: submitted, appraised, returned, approved by decision, or dropped."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.catalogue import public as catalogue
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible, ReasonMissing
from motcua.foundation.text import tidy
from motcua.organization import public as organization
from motcua.processes.facts import DraftState
from motcua.processes.models import Draft, Event
from motcua.processes.operations.drafting import Said, as_terms, frame_now, locked, note, require_decide
from motcua.processes.queries.drafts import editors, frame_of, label_of
from motcua.processes.rules import checking, lifecycle, permissions, written_steps

FACTS = {
    "submit": "submitted", "withdraw": "withdrawn", "appraise": "appraised", "return": "returned", "send_back": "sent_back",
    "approve": "approved", "drop": "dropped",
}  # fmt: skip


class NoteMissing(ReasonMissing):
    vi = "Ghi lý do trả lại: người soạn cần biết sửa gì."
    en = "Say why it is returned: the drafter must know what to mend."


class DecisionMissing(Invalid):
    code = "decision_missing"
    vi = "Ghi số, ngày quyết định phê duyệt và ngày bắt đầu áp dụng."
    en = "Give the number and the day of the decision and the first day of the process."


class DecisionAhead(Invalid):
    code = "decision_ahead"
    vi = "Ngày quyết định {decided:%d/%m/%Y} phải không sau hôm nay và không sau ngày áp dụng {begins:%d/%m/%Y}."
    en = "The day of the decision, {decided}, must be neither after today nor after the first day of the process, {begins}."


class StillWrong(NotPossible):
    code = "process_still_wrong"
    vi = "Quy trình còn {count} lỗi nên chưa đi tiếp được. {first}"
    en = "The process has {count} errors and cannot go on. {first_en}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The chairman's decision, and the first day of the process."""

    number: str
    decided_on: date
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Where a draft stands now; after its approval, what came into force."""

    state: DraftState
    put: catalogue.PutInForce | None = None


@transaction.atomic
def move_draft(
    *,
    draft_id: int,
    move: str,
    seen: int,
    actor: organization.Actor,
    at: datetime,
    said: str = "",
    decision: Decision | None = None,
) -> Moved:
    """Lead a draft on by one move of the table; `approve` puts its process in force.

    Raises UnknownDraft, DraftChanged, DraftMoveNotPossible, MayNotDraft, NotYourField, FieldUnknown, MayNotAppraise, MayNotApproveDraft, OwnWork, NoteMissing,
    DecisionMissing, DecisionAhead, StillWrong, and what put_process_in_force raises.
    """
    draft = locked(draft_id, seen=seen, actor=actor)
    row = lifecycle.require_possible(move, DraftState(draft.state))
    _permit(draft, row, actor, at)
    words = said.strip()[:2_000]
    if row.needs_note and not words:
        raise NoteMissing
    if row.checks:
        require_right(draft, decision.valid_from if decision else clock.local_day(at))

    put, approval = None, None
    if move == "approve":
        approval, put = _approve(draft, decision, actor, at)
    draft.state = row.to
    draft.return_note = words if row.needs_note else ""
    draft.appraised_by_id = (
        actor.user_id if move == "appraise" else draft.appraised_by_id if move in {"approve", "send_back"} else None
    )
    draft.revision += 1
    draft.changed_at = at
    draft.save()

    note(draft, FACTS[move], actor=actor, at=at, words="" if approval else words, said=approval)
    return Moved(state=row.to, put=put)


@transaction.atomic
def try_draft(*, draft_id: int, actor: organization.Actor, at: datetime) -> int:
    """Write the steps of a draft as they stand as a process that is never in force, for a test dossier; gives its id.

    What would refuse the approval refuses the trial. Raises UnknownDraft, MayNotDraft, NotYourField, FieldUnknown, DraftDropped, StillWrong.
    """
    draft = locked(draft_id, actor=actor)
    permissions.require_drafter(actor, agency_id=draft.agency_id, procedure=frame_now(draft, at))
    lifecycle.require_kept(DraftState(draft.state))
    require_right(draft, clock.local_day(at))

    process_id = catalogue.write_trial(
        version_id=draft.version_id, name=draft.name, steps=as_terms(written_steps.read(draft.steps)), at=at
    )

    note(draft, "tried", actor=actor, at=at)
    return process_id


def _permit(draft: Draft, move: lifecycle.Move, actor: organization.Actor, at: datetime) -> None:
    refusal = permissions.why_not(
        actor, move, agency_id=draft.agency_id, procedure=frame_now(draft, at), editors=editors(list(Event.objects.filter(draft=draft))),
        appraiser=label_of(draft.appraised_by_id),
    )  # fmt: skip
    if refusal:
        raise refusal


def require_right(draft: Draft, on: date) -> None:
    """By the law of the day on which it would begin. Raises StillWrong."""
    frame = frame_of(catalogue.version_frame(version_id=draft.version_id, on=on))
    wrong = checking.stops(checking.problems(written_steps.read(draft.steps), frame))
    if wrong:
        raise StillWrong(count=len(wrong), first=wrong[0].vi, first_en=wrong[0].en)


def _approve(
    draft: Draft, decision: Decision | None, actor: organization.Actor, at: datetime
) -> tuple[Said, catalogue.PutInForce]:
    if decision is None or not tidy(decision.number):
        raise DecisionMissing
    if decision.decided_on > min(decision.valid_from, clock.local_day(at)):
        raise DecisionAhead(decided=decision.decided_on, begins=decision.valid_from)
    steps = written_steps.read(draft.steps)
    require_decide(draft.agency_ids, catalogue.version_frame(version_id=draft.version_id))
    for agency_id in {*draft.agency_ids, *(step.agency_id for step in steps if step.agency_id)}:
        organization.require_open(agency_id, on=decision.valid_from)
    number = tidy(decision.number)[:200]
    put = catalogue.put_process_in_force(
        approved=catalogue.Approved(
            version_id=draft.version_id, name=draft.name, steps=as_terms(steps), agency_ids=frozenset(draft.agency_ids),
            valid_from=decision.valid_from, decision=number, decided_on=decision.decided_on,
        ),
        actor=actor, at=at,
    )  # fmt: skip
    draft.process_id = put.process_id
    draft.decision, draft.decided_on, draft.valid_from = number, decision.decided_on, decision.valid_from
    said: Said = {
        "decision": number,
        "decided_on": decision.decided_on.isoformat(),
        "valid_from": decision.valid_from.isoformat(),
    }
    if put.stops_on:
        said["stops_on"] = put.stops_on.isoformat()
    return said, put
