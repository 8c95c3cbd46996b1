"""Reading one procedure: the plain answers, the papers by case, the law, and the versions before and after."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from motcua.catalogue.facts import (
    Channel,
    DatabaseComponent,
    DecisionLevel,
    Detail,
    FeeFact,
    FeeRule,
    LegalValue,
    Level,
    ProcessStatus,
    Property,
    ServiceLevel,
    StepTerms,
    VersionFact,
)
from motcua.catalogue.models import Component, DecisionLine, ProcedureVersion, Process, ProcessStep
from motcua.catalogue.queries import charges, packaged
from motcua.catalogue.queries.properties import handled_elsewhere, value
from motcua.catalogue.queries.terms import ProcedureNotInForce, UnknownProcedure, fees_of, rules_on, step_terms, subject_of
from motcua.catalogue.rules import answers, cleaning, clock_rules
from motcua.catalogue.rules.answers import Answers

#: The nation's one place to file over the net.
PORTAL = "https://dichvucong.gov.vn/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    name: str
    published: str
    originals: int
    copies: int
    has_form: bool
    form_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    papers: tuple[Paper, ...]
    is_note: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFact:
    channel: str
    label: str
    time: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One published fee and the channels it is the same for."""

    channels: tuple[Channel, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureRead:
    """A procedure as its page shows it."""

    #: The day it is read on
    on: date
    procedure_id: int
    version: VersionFact
    code: str
    name: str
    name_published: str
    short_name: str
    field: str
    field_slug: str
    ministry: str
    decision: str
    kind: str
    levels: tuple[Level, ...]
    agencies: str
    competent_authority: str
    receiving_address: str
    applicants: tuple[str, ...]
    service_level: ServiceLevel
    offered: bool
    fileable: bool
    limit: tuple[int, str] | None
    limits_by_case: bool
    same_day: bool
    cutoff: time | None
    time_basis: LegalValue | None
    boundary: str
    channels: tuple[ChannelFact, ...]
    fees: tuple[FeeFact, ...]
    fee_lines: tuple[FeeLine, ...]
    #: What the province has set beside the published fees.
    charges: tuple[FeeRule, ...]
    #: The province's decision whose list says the published fees; empty where they are the ministry's.
    fee_decision: str
    #: The ministry's system that alone receives and decides; empty when the province's does.
    elsewhere: str
    cases: tuple[Case, ...]
    results: tuple[Result, ...]
    legal_bases: tuple[str, ...]
    requirements: tuple[str, ...]
    steps: tuple[str, ...]
    process: tuple[StepTerms, ...]
    process_status: ProcessStatus | None
    databases: tuple[DatabaseComponent, ...]
    versions: tuple[VersionFact, ...]
    source_url: str
    answers: Answers
    is_cut: bool

    @property
    def has_content(self) -> bool:
        return self.version.detail == Detail.FULL

    @property
    def online_at(self) -> str:
        """Where one files over the net."""
        return self.source_url or PORTAL

    @property
    def is_in_force(self) -> bool:
        return self.version.holds_on(self.on)

    @property
    def has_one_in_force(self) -> bool:
        return any(one.holds_on(self.on) for one in self.versions)

    @property
    def is_coming(self) -> bool:
        return self.on < self.version.valid_from and not self.version.never_in_force

    @property
    def comes_next(self) -> VersionFact | None:
        """The version that follows the day it is read on."""
        return next((one for one in reversed(self.versions) if self.on < one.valid_from and not one.never_in_force), None)

    @property
    def papers(self) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if not case.is_note)

    @property
    def notes(self) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.is_note)


def procedure(code: str, on: date, *, version_number: int | None = None) -> ProcedureRead:
    """A procedure as it stands on a day, or in a version of its history.

    Raises UnknownProcedure, ProcedureNotInForce.
    """
    versions = tuple(_version_facts(code))
    if not versions:
        raise UnknownProcedure(procedure_code=code[:40])
    shown = next((fact for fact in versions if _is_shown(fact, on, version_number)), None)
    if shown is None:
        raise ProcedureNotInForce(procedure_code=code, on=on)
    version = ProcedureVersion.objects.select_related("procedure").defer("source_record").get(id=shown.version_id)
    return _read(version, shown, versions, on)


def history(code: str) -> tuple[VersionFact, ...]:
    """The versions of a procedure, newest first. Raises UnknownProcedure."""
    versions = tuple(_version_facts(code))
    if not versions:
        raise UnknownProcedure(procedure_code=code[:40])
    return versions


def _version_facts(code: str) -> list[VersionFact]:
    rows = ProcedureVersion.objects.filter(procedure__code=code).order_by("-number")
    columns = ("id", "number", "valid_from", "valid_to", "detail", "decision", "source", "ended_by", "ended_by__number")
    read = list(rows.values_list(*columns))
    replaced = _replacements(code) if any(ended for *_, ended, _number in read) else {}
    return [
        VersionFact(
            version_id=id_, number=number, valid_from=begins, valid_to=ends, detail=detail, decision=decision, source=source,
            ended_by=ended_by or "", replaced_by=replaced.get(ended, ()),
        )
        for id_, number, begins, ends, detail, decision, source, ended, ended_by in read
    ]  # fmt: skip


def _replacements(code: str) -> dict[int, tuple[str, ...]]:
    """By which codes each decision replaced a procedure."""
    found: dict[int, tuple[str, ...]] = {}
    for decision, new in (
        DecisionLine.objects.filter(replaces__contains=[code]).exclude(code=code).values_list("decision_id", "code")
    ):
        found[decision] = (*found.get(decision, ()), new)
    return found


def _is_shown(fact: VersionFact, on: date, number: int | None) -> bool:
    if number is not None:
        return fact.number == number
    return fact.holds_on(on)


