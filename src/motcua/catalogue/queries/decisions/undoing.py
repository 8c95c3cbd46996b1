"""What comes back when an approved decision is undone before its day of effect, and why some cannot be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from motcua.catalogue.facts import DecisionState, ProcessStatus
from motcua.catalogue.models import Decision, ProcedureVersion, Process
from motcua.catalogue.queries.decisions.kept import UnknownDecision
from motcua.catalogue.rules.permissions import DECIDERS, Actor
from motcua.foundation import clock
from motcua.foundation.errors import NotPossible

#: Before its day, when others have begun to file or still read what they keep in memory: an undoing then would come too late.
LAST_MOMENTS = timedelta(minutes=1)


class DecisionInForce(NotPossible):
    code = "decision_in_force"
    vi = (
        "Quyết định {number} có hiệu lực từ {day:%d/%m/%Y}, nay không hoàn tác được nữa: có thể có hồ sơ theo bản mới. "
        "Nhập một quyết định mới sửa lại các thủ tục này."
    )
    en = (
        "Decision {number} is in force from {day} and cannot be undone any more: dossiers may be under it. "
        "Import another decision that amends these procedures again."
    )


class DecisionBuiltUpon(NotPossible):
    code = "decision_built_upon"
    vi = "Sau quyết định {number} đã có bản khác của {codes}. Hoàn tác bản sau trước."
    en = "After decision {number} there are other versions of {codes}. Undo those first."


class NotApproved(NotPossible):
    code = "decision_not_approved"
    vi = "Quyết định {number} chưa được duyệt nên không có gì để hoàn tác."
    en = "Decision {number} is not approved, so there is nothing to undo."


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """The versions that a decision made and those that it ended, and the processes approved for them, with their procedures."""

    decision: Decision
    made: tuple[ProcedureVersion, ...]
    ended: tuple[ProcedureVersion, ...]
    #: Those that were approved for a version of the decision itself, not those that go on under it
    processes: tuple[Process, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(sorted({version.procedure.code for version in (*self.made, *self.ended)}))

    @property
    def with_processes(self) -> tuple[str, ...]:
        return tuple(sorted({process.version.procedure.code for process in self.processes}))

    @property
    def returning(self) -> list[ProcedureVersion]:
        """What stands before the decision goes on."""
        return sorted(self.ended, key=lambda version: version.procedure.code)

    @property
    def vanishing(self) -> list[ProcedureVersion]:
        """What the decision makes new never comes into force, and nothing stands in its place."""
        kept = {version.procedure_id for version in self.ended}
        return sorted((one for one in self.made if one.procedure_id not in kept), key=lambda version: version.procedure.code)


def undoing(*, actor: Actor, decision_id: int, at: datetime) -> Undoing:
    """What undoing a decision would bring back. Raises NotADecider, UnknownDecision, NotApproved, DecisionInForce, DecisionBuiltUpon."""
    DECIDERS.require(actor)
    decision = Decision.objects.filter(id=decision_id).first()
    if decision is None:
        raise UnknownDecision
    if decision.state != DecisionState.APPROVED:
        raise NotApproved(number=decision.called)
    if clock.local_day(at + LAST_MOMENTS) >= decision.effective_on:
        raise DecisionInForce(number=decision.number, day=decision.effective_on)
    made, ended = (
        tuple(rows.select_related("procedure").only("id", "valid_to", "name_published", "procedure__code"))
        for rows in (decision.versions, decision.ended_versions)
    )
    _require_newest(decision, made)
    return Undoing(decision=decision, made=made, ended=ended, processes=tuple(_approved_for(decision)))


def _approved_for(decision: Decision) -> QuerySet[Process]:
    meant = Process.objects.filter(version__decided_by=decision, status=ProcessStatus.APPROVED, carried_from=None)
    return (
        meant.exclude(valid_to=F("valid_from"))
        .select_related("version__procedure")
        .defer("version__source_record")
        .order_by("id")
    )


def _require_newest(decision: Decision, made: tuple[ProcedureVersion, ...]) -> None:
    """Neither what it made has been replaced, nor what it ended been made anew."""
    replaced = {version.procedure.code for version in made if version.valid_to is not None}
    own = [version.id for version in made]
    again = ProcedureVersion.objects.filter(procedure__versions__ended_by=decision, valid_to=None).exclude(id__in=own)
    codes = replaced | set(again.values_list("procedure__code", flat=True))
    if codes:
        raise DecisionBuiltUpon(number=decision.number, codes=", ".join(sorted(codes)))
