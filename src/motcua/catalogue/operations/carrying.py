"""Approved processes go on under the version that takes the place of theirs: one that is made, or one that is known to come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max, Q
from django.db.models.base import ModelState

from motcua.catalogue.facts import Misfit, ProcessStatus
from motcua.catalogue.models import ProcedureVersion, Process, ProcessAgency, ProcessStep
from motcua.catalogue.queries.processes import allowed_of, cases_of
from motcua.catalogue.queries.terms import step_terms
from motcua.catalogue.rules import fitting
from motcua.catalogue.rules.permissions import Actor
from motcua.foundation.rows import Rows
from motcua.journal import public as journal
from motcua.organization import public as organization

#: For each agency whose own a process is (None: for all), its first day and the day before which it ends.
Periods = Mapping[int | None, tuple[date, date | None]]


@dataclass(frozen=True, slots=True)
class _Going:
    """A process that goes on under another version for some days."""

    process: Process
    under: ProcedureVersion
    periods: Periods


def carry_processes(
    pairs: Sequence[tuple[ProcedureVersion | None, ProcedureVersion]], *, actor: Actor, at: datetime
) -> list[journal.Fact]:
    """Copy the approved processes of the new version's days to it, each for its own days, but for those that do not fit.

    A procedure that is amended in its fee or place must not fall back to a process that nobody approved. The catalogue is locked
    meanwhile: as many statements for many as for one. The caller records the facts and stamps the change.
    """
    by_old = {old.id: new for old, new in pairs if old}
    approved = Process.objects.filter(version__in=by_old, status=ProcessStatus.APPROVED)
    going = []
    for process in approved.prefetch_related("process_agencies").order_by("id"):
        new = by_old[process.version_id]
        periods = {
            whose: (max(begins, new.valid_from), ends)
            for whose, (begins, ends) in _periods(process, new.valid_from).items()
            if ends is None or max(begins, new.valid_from) < ends
        }
        if periods:
            going.append(_Going(process, new, periods))
    steps, cases = _steps_of(one.process for one in going), cases_of({one.under.id for one in going})
    fit = [one for one in going if not _misfit(steps[one.process.id], one.under, cases)]
    return [_fact(one, actor, at) for one in _copied(fit, steps)]


def carry_on(process: Process, *, actor: Actor, at: datetime) -> tuple[list[journal.Fact], date | None, Misfit | None]:
    """Copy a process to the versions that are known to come, up to what was approved for one of them, or to the first that it does
    not fit: its first day is given, with why. What stands there keeps standing then.

    The caller records the facts and stamps the change.
    """
    facts: list[journal.Fact] = []
    until: dict[int | None, date | None] = dict.fromkeys(_periods(process, process.valid_from))
    steps = _steps_of([process])
    for version in _to_come(process.version):
        until = {whose: _free_until(version, whose, ends) for whose, ends in until.items()}
        periods = {
            whose: (version.valid_from, ends) for whose, ends in until.items() if ends is None or ends > version.valid_from
        }
        until = {whose: until[whose] for whose in periods}
        if not periods:
            break
        if why := _misfit(steps[process.id], version, cases_of([version.id])):
            return facts, version.valid_from, why
        _make_room(version, periods)
        facts += [_fact(one, actor, at) for one in _copied([_Going(process, version, periods)], steps)]
    return facts, None, None


def _periods(process: Process, on: date) -> Periods:
    """An agency that is closed by then has no process of its own any more: the one that goes on with its work has the common one.

    Its predecessors may have worked by different processes, and which of them is meant is for people to say.
    """
    if process.for_all:
        return {None: (process.valid_from, process.valid_to)}
    open_ones = {agency.id for agency in organization.agencies(on=on)}
    return {
        own.agency_id: (own.valid_from, own.valid_to)
        for own in sorted(process.process_agencies.all(), key=lambda own: own.id)
        if own.agency_id in open_ones
    }


def _to_come(version: ProcedureVersion) -> Iterator[ProcedureVersion]:
    """The versions that follow a version without a gap, one after the other."""
    versions = ProcedureVersion.objects.filter(procedure=version.procedure_id).exclude(valid_to=F("valid_from"))
    held: ProcedureVersion | None = version
    while held is not None and held.valid_to is not None:
        held = versions.filter(valid_from=held.valid_to).select_related("procedure").defer("source_record").first()
        if held is not None:
            yield held


def _own(version: ProcedureVersion, whose: int | None) -> Q:
    """Processes of a version that hold on some day, for all or as one agency's own."""
    scope = Q(for_all=True) if whose is None else Q(process_agencies__agency=whose)
    return Q(version=version) & scope & (Q(valid_to=None) | Q(valid_to__gt=F("valid_from")))


