"""Putting an approved process in force, for all agencies or as the own one of some; and writing one that is only tried."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.catalogue.facts import Approved, Misfit, ProcessFrame, ProcessStatus, PutInForce, StepTerms
from motcua.catalogue.models import ProcedureVersion, Process, ProcessAgency, ProcessStep
from motcua.catalogue.operations.carrying import carry_on
from motcua.catalogue.operations.locking import lock_catalogue, stamp_change
from motcua.catalogue.queries.processes import frame_of
from motcua.catalogue.queries.terms import steps_of
from motcua.catalogue.rules import fitting
from motcua.catalogue.rules.permissions import DECIDERS, Actor
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.journal import public as journal


class ProcessBeginsInThePast(Invalid):
    code = "process_begins_in_the_past"
    vi = "Quy trình không áp dụng được từ {on:%d/%m/%Y}: ngày áp dụng không trước ngày ghi nhận."
    en = "A process cannot be in force from {on}: the first day is not before the day on which it is entered."


class VersionNotInForceThen(NotPossible):
    code = "version_not_in_force_then"
    vi = "Ngày {on:%d/%m/%Y} thủ tục {procedure_code} đã theo bản công bố khác với bản mà quy trình được soạn."
    en = "On {on} procedure {procedure_code} is under another published version than the one the process was made for."


class ProcessTooLong(Invalid):
    code = "process_longer_than_the_limit"
    vi = "Tổng thời gian các bước dài hơn thời hạn của thủ tục {procedure_code}: {minutes} phút so với {allowed} phút làm việc."
    en = "The steps together take longer than the limit of procedure {procedure_code}: {minutes} of {allowed} working minutes."


class LaterProcessWaits(NotPossible):
    code = "later_process_waits"
    vi = "Đã có quy trình được phê duyệt áp dụng từ {begins:%d/%m/%Y}, sau ngày {on:%d/%m/%Y}. Chọn ngày áp dụng từ ngày đó trở đi."
    en = "A process is approved already to begin on {begins}, after {on}. Choose that day or a later one."


class ProcessForNoCase(Invalid):
    code = "process_for_no_case"
    vi = "Quy trình có bước cho trường hợp mà thủ tục {procedure_code} không có."
    en = "The process has steps for a case that procedure {procedure_code} does not have."


@transaction.atomic
def put_process_in_force(*, approved: Approved, actor: Actor, at: datetime) -> PutInForce:
    """Write an approved process and end those that it replaces from its first day; dossiers keep the one they began with.

    It goes on under the versions that are known to come, as far as it fits them and nothing was approved for them. Tells where it
    stops. Raises NotADecider, ProcessBeginsInThePast, VersionNotInForceThen, ProcessTooLong, ProcessForNoCase, LaterProcessWaits.
    """
    DECIDERS.require(actor)
    at = lock_catalogue(at)
    version = ProcedureVersion.objects.select_related("procedure").get(id=approved.version_id)

    _require_fits(version, approved, clock.local_day(at))
    _require_nothing_later(approved)

    _end_replaced(approved)
    process = _written(version, approved)
    carried, stops_on, why = carry_on(process, actor=actor, at=at)
    stamp_change()

    journal.record(
        name="ProcessPutInForce",
        subject=f"procedure:{version.procedure_id}",
        actor=actor.label,
        at=at,
        payload={
            "process": process.id,
            "version": version.id,
            "from": approved.valid_from.isoformat(),
            "decision": approved.decision,
            "decided_on": approved.decided_on.isoformat(),
            "agencies": sorted(approved.agency_ids),
            "steps": len(approved.steps),
        },
    )
    journal.record_many(carried)
    return PutInForce(process_id=process.id, stops_on=stops_on, misfit=why)


@transaction.atomic
def write_trial(*, version_id: int, name: str, steps: tuple[StepTerms, ...], at: datetime) -> int:
    """Write steps that nobody has approved as a process that holds on no day, for a test dossier to be pinned to; the same steps
    once only. Who may try is for the caller to say. Raises ProcessTooLong, ProcessForNoCase.
    """
    version = ProcedureVersion.objects.select_related("procedure").get(id=version_id)
    _require_within(frame_of(version, max(version.valid_from, clock.local_day(at))), steps)
    earlier = Process.objects.filter(version=version, status=ProcessStatus.TRIAL).order_by("-id").values_list("id", flat=True)
    same = next((process_id for process_id in earlier if steps_of(process_id) == steps), None)
    if same is not None:
        return same
    trial = Process.objects.create(
        version=version, number=0, name=name, status=ProcessStatus.TRIAL, valid_from=version.valid_from, valid_to=version.valid_from,
        for_all=False,
    )  # fmt: skip
    ProcessStep.objects.bulk_create(step_row(trial, number, step) for number, step in enumerate(steps, start=1))
    return trial.id


def _require_fits(version: ProcedureVersion, approved: Approved, today: date) -> None:
    begins = approved.valid_from
    if begins < today:
        raise ProcessBeginsInThePast(on=begins)
    frame = frame_of(version, begins)
    if begins < version.valid_from or (version.valid_to is not None and begins >= version.valid_to):
        raise VersionNotInForceThen(on=begins, procedure_code=frame.code)
    _require_within(frame, approved.steps)


def _require_within(frame: ProcessFrame, steps: tuple[StepTerms, ...]) -> None:
    match fitting.misfit(steps, allowed=frame.allowed, cases=frame.cases):
        case Misfit.TOO_LONG:
            minutes = fitting.longest(steps, frame.cases)
            raise ProcessTooLong(procedure_code=frame.code, minutes=minutes, allowed=frame.allowed)
        case Misfit.OTHER_CASES:
            raise ProcessForNoCase(procedure_code=frame.code)


def _require_nothing_later(approved: Approved) -> None:
    """A process that waits to begin was approved by a decision, too: it is not undone by the way."""
    later = {"version": approved.version_id, "valid_from__gt": approved.valid_from}
    standing = ~Q(valid_to=None) & Q(valid_to__gt=approved.valid_from) | Q(valid_to=None)
    rows = (
        ProcessAgency.objects.filter(standing, agency__in=approved.agency_ids, **later)
        if approved.agency_ids
        else Process.objects.filter(standing, for_all=True, **later)
    )
    first = rows.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is not None:
        raise LaterProcessWaits(begins=first, on=approved.valid_from)


def _end_replaced(approved: Approved) -> None:
    begins = approved.valid_from
    still = Q(valid_to=None) | Q(valid_to__gt=begins)
    if not approved.agency_ids:
        Process.objects.filter(still, version=approved.version_id, for_all=True).update(valid_to=begins)
        return
    held = ProcessAgency.objects.filter(still, version=approved.version_id, agency__in=approved.agency_ids)
    processes = set(held.values_list("process_id", flat=True))
    held.update(valid_to=begins)
    kept = ProcessAgency.objects.filter(still, process__in=processes).values("process")
    Process.objects.filter(still, id__in=processes).exclude(id__in=kept).update(valid_to=begins)


def _written(version: ProcedureVersion, approved: Approved) -> Process:
    last = Process.objects.filter(version=version).order_by("-number").values_list("number", flat=True).first() or 0
    process = Process.objects.create(
        version=version, number=last + 1, name=approved.name, status=ProcessStatus.APPROVED, valid_from=approved.valid_from,
        for_all=not approved.agency_ids, decision=approved.decision, decided_on=approved.decided_on,
    )  # fmt: skip
    ProcessAgency.objects.bulk_create(
        ProcessAgency(process=process, agency_id=agency, version=version, valid_from=approved.valid_from)
        for agency in sorted(approved.agency_ids)
    )
    ProcessStep.objects.bulk_create(step_row(process, number, step) for number, step in enumerate(approved.steps, start=1))
    return process


def step_row(process: Process, number: int, step: StepTerms) -> ProcessStep:
    return ProcessStep(
        process=process, number=number, key=step.key, kind=step.kind, name=step.name, role=step.role, place=step.place,
        minutes=step.minutes, agency_id=step.agency_id, agency_name=step.agency, work=step.work, document=step.document, case=step.case,
        beside=step.beside, outcomes=[{"label": outcome.label, "target": outcome.target} for outcome in step.outcomes],
    )  # fmt: skip
