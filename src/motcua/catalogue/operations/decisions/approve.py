"""An approved decision makes and ends versions, all of its lines or none; before its day of effect all of it can be undone."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.catalogue.facts import DecisionPreview, DecisionState
from motcua.catalogue.models import Decision, ProcedureVersion, Process, ProcessAgency
from motcua.catalogue.operations.carrying import carry_processes
from motcua.catalogue.operations.decisions.draft import NotWaiting, draft_decision, locked, preview_of, record, refuse_if_any
from motcua.catalogue.operations.locking import ApprovedUnseen, lock_catalogue, stamp_change
from motcua.catalogue.operations.processes import derive_for
from motcua.catalogue.operations.versions import Fresh, Making, make_versions
from motcua.catalogue.queries.decisions.files import DecisionFile
from motcua.catalogue.queries.decisions.kept import kept_plan, kept_preview, mark_of
from motcua.catalogue.queries.decisions.plan import PlannedLine
from motcua.catalogue.queries.decisions.undoing import undoing
from motcua.catalogue.rules.decisions.naming import Given, require_signed
from motcua.catalogue.rules.permissions import DECIDERS, Actor
from motcua.catalogue.rules.published import Content
from motcua.foundation import clock
from motcua.foundation.errors import NotPossible, ReasonMissing
from motcua.foundation.text import tidy
from motcua.journal import public as journal

#: The program may draft and approve in one: whoever runs the command line answers for both.
PROGRAM = "system"


class ProcessesWouldEnd(NotPossible):
    code = "processes_would_end"
    vi = (
        "Sau quyết định {number} đã phê duyệt quy trình riêng cho bản mới của {codes}. Hoàn tác thì các quy trình ấy không bao giờ "
        "áp dụng: đồng ý như vậy thì đánh dấu xác nhận rồi hoàn tác lại."
    )
    en = (
        "After decision {number} processes were approved for the new versions of {codes}. Undone, they never come into force: "
        "say that this is meant and undo again."
    )


class UndoingWithoutReason(ReasonMissing):
    vi = "Ghi lý do hoàn tác: người đã duyệt và người xem nhật ký cần biết."
    en = "Say why it is undone: whoever approved it, and whoever reads the log, wants to know."


class NotSignedYet(NotPossible):
    code = "decision_not_signed_yet"
    vi = "Chưa ký: ghi số và ngày ký trước khi duyệt."
    en = "Not signed yet: give the number and the day of signing before approval."


@transaction.atomic
def approve_decision(*, decision_id: int, actor: Actor, at: datetime, seen: str | None = None) -> DecisionPreview:
    """Write the versions that a decision makes, from its day of effect; who approves neither drafted it nor signed it in.

    `seen` is the mark of what was shown; if it would change other things now, nothing is made.
    Raises UnknownDecision, NotADecider, OwnWork, NotSignedYet, NotWaiting, ApprovedUnseen, DecisionRefused.
    """
    at = lock_catalogue(at)
    decision = locked(decision_id)
    DECIDERS.require(actor, () if actor.label == PROGRAM else (decision.drafted_by, decision.signed_in_by))
    if decision.state == DecisionState.DRAFT:
        raise NotSignedYet
    if decision.state != DecisionState.SIGNED:
        raise NotWaiting(number=decision.number)
    planned = kept_plan(decision)
    preview = kept_preview(decision, planned)
    if seen is not None and seen != mark_of(preview):
        raise ApprovedUnseen
    refuse_if_any(preview)

    facts = _written(decision, planned.lines, actor, at)
    decision.state, decision.approved_by, decision.approved_at = DecisionState.APPROVED, actor.label, at
    decision.save(update_fields=["state", "approved_by", "approved_at"])
    stamp_change()

    record(decision, "DecisionApproved", actor, at, lines=len(preview.lines))
    journal.record_many(facts)
    return preview_of(preview, decision)


@transaction.atomic
def import_decision(*, file: DecisionFile, given: Given, actor: Actor, at: datetime) -> DecisionPreview:
    """Draft and approve in one, for the program: only what is signed. Raises as both of them, SigningToCome, DecisionUnsaid."""
    require_signed(file.read.stated, given, clock.local_day(at))
    drafted = draft_decision(file=file, given=given, actor=actor, at=at)
    if drafted.state is not DecisionState.SIGNED or drafted.decision_id is None:
        return drafted
    return approve_decision(decision_id=drafted.decision_id, actor=actor, at=at)


@transaction.atomic
def undo_decision(
    *, decision_id: int, reason: str, actor: Actor, at: datetime, ending_processes: bool = False
) -> tuple[str, ...]:
    """Before its day of effect: what the decision made never comes into force, what it ended goes on. Gives the codes.

    A process approved for a version of it would never come into force either. Another decision approved it, so it ends only where
    whoever undoes says so, with a fact of its own.
    Raises NotADecider, UnknownDecision, NotApproved, DecisionInForce, DecisionBuiltUpon, UndoingWithoutReason, ProcessesWouldEnd.
    """
    at = lock_catalogue(at)
    back = undoing(actor=actor, decision_id=decision_id, at=at)
    if not tidy(reason):
        raise UndoingWithoutReason
    if back.processes and not ending_processes:
        raise ProcessesWouldEnd(number=back.decision.number, codes=", ".join(back.with_processes))

    decision = locked(decision_id)
    _unmade(decision, back.made)
    decision.state, decision.withdrawn_by, decision.withdrawn_at = DecisionState.WITHDRAWN, actor.label, at
    decision.undo_reason = tidy(reason)[:1_000]
    decision.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "undo_reason"])
    stamp_change()

    record(decision, "DecisionUndone", actor, at, lines=len(back.made))
    journal.record_many([_about(one.version, "ProcessUndone", decision, actor, at, process=one.id) for one in back.processes])
    journal.record_many([_about(version, "ProcedureVersionUndone", decision, actor, at) for version in back.made])
    journal.record_many([_about(version, "ProcedureReopened", decision, actor, at) for version in back.ended])
    return back.codes


def _unmade(decision: Decision, made: Sequence[ProcedureVersion]) -> None:
    own = [version.id for version in made]
    ProcedureVersion.objects.filter(id__in=own).update(valid_to=F("valid_from"))
    for rows in (ProcessAgency.objects, Process.objects):
        rows.filter(version__in=own).update(valid_to=F("valid_from"))
    ProcedureVersion.objects.filter(ended_by=decision).update(valid_to=None, ended_by=None)


def _written(decision: Decision, lines: tuple[PlannedLine, ...], actor: Actor, at: datetime) -> list[journal.Fact]:
    making = Making(
        effective=decision.effective_on, source=f"Quyết định {decision.number}", actor=actor, at=at, decision=decision
    )
    made = [(line, line.content) for line in lines if line.content]
    versions, facts = make_versions(making, [_fresh(line, content) for line, content in made])
    ends = {version.id: version for line in lines for version in line.ends}
    ProcedureVersion.objects.filter(id__in=ends).update(valid_to=decision.effective_on, ended_by=decision)
    facts += [_about(version, "ProcedureEnded", decision, actor, at) for version in ends.values()]
    facts += carry_processes([(line.before, new) for (line, _), new in zip(made, versions, strict=True)], actor=actor, at=at)
    waiting = ProcedureVersion.objects.filter(id__in=[version.id for version in versions])
    return facts + derive_for(waiting, actor=actor, at=at)[1]


def _fresh(line: PlannedLine, content: Content) -> Fresh:
    listed = line.line
    raw: dict[str, object] = {"place": listed.place, **{name: getattr(listed, name) for name in _KEPT if getattr(listed, name)}}
    return Fresh(
        content=content,
        digest=content.digest,
        raw=raw,
        before=line.before,
        procedure=line.procedure,
        last_number=line.last_number,
    )


_KEPT = ("code", "name", "limit", "where", "online", "agency", "fee", "basis", "note", "field")


def _about(version: ProcedureVersion, name: str, decision: Decision, actor: Actor, at: datetime, **more: int) -> journal.Fact:
    return journal.Fact(
        name=name,
        subject=f"procedure:{version.procedure_id}",
        actor=actor.label,
        at=at,
        payload={
            "code": version.procedure.code,
            "version": version.id,
            "decision": decision.id,
            "from": decision.effective_on.isoformat(),
            **more,
        },
    )