def _free_until(version: ProcedureVersion, whose: int | None, ends: date | None) -> date | None:
    """Up to the first day of what was approved for the version itself."""
    meant = Process.objects.filter(_own(version, whose), status=ProcessStatus.APPROVED, carried_from=None)
    first = meant.order_by("valid_from").values_list("valid_from", flat=True).first()
    return min(first, ends) if first and ends else first or ends


def _make_room(version: ProcedureVersion, periods: Periods) -> None:
    """What was carried here before, or derived, never comes into force in these days: they have not come yet."""
    for whose, (begins, ends) in periods.items():
        days = Q(valid_from__gte=begins) & (Q(valid_from__lt=ends) if ends else Q())
        if whose is None:
            Process.objects.filter(days, version=version, for_all=True).update(valid_to=F("valid_from"))
        else:
            ProcessAgency.objects.filter(days, version=version, agency=whose).update(valid_to=F("valid_from"))
    still = ProcessAgency.objects.filter(version=version).exclude(valid_to=F("valid_from")).values("process")
    Process.objects.filter(version=version, for_all=False).exclude(id__in=still).update(valid_to=F("valid_from"))


def _steps_of(processes: Iterable[Process]) -> dict[int, list[ProcessStep]]:
    held: dict[int, list[ProcessStep]] = {process.id: [] for process in processes}
    for row in ProcessStep.objects.filter(process__in=held).order_by("process_id", "number"):
        held[row.process_id].append(row)
    return held


def _misfit(steps: Sequence[ProcessStep], new: ProcedureVersion, cases: Mapping[int, tuple[str, ...]]) -> Misfit | None:
    allowed = allowed_of(new, new.procedure.code, new.valid_from)
    return fitting.misfit(tuple(map(step_terms, steps)), allowed=allowed, cases=cases.get(new.id, ()))


def _copied(going: Sequence[_Going], steps: Mapping[int, Sequence[ProcessStep]]) -> list[Process]:
    """The same processes once more, each under its other version and for its days."""
    numbered = Process.objects.filter(version__in={one.under.id for one in going}).order_by().values_list("version")
    last = defaultdict(int, numbered.annotate(last=Max("number")))
    copies = []
    for one in going:
        last[one.under.id] = max(one.process.number, last[one.under.id] + 1)
        copies.append(_copy(one, last[one.under.id]))
    Rows(Process).copy(copies)
    Rows(ProcessStep).copy([_step(step, made) for one, made in zip(going, copies, strict=True) for step in steps[one.process.id]])
    Rows(ProcessAgency).copy(
        [
            ProcessAgency(process=made, agency_id=whose, version=one.under, valid_from=begins, valid_to=end)
            for one, made in zip(going, copies, strict=True)
            for whose, (begins, end) in one.periods.items()
            if whose is not None
        ]
    )
    return copies


def _copy(one: _Going, number: int) -> Process:
    process, ends = one.process, [end for _, end in one.periods.values()]
    return Process(
        version=one.under, number=number, name=process.name, status=process.status, for_all=process.for_all,
        valid_from=min(begins for begins, _ in one.periods.values()), valid_to=None if None in ends else max(filter(None, ends)),
        decision=process.decision, decided_on=process.decided_on, carried_from=process,
    )  # fmt: skip


def _step(step: ProcessStep, process: Process) -> ProcessStep:
    copied = copy(step)
    copied.pk, copied._state, copied.process = None, ModelState(), process
    return copied


def _fact(process: Process, actor: Actor, at: datetime) -> journal.Fact:
    return journal.Fact(
        name="ProcessCarried",
        subject=f"procedure:{process.version.procedure_id}",
        actor=actor.label,
        at=at,
        payload={"process": process.id, "version": process.version_id, "from": process.valid_from.isoformat()},
    )
