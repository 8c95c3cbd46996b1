"""What a decision would change, computed from what is in force around its day of effect; nothing is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from motcua.catalogue.facts import Act, LinePreview, ListedLine, Misfit, PartChange, ProcessStatus, RowRefused, StepTerms, Warned
from motcua.catalogue.models import Procedure, ProcedureVersion, Process, ProcessStep
from motcua.catalogue.queries.decisions.contents import contents_of
from motcua.catalogue.queries.processes import allowed_of, cases_of
from motcua.catalogue.queries.terms import step_terms
from motcua.catalogue.rules import fitting
from motcua.catalogue.rules.decisions import comparing
from motcua.catalogue.rules.decisions.contradictions import Known, contradictions
from motcua.catalogue.rules.published import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """One line, and what it makes and ends."""

    line: ListedLine
    changes: tuple[PartChange, ...]
    warnings: tuple[Warned, ...]
    #: None: nothing of this code is in force afterwards
    content: Content | None
    before: ProcedureVersion | None
    ends: tuple[ProcedureVersion, ...]
    procedure: Procedure | None
    last_number: int

    def preview(self) -> LinePreview:
        line = self.line
        return LinePreview(
            number=line.number,
            place=line.place,
            place_en=line.place_en,
            act=line.act,
            code=line.code,
            name=line.name,
            replaces=line.replaces,
            changes=self.changes,
            warnings=self.warnings,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    lines: tuple[PlannedLine, ...]
    refused: tuple[RowRefused, ...]


@dataclass(slots=True)
class _Stands:
    """All versions of one code, by number."""

    procedure: Procedure
    versions: list[ProcedureVersion]

    def on(self, day: date) -> ProcedureVersion | None:
        return next(
            (one for one in self.versions if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)), None
        )

    def known(self, day: date, *, is_said: bool) -> Known:
        """What stands around a day; while the decision does not say its day, nobody knows what comes after it."""
        current = self.on(day)
        been = [one for one in self.versions if one.valid_to is None or one.valid_from < one.valid_to]
        later = [one.valid_from for one in been if is_said and one.valid_from > day]
        changed = [one.decided_by for one in been if one.valid_from == day and one.decided_by]
        changed += [one.ended_by for one in been if one.valid_to == day and one.ended_by]
        return Known(
            since=current.valid_from if current else None,
            detail=current.detail if current else "",
            ended=max((one.valid_to for one in been if one.valid_to and one.valid_to <= day), default=None),
            later=min(later, default=None),
            ends=current.valid_to if current and is_said and not later else None,
            decided_by=changed[0].number if changed else "",
        )


def plan(lines: Sequence[ListedLine], *, decided: str, effective_on: date, is_said: bool = True) -> Plan:
    """What the lines of a decision would change on its day. A fixed number of statements, however many lines."""
    codes = {code for line in lines for code in (line.code, *line.replaces)}
    stands = _stands(codes)
    known = {code: one.known(effective_on, is_said=is_said) for code, one in stands.items()}
    taken, refused = contradictions(lines, known, effective_on)
    current = {code: version for code, one in stands.items() if (version := one.on(effective_on))}
    contents = contents_of([current[line.code] for line in taken if line.code in current])
    planned = [_planned(line, stands.get(line.code), current, contents, decided) for line in taken]
    return Plan(lines=tuple(_warned_of_processes(planned, effective_on)), refused=tuple(refused))


def _warned_of_processes(planned: Sequence[PlannedLine], on: date) -> Iterator[PlannedLine]:
    """Of approved processes that hold from the day of effect on, or later, and will not go on."""
    before = [one.before.id for one in planned if one.before]
    approved = Process.objects.from_day(on).filter(version__in=before, status=ProcessStatus.APPROVED)
    steps: dict[int, dict[int, list[StepTerms]]] = {}
    for step in ProcessStep.objects.filter(process__in=approved).select_related("process").order_by("process_id", "number"):
        steps.setdefault(step.process.version_id, {}).setdefault(step.process_id, []).append(step_terms(step))
    cases = cases_of(steps)
    for one in planned:
        content, held = one.content, steps.get(one.before.id, {}) if one.before else {}
        if content is None or not held:
            yield one
            continue
        allowed, told = allowed_of(content, content.code, on), cases.get(one.before.id, ()) if one.before else ()
        why = {fitting.misfit(process, allowed=allowed, cases=told) for process in held.values()}
        yield replace(one, warnings=(*one.warnings, *(comparing.MISFITS[kind] for kind in Misfit if kind in why)))


def _stands(codes: Iterable[str]) -> dict[str, _Stands]:
    found = {procedure.id: _Stands(procedure, []) for procedure in Procedure.objects.filter(code__in=codes)}
    versions = (
        ProcedureVersion.objects.filter(procedure__in=found).select_related("decided_by", "ended_by").defer("source_record")
    )
    for version in versions.order_by("number"):
        held = found[version.procedure_id]
        version.procedure = held.procedure
        held.versions.append(version)
    return {held.procedure.code: held for held in found.values()}


def _planned(
    line: ListedLine,
    stands: _Stands | None,
    current: dict[str, ProcedureVersion],
    contents: dict[int, Content],
    decided: str,
) -> PlannedLine:
    before = current.get(line.code)
    content = contents.get(before.id) if before else None
    ends = [current[code] for code in line.replaces if code != line.code and code in current]
    made = None
    if line.act is Act.ABOLISHED:
        ends += [before] if before else []
    elif line.act is Act.NEW or content is None:
        made = comparing.listed(content, line, decided)
    else:
        made = comparing.amended(content, line, decided)
    return PlannedLine(
        line=line,
        changes=made.changes if made else (),
        warnings=(*comparing.against_its_note(line), *(made.warnings if made else ())),
        content=made.content if made else None,
        before=before if made else None,
        ends=tuple(ends),
        procedure=stands.procedure if stands else None,
        last_number=stands.versions[-1].number if stands and stands.versions else 0,
    )
