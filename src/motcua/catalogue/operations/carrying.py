"""Approved processes go on under the version that takes the place of theirs."""

from collections.abc import Sequence
from datetime import datetime

from motcua.catalogue.facts import ProcessStatus, line_of
from motcua.catalogue.models import ProcedureVersion, Process, ProcessAgency, ProcessStep
from motcua.catalogue.queries.processes import frame_of
from motcua.catalogue.queries.terms import step_terms
from motcua.catalogue.rules.permissions import Actor
from motcua.journal import public as journal


def carry_processes(
    pairs: Sequence[tuple[ProcedureVersion | None, ProcedureVersion]], *, actor: Actor, at: datetime
) -> list[journal.Fact]:
    """Copy the approved processes of the new version's days to it, each for its own days, but for those longer than its limit.

    A procedure that is amended in its fee or place must not fall back to a process that nobody approved. The caller records the
    facts and stamps the change.
    """
    by_old = {old.id: new for old, new in pairs if old}
    approved = Process.objects.filter(version__in=by_old, status=ProcessStatus.APPROVED)
    return [
        _fact(_copied(process, new), actor, at)
        for process in approved.order_by("id")
        if _still(process, new := by_old[process.version_id]) and _fits(process, new)
    ]


def _still(held: Process | ProcessAgency, new: ProcedureVersion) -> bool:
    """It holds on some day of the new version: from its first on, or from the day for which it was approved."""
    return held.valid_to is None or max(held.valid_from, new.valid_from) < held.valid_to


def _fits(process: Process, new: ProcedureVersion) -> bool:
    frame = frame_of(new, new.valid_from)
    steps = tuple(step_terms(step) for step in process.process_steps.order_by("number"))
    known = {step.case for step in steps} <= {"", *frame.cases}
    longest = max(sum(step.minutes for step in line_of(steps, case)) for case in frame.cases or ("",))
    return known and frame.allowed is not None and longest <= frame.allowed


def _copied(process: Process, new: ProcedureVersion) -> Process:
    """The same rows once more, under another version and from its first day, or from their own if that is later."""
    steps = list(process.process_steps.all())
    agencies = [agency for agency in process.process_agencies.all() if _still(agency, new)]
    process.pk, process._state.adding = None, True
    process.version, process.valid_from = new, max(process.valid_from, new.valid_from)
    process.save()
    for step in steps:
        step.pk, step._state.adding, step.process = None, True, process
    for agency in agencies:
        agency.pk, agency._state.adding, agency.process = None, True, process
        agency.version, agency.valid_from = new, max(agency.valid_from, new.valid_from)
    ProcessStep.objects.bulk_create(steps)
    ProcessAgency.objects.bulk_create(agencies)
    return process


def _fact(process: Process, actor: Actor, at: datetime) -> journal.Fact:
    return journal.Fact(
        name="ProcessCarried",
        subject=f"procedure:{process.version.procedure_id}",
        actor=actor.label,
        at=at,
        payload={"process": process.id, "version": process.version_id, "from": process.valid_from.isoformat()},
    )