def _day_within(fact: VersionFact, on: date) -> date:
    """The day of a version that is nearest to the one asked for: one that is history is read as it was at its end."""
    last = fact.valid_to - timedelta(days=1) if fact.valid_to else on
    return max(fact.valid_from, min(on, last))


def _read(version: Any, shown: VersionFact, versions: tuple[VersionFact, ...], on: date) -> ProcedureRead:
    code = version.procedure.code
    rules = rules_on(subject_of(version, code), on)
    limit = (version.limit_amount, version.limit_unit) if version.limit_amount else None
    same_day = limit is None and clock_rules.same_day(rules)
    basis = clock_rules.clock_rules(rules).source_of("same_day") if same_day else None
    processes = Process.objects.on(_day_within(shown, on)).filter(version_id=version.id, for_all=True)
    steps = list(ProcessStep.objects.filter(process__in=processes, beside="").select_related("process").order_by("number"))
    cases, fees, elsewhere = _cases(version.id), fees_of(version), handled_elsewhere(code, on=on)
    boundary = value(code, Property.RECEPTION, on=on) or clock_rules.boundary(rules)
    limits: dict[str, Any] = {"limit": limit, "same_day": same_day, "cutoff": clock_rules.cutoff(rules)}
    return ProcedureRead(
        on=on,
        procedure_id=version.procedure_id,
        version=shown,
        code=code,
        name=version.name,
        name_published=version.name_published,
        short_name=version.short_name,
        field=version.field,
        field_slug=version.field_slug,
        ministry=version.ministry,
        decision=version.decision,
        kind=version.kind,
        levels=tuple(Level(level) for level in version.levels),
        agencies=version.agencies,
        competent_authority=version.competent_authority,
        receiving_address=version.receiving_address,
        applicants=tuple(version.applicants),
        service_level=ServiceLevel(value(code, Property.SERVICE_LEVEL, on=on) or version.service_level),
        offered=version.offered,
        fileable=version.offered and bool(steps) and not elsewhere,
        **limits,
        limits_by_case=version.limits_by_case,
        time_basis=basis,
        boundary=boundary,
        channels=tuple(_channels(version.channels)),
        fees=fees,
        fee_lines=_fee_lines(fees),
        fee_decision=_fee_decision(version, code) if version.decided_by_id else "",
        charges=charges.of(code, field_slug=version.field_slug, on=on),
        elsewhere=elsewhere,
        cases=cases,
        results=tuple(Result(name=result["name"], code=result["code"]) for result in version.results),
        legal_bases=tuple(version.legal_bases),
        requirements=tuple(version.requirements.splitlines()),
        steps=tuple(version.steps.splitlines()),
        process=tuple(map(step_terms, steps)),
        process_status=ProcessStatus(steps[0].process.status) if steps else None,
        databases=packaged.database_components(code=code, on=on),
        versions=versions,
        source_url=version.source_url if version.source_url.startswith("https://") else "",
        answers=Answers(
            how_long=answers.how_long(**limits, by_case=version.limits_by_case),
            how_much=answers.how_much(fees),
            bring=answers.what_to_bring(
                [(case.name, [paper.name for paper in case.papers]) for case in cases if not case.is_note]
            ),
            where=answers.where(
                levels=version.levels,
                offered=version.offered and not elsewhere,
                boundary=boundary,
                channels={channel["channel"] for channel in version.channels},
            ),
        ),
        is_cut="…" in version.steps or "…" in version.requirements,
    )


def _fee_decision(version: Any, code: str) -> str:
    """Whose list last said a fee: versions without a decision came with everything that the ministry publishes."""
    said = dict(DecisionLine.objects.filter(code=code).values_list("decision_id", "content__fee"))
    chain = ProcedureVersion.objects.filter(procedure=version.procedure_id, number__lte=version.number).order_by("-number")
    for decision, level, number in chain.values_list("decided_by", "decided_by__level", "decided_by__number"):
        if decision is None or said.get(decision):
            return number if level == DecisionLevel.PROVINCE else ""
    return ""


def _channels(channels: list[dict[str, str]]) -> list[ChannelFact]:
    found: dict[tuple[str, ...], ChannelFact] = {}
    for channel in channels:
        time_ = f"{channel['value']} {channel['unit']}" if channel["unit"] and channel["value"] else ""
        fact = ChannelFact(channel=channel["channel"], label=Channel(channel["channel"]).label, time=time_, note=channel["note"])
        found[(fact.channel, fact.time, fact.note)] = fact
    return sorted(found.values(), key=lambda fact: list(Channel).index(Channel(fact.channel)))


def _fee_lines(fees: tuple[FeeFact, ...]) -> tuple[FeeLine, ...]:
    same: dict[str, list[Channel]] = {}
    for fee in fees:
        held = same.setdefault(fee.text, [])
        if fee.channel not in held:
            held.append(Channel(fee.channel))
    return tuple(FeeLine(channels=tuple(sorted(channels, key=list(Channel).index)), text=text) for text, channels in same.items())


def _cases(version_id: int) -> tuple[Case, ...]:
    papers: dict[tuple[str, bool], list[Paper]] = {}
    for part in Component.objects.filter(version_id=version_id).order_by("number"):
        paper = Paper(
            name=part.name,
            published=part.name_published,
            originals=part.originals,
            copies=part.copies,
            has_form=part.has_form,
            form_file=part.form_file,
        )
        papers.setdefault((cleaning.case_name(part.case), part.is_note), []).append(paper)
    return tuple(
        Case(name=name, papers=tuple(sorted(held, key=lambda paper: cleaning.is_conditional(paper.name))), is_note=is_note)
        for (name, is_note), held in papers.items()
    )
