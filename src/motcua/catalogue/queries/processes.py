"""What a process must keep within, and which processes a procedure has."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from motcua.calendar import public as calendar
from motcua.catalogue.facts import Detail, ProcessFrame, ProcessInForce, StepTerms
from motcua.catalogue.models import Component, ProcedureVersion, Process, ProcessAgency, ProcessStep
from motcua.catalogue.queries.competence import in_charge_of
from motcua.catalogue.queries.terms import ProcedureNotInForce, UnknownProcedure, rules_on, step_terms, subject_of
from motcua.catalogue.rules import cases, clock_rules, step_times
from motcua.catalogue.rules.published import Content
from motcua.foundation.clock import TIME_ZONE
from motcua.foundation.errors import NotPossible

#: Days among which one is worked to the close of the day, whatever the holidays.
LOOKED_AHEAD = 30


class ProcedureHasNoContent(NotPossible):
    code = "procedure_has_no_content"
    vi = "Thủ tục {procedure_code} mới có tên, chưa có nội dung công bố, nên chưa lập quy trình được."
    en = "Procedure {procedure_code} has a name but no published content yet, so no process can be made for it."


def process_frame(*, procedure_code: str, on: date) -> ProcessFrame:
    """The frame of the version in force on a day. Raises UnknownProcedure, ProcedureNotInForce, ProcedureHasNoContent."""
    versions = ProcedureVersion.objects.filter(procedure__code=procedure_code)
    version = versions.on(on).select_related("procedure").defer("source_record").first()
    if version is None:
        raise (
            ProcedureNotInForce(procedure_code=procedure_code, on=on)
            if versions.exists()
            else UnknownProcedure(procedure_code=procedure_code[:40])
        )
    if version.detail != Detail.FULL:
        raise ProcedureHasNoContent(procedure_code=procedure_code)
    return frame_of(version, on)


def version_frame(*, version_id: int, on: date | None = None) -> ProcessFrame:
    """The frame of a version that is known, as on a day; on its first one, where that is later or no day is said."""
    version = ProcedureVersion.objects.select_related("procedure").defer("source_record").get(id=version_id)
    return frame_of(version, max(version.valid_from, on or version.valid_from))


def frame_of(version: ProcedureVersion, on: date) -> ProcessFrame:
    rules = rules_on(subject_of(version, version.procedure.code), on)
    limit = (version.limit_amount, version.limit_unit) if version.limit_amount else None
    same_day = limit is None and clock_rules.same_day(rules)
    return ProcessFrame(
        procedure_id=version.procedure_id,
        version_id=version.id,
        code=version.procedure.code,
        name=version.name,
        short_name=version.short_name,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        limit=limit,
        same_day=same_day,
        allowed=allowed_of(version, version.procedure.code, on),
        limits_by_case=version.limits_by_case,
        cases=cases_of([version.id]).get(version.id, ()),
        levels=frozenset(version.levels),
        ministry=version.ministry,
        in_charge=in_charge_of(version, on),
    )


def allowed_of(said: ProcedureVersion | Content, code: str, on: date) -> int | None:
    """Working minutes that a limit holds at the least, from a day on; None where no limit is published."""
    if said.limit_amount:
        return step_times.working_minutes(said.limit_amount, said.limit_unit)
    rules = rules_on(subject_of(said, code), on)
    cutoff = clock_rules.cutoff(rules) if clock_rules.same_day(rules) else None
    return _left_after(cutoff, on) if cutoff else None


def _left_after(cutoff: time, on: date) -> int | None:
    """Working minutes from the hour until which a same-day matter may come in to the close of the day, as it is due then.

    Of the first day that is worked on after that hour by the hours of all agencies; None: nobody works so long.
    """
    working = calendar.calendar_of()
    first = min(max(on, working.first), working.last - timedelta(days=LOOKED_AHEAD))
    days = (first + timedelta(days=ahead) for ahead in range(LOOKED_AHEAD))
    left = (
        working.between(datetime.combine(day, cutoff, TIME_ZONE), working.close_of(day))
        for day in days
        if working.is_working_day(day)
    )
    return next((minutes for minutes in left if minutes >= len(step_times.SHARES)), None)


def cases_of(version_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The cases that published versions tell apart, in their order. One statement."""
    headings: dict[int, list[str]] = {}
    papers = Component.objects.filter(version__in=version_ids, is_note=False).exclude(case="").order_by("version_id", "number")
    for version_id, case in papers.values_list("version_id", "case"):
        headings.setdefault(version_id, []).append(case)
    return {version_id: cases.told_apart(held) for version_id, held in headings.items()}


def processes_of(*, version_id: int) -> tuple[ProcessInForce, ...]:
    """Every process that a version has, had or will have, the latest first; those that never were in force are left out."""
    rows = [
        row
        for row in Process.objects.filter(version=version_id).order_by("-valid_from", "-number")
        if row.valid_to != row.valid_from
    ]
    steps: dict[int, list[StepTerms]] = {row.id: [] for row in rows}
    agencies: dict[int, list[int]] = {row.id: [] for row in rows}
    for step in ProcessStep.objects.filter(process__in=steps).order_by("number"):
        steps[step.process_id].append(step_terms(step))
    for process_id, agency_id in (
        ProcessAgency.objects.filter(process__in=steps).order_by("id").values_list("process_id", "agency_id")
    ):
        agencies[process_id].append(agency_id)
    return tuple(
        ProcessInForce(
            process_id=row.id, version_id=row.version_id, number=row.number, name=row.name, status=row.status,
            valid_from=row.valid_from, valid_to=row.valid_to, for_all=row.for_all, decision=row.decision, decided_on=row.decided_on,
            agency_ids=tuple(agencies[row.id]), steps=tuple(steps[row.id]),
        )
        for row in rows
    )  # fmt: skip
