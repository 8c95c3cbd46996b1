"""The terms that a dossier is pinned to."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import lru_cache

from motcua.catalogue.facts import ComponentFact, Detail, FeeFact, Property, PropertyFact, StepOutcome, StepTerms, Terms
from motcua.catalogue.models import Component, ProcedureVersion, Process, ProcessStep
from motcua.catalogue.queries import changes, packaged
from motcua.catalogue.queries.properties import handled_elsewhere, only_agency, properties
from motcua.catalogue.rules import cases, clock_rules, fees
from motcua.catalogue.rules.clock_rules import ClockRule, Subject
from motcua.catalogue.rules.published import Content
from motcua.foundation.errors import NotFound, NotPossible


class UnknownProcedure(NotFound):
    code = "unknown_procedure"
    vi = "Không có thủ tục mã {procedure_code}."
    en = "There is no procedure with the code {procedure_code}."


class ProcedureNotInForce(NotPossible):
    code = "procedure_not_in_force"
    vi = "Ngày {on:%d/%m/%Y} thủ tục {procedure_code} không có hiệu lực."
    en = "The procedure {procedure_code} is not in force on {on}."


class ProcedureNotReady(NotPossible):
    code = "procedure_not_ready"
    vi = "Chưa nhận được hồ sơ của thủ tục {procedure_code}: nguồn công bố chưa có nội dung hoặc thời hạn, nên chưa có quy trình."
    en = "Dossiers of {procedure_code} cannot be taken yet: its source states no content or time limit, so it has no process."


class UnknownTerms(NotFound):
    code = "unknown_terms"
    vi = "Không có quy trình {process_id} của phiên bản {version_id}."
    en = "There is no process {process_id} of version {version_id}."


class UnknownProcess(NotFound):
    code = "unknown_process"
    vi = "Thủ tục {procedure_code} không có quy trình {process_id}."
    en = "Procedure {procedure_code} has no process {process_id}."


class HandledElsewhere(NotPossible):
    code = "handled_elsewhere"
    vi = "Thủ tục {procedure_code} do «{system}» tiếp nhận và giải quyết, không nhận ở hệ thống của tỉnh. Hướng dẫn người nộp sang đó."
    en = "The procedure {procedure_code} is received and decided by “{system}”, not by the province's system. Show the applicant the way there."


def version_in_force(code: str, on: date) -> ProcedureVersion:
    """The version of a procedure on a day, without the record it came from. Raises UnknownProcedure, ProcedureNotInForce."""
    version: ProcedureVersion | None = ProcedureVersion.objects.on(on).filter(procedure__code=code).defer("source_record").first()
    if version is not None:
        return version
    if ProcedureVersion.objects.filter(procedure__code=code).exists():
        raise ProcedureNotInForce(procedure_code=code, on=on)
    raise UnknownProcedure(procedure_code=code[:40])


def terms_in_force(*, procedure_code: str, on: date, agency_id: int | None = None, process_id: int | None = None) -> Terms:
    """The terms of a procedure on a day: under the agency's own process where it has one, else under the one for all.

    A test dossier names the process that it tries, whichever version it is of. Raises UnknownProcedure, ProcedureNotInForce,
    ProcedureNotReady, UnknownProcess, HandledElsewhere.
    """
    version_id, process_id = _tried(procedure_code, process_id) if process_id else _pinned(procedure_code, on, agency_id)
    if system := handled_elsewhere(procedure_code, on=on):
        raise HandledElsewhere(procedure_code=procedure_code, system=system)
    terms = terms_of_version(version_id, process_id, on=on)
    held = properties(procedure_code, on=on)
    return _with_properties(terms, held, on) if held else terms


def _with_properties(terms: Terms, held: tuple[PropertyFact, ...], on: date) -> Terms:
    """Where it is received, who decides, how far it is online: as the control office has set it for the day of filing."""
    said = {one.name: one.value for one in held}
    return replace(
        terms,
        boundary=said.get(Property.RECEPTION, terms.boundary),
        service_level=said.get(Property.SERVICE_LEVEL, terms.service_level),
        competent_id=only_agency(terms.code, on=on),
    )


def terms_of_version(version_id: int, process_id: int, *, on: date | None = None) -> Terms:
    """The terms of a version under a process, with the clock rules of a day (default: of the day the process began).

    A version and a process are never edited and rules change on known days only, so an answer is kept for ever.
    Raises UnknownTerms.
    """
    if on is None:
        on = _first_day(version_id, process_id)
    return _terms(version_id, process_id, _still_since(on))


def subject_of(version: ProcedureVersion | Content, code: str) -> Subject:
    """What the clock rules ask about a version."""
    return Subject(
        code=code,
        field=version.field,
        has_limit=version.limit_amount is not None,
        same_day_stated=version.same_day_stated,
        limit_unit=version.limit_unit,
    )


def rules_on(subject: Subject, on: date) -> dict[str, ClockRule]:
    """The clock rules of a procedure on a day."""
    return clock_rules.in_force(packaged.clock_rule_rows(), subject, on)


def _tried(code: str, process_id: int) -> tuple[int, int]:
    version_id = Process.objects.filter(id=process_id, version__procedure__code=code).values_list("version_id", flat=True).first()
    if version_id is None:
        raise UnknownProcess(procedure_code=code, process_id=process_id)
    return version_id, process_id


def _pinned(code: str, on: date, agency_id: int | None) -> tuple[int, int]:
    version_id, process_id = _found(code, on, agency_id)
    if version_id is None or process_id is None:
        raise ProcedureNotReady(procedure_code=code)
    return version_id, process_id


#: A process with the agency whose own it is (None: for all) and its period.
_Held = tuple[int, int | None, date, date | None]
_Version = tuple[int, date, date | None, str, tuple[_Held, ...]]


def _found(code: str, on: date, agency_id: int | None) -> tuple[int | None, int | None]:
    versions = changes.kept(("terms", code), lambda: _versions_and_processes(code))
    if not versions:
        raise UnknownProcedure(procedure_code=code[:40])
    found = next((version for version in versions if _covers(version[1], version[2], on)), None)
    if found is None:
        raise ProcedureNotInForce(procedure_code=code, on=on)
    version_id, _begins, _ends, detail, processes = found
    if detail != Detail.FULL:
        return version_id, None
    held = {
        whose: process for process, whose, begins, ends in processes if whose in {None, agency_id} and _covers(begins, ends, on)
    }
    return version_id, held.get(agency_id, held.get(None))


def _covers(begins: date, ends: date | None, on: date) -> bool:
    return begins <= on and (ends is None or on < ends)


def _versions_and_processes(code: str) -> list[_Version]:
    """Every version of a procedure with its processes, in one statement: a process of many agencies once for each."""
    of, own = "processes__", "processes__process_agencies__"
    rows = (
        ProcedureVersion.objects.filter(procedure__code=code)
        .order_by("number", f"{of}number")
        .values_list(
            "id", "valid_from", "valid_to", "detail", f"{of}id", f"{of}for_all", f"{of}valid_from", f"{of}valid_to",
            f"{own}agency_id", f"{own}valid_from", f"{own}valid_to",
        )
    )  # fmt: skip
    found: dict[tuple[int, date, date | None, str], list[_Held]] = {}
    for version, begins, ends, detail, process, for_all, process_begins, process_ends, agency, *its_own in rows:
        held = found.setdefault((version, begins, ends, detail), [])
        if process and for_all:
            held.append((process, None, process_begins, process_ends))
        elif process and agency:
            held.append((process, agency, *its_own))
    return [(*version, tuple(held)) for version, held in found.items()]


@lru_cache(maxsize=16_384)
def _first_day(version_id: int, process_id: int) -> date:
    day = Process.objects.filter(id=process_id, version_id=version_id).values_list("valid_from", flat=True).first()
    if day is None:
        raise UnknownTerms(version_id=version_id, process_id=process_id)
    return day


@lru_cache(maxsize=1)
def _turning_days() -> tuple[date, ...]:
    return clock_rules.turning_days(packaged.clock_rule_rows())


def _still_since(on: date) -> date:
    """The last day at or before `on` on which any clock rule changed."""
    place = bisect_right(_turning_days(), on)
    return _turning_days()[place - 1] if place else date.min


@lru_cache(maxsize=16_384)
def _terms(version_id: int, process_id: int, rules_from: date) -> Terms:
    process = Process.objects.select_related("version", "version__procedure").filter(id=process_id, version_id=version_id).first()
    if process is None:
        raise UnknownTerms(version_id=version_id, process_id=process_id)
    version = process.version
    code = version.procedure.code
    rules = rules_on(subject_of(version, code), rules_from)
    limit = (version.limit_amount, version.limit_unit) if version.limit_amount else None
    steps, components = steps_of(process_id), _components(version_id)
    return Terms(
        procedure_id=version.procedure_id,
        version_id=version.id,
        process_id=process.id,
        code=code,
        name=version.name,
        short_name=version.short_name,
        field=version.field,
        limit=limit,
        policy=clock_rules.policy(rules),
        cutoff=clock_rules.cutoff(rules),
        same_day=limit is None and clock_rules.same_day(rules),
        service_level=version.service_level,
        boundary=clock_rules.boundary(rules),
        steps=tuple(step for step in steps if not step.beside),
        consultations=tuple(step for step in steps if step.beside),
        rules=clock_rules.clock_rules(rules),
        rules_on=rules_from,
        components=components,
        cases=tuple(dict.fromkeys([*cases.told_apart(part.case for part in components), *filter(None, (s.case for s in steps))])),
        fees=fees_of(version),
        channels=frozenset(channel["channel"] for channel in version.channels),
        results=tuple(result["name"] for result in version.results if result["name"]),
        levels=frozenset(version.levels),
        process_status=process.status,
    )


def steps_of(process_id: int) -> tuple[StepTerms, ...]:
    """Every step of a process, consultations among them, in their order."""
    return steps_of_all([process_id]).get(process_id, ())


def steps_of_all(process_ids: Collection[int]) -> dict[int, tuple[StepTerms, ...]]:
    """The same of several processes, by process; one statement, none for no process."""
    held: dict[int, list[StepTerms]] = defaultdict(list)
    for row in ProcessStep.objects.filter(process__in=process_ids).order_by("process_id", "number") if process_ids else ():
        held[row.process_id].append(step_terms(row))
    return {process_id: tuple(steps) for process_id, steps in held.items()}


def step_terms(step: ProcessStep) -> StepTerms:
    """A step as it is told."""
    return StepTerms(
        number=step.number,
        key=step.key,
        name=step.name,
        role=step.role,
        place=step.place,
        minutes=step.minutes,
        kind=step.kind,
        agency_id=step.agency_id,
        agency=step.agency_name,
        work=step.work,
        document=step.document,
        case=step.case,
        beside=step.beside,
        outcomes=tuple(StepOutcome(label=outcome["label"], target=outcome["target"]) for outcome in step.outcomes),
    )


def _components(version_id: int) -> tuple[ComponentFact, ...]:
    return tuple(
        ComponentFact(case=part.case, name=part.name, originals=part.originals, copies=part.copies, has_form=part.has_form)
        for part in Component.objects.filter(version_id=version_id, is_note=False).order_by("number")
    )


def fees_of(version: ProcedureVersion) -> tuple[FeeFact, ...]:
    """The different fees that a version publishes, in the order of its channels."""
    found = {
        (channel["channel"], channel["fee"], channel["note"]): FeeFact(
            channel=channel["channel"],
            text=" · ".join(filter(None, (channel["fee"], channel["note"]))),
            amount=fees.amount(channel["fee"], channel["note"]),
        )
        for channel in version.channels
    }
    return tuple(found.values())
