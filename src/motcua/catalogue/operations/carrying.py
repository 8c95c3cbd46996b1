"""Approved processes go on under the version that takes the place of theirs: one that is made, or one that is known to come."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import F, Max, Q

from motcua.catalogue.facts import Misfit, ProcessStatus
from motcua.catalogue.models import ProcedureVersion, Process, ProcessAgency, ProcessStep
from motcua.catalogue.queries.processes import frame_of
from motcua.catalogue.queries.terms import steps_of
from motcua.catalogue.rules import fitting
from motcua.catalogue.rules.permissions import Actor
from motcua.journal import public as journal
from motcua.organization import public as organization

#: For each agency whose own a process is (None: for all), its first day and the day before which it ends.
Periods = Mapping[int | None, tuple[date, date | None]]


def carry_processes(
    pairs: Sequence[tuple[ProcedureVersion | None, ProcedureVersion]], *, actor: Actor, at: datetime
) -> list[journal.Fact]:
    """Copy the approved processes of the new version's days to it, each for its own days, but for those that do not fit.

    A procedure that is amended in its fee or place must not fall back to a process that nobody approved. The caller records the
    facts and stamps the change.
    """
    by_old = {old.id: new for old, new in pairs if old}
    approved = Process.objects.filter(version__in=by_old, status=ProcessStatus.APPROVED)
    facts = []
    for process in approved.order_by("id"):
        new = by_old[process.version_id]
        periods = {
            whose: (max(begins, new.valid_from), ends)
            for whose, (begins, ends) in _periods(process, new.valid_from).items()
            if ends is None or max(begins, new.valid_from) < ends
        }
        if periods and not _misfit(process, new):
            facts.append(_fact(_copied(process, new, periods), actor, at))
    return facts


def carry_on(process: Process, *, actor: Actor, at: datetime) -> tuple[list[journal.Fact], date | None, Misfit | None]:
    """Copy a process to the versions that are known to come, up to what was approved for one of them, or to the first that it does
    not fit: its first day is given, with why. What stands there keeps standing then.

    The caller records the facts and stamps the change.
    """
    facts: list[journal.Fact] = []
    until: dict[int | None, date | None] = dict.fromkeys(_periods(process, process.valid_from))
    for version in _to_come(process.version):
        until = {whose: _free_until(version, whose, ends) for whose, ends in until.items()}
        periods = {
            whose: (version.valid_from, ends) for whose, ends in until.items() if ends is None or ends > version.valid_from
        }
        until = {whose: until[whose] for whose in periods}
        if not periods:
            break
        if why := _misfit(process, version):
            return facts, version.valid_from, why
        _make_room(version, periods)
        facts.append(_fact(_copied(process, version, periods), actor, at))
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
        for own in process.process_agencies.order_by("id")
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


def _misfit(process: Process, new: ProcedureVersion) -> Misfit | None:
    frame = frame_of(new, new.valid_from)
    return fitting.misfit(steps_of(process.id), allowed=frame.allowed, cases=frame.cases)


def _copied(process: Process, new: ProcedureVersion, periods: Periods) -> Process:
    """The same process once more, under another version and for its days."""
    last = Process.objects.filter(version=new).aggregate(last=Max("number"))["last"] or 0
    ends = [end for _, end in periods.values()]
    copy = Process.objects.create(
        version=new, number=max(process.number, last + 1), name=process.name, status=process.status, for_all=process.for_all,
        valid_from=min(begins for begins, _ in periods.values()), valid_to=None if None in ends else max(filter(None, ends)),
        decision=process.decision, decided_on=process.decided_on, carried_from=process,
    )  # fmt: skip
    steps = list(process.process_steps.all())
    for step in steps:
        step.pk, step._state.adding, step.process = None, True, copy
    ProcessStep.objects.bulk_create(steps)
    ProcessAgency.objects.bulk_create(
        ProcessAgency(process=copy, agency_id=whose, version=new, valid_from=begins, valid_to=end)
        for whose, (begins, end) in periods.items()
        if whose is not None
    )
    return copy


def _fact(process: Process, actor: Actor, at: datetime) -> journal.Fact:
    return journal.Fact(
        name="ProcessCarried",
        subject=f"procedure:{process.version.procedure_id}",
        actor=actor.label,
        at=at,
        payload={"process": process.id, "version": process.version_id, "from": process.valid_from.isoformat()},
    )
