"""Electronic processes derived from time limits, until approved ones take their place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from motcua.catalogue.facts import Detail, ProcessStatus
from motcua.catalogue.models import ProcedureVersion, Process, ProcessStep
from motcua.catalogue.operations.in_force import step_row
from motcua.catalogue.operations.locking import MANY, learn_sizes
from motcua.catalogue.queries.processes import allowed_of
from motcua.catalogue.rules import step_times
from motcua.catalogue.rules.permissions import Actor
from motcua.foundation.rows import Rows
from motcua.journal import public as journal


def derive_for(versions: "QuerySet[Any]", *, actor: Actor, at: datetime) -> tuple[int, list[journal.Fact]]:
    """Make the missing processes of these versions; the caller records the facts and stamps the change.

    Missing where none for all holds on the first day: one agency's own, or one that begins later, leaves the others without.
    """
    held = Process.objects.filter(version=OuterRef("pk"), for_all=True, valid_from__lte=OuterRef("valid_from"))
    waiting = versions.filter(~Exists(held), offered=True, detail=Detail.FULL).annotate(
        last_number=Max("processes__number"), until=Min("processes__valid_from", filter=Q(processes__for_all=True))
    )
    timed = []
    for version in waiting.select_related("procedure").defer("source_record").order_by("id"):
        minutes = allowed_of(version, version.procedure.code, version.valid_from)
        if minutes:
            timed.append((version, minutes))
    processes = Rows(Process).copy([_process(version) for version, _ in timed])
    steps = [
        step_row(process, step.number, step)
        for process, (_, minutes) in zip(processes, timed, strict=True)
        for step in step_times.steps(minutes)
    ]
    Rows(ProcessStep).copy(steps)
    if len(processes) > MANY:
        learn_sizes(Process, ProcessStep)
    return len(processes), _facts(processes, timed, actor, at)


def _process(version: Any) -> Process:
    """`version` says, too, what `derive_for` asked of it: its last number, and when a process for all begins."""
    return Process(
        version=version,
        number=(version.last_number or 0) + 1,
        name=version.short_name,
        status=ProcessStatus.DERIVED,
        valid_from=version.valid_from,
        valid_to=version.until,
    )


def _facts(
    processes: Sequence[Process], timed: Sequence[tuple[ProcedureVersion, int]], actor: Actor, at: datetime
) -> list[journal.Fact]:
    return [
        journal.Fact(
            name="ProcessDerived",
            subject=f"procedure:{version.procedure_id}",
            actor=actor.label,
            at=at,
            payload={"process": process.id, "version": version.id, "minutes": minutes, "from": process.valid_from.isoformat()},
        )
        for process, (version, minutes) in zip(processes, timed, strict=True)
    ]
