"""The procedures API: find and read."""

from datetime import date, time
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field

from motcua.catalogue.facts import Due, ProcedureFound
from motcua.catalogue.queries import charges, competence, reading
from motcua.catalogue.queries import parts as known
from motcua.catalogue.queries.citizen import open_data
from motcua.catalogue.queries.citizen.browsing import field_now
from motcua.catalogue.queries.finding import browse, search
from motcua.foundation import clock
from motcua.organization import public as organization

router = Router()

#: JSON Schema's own "time" would need an offset.
Hour = Annotated[
    str,
    BeforeValidator(lambda at: f"{at:%H:%M}" if isinstance(at, time) else at),
    Field(pattern=r"^\d\d:\d\d$", examples=["15:00"]),
]
Code = Annotated[str, Field(max_length=40, examples=["1.001193"])]


Place = Annotated[
    str,
    Field(max_length=10, examples=["30292"], description="Statistical code of a commune, today's or one from before a merger"),
]


class Limit(Schema):
    amount: int
    unit: Literal["working_days", "working_hours", "calendar_days", "months"]


class ProcedureLine(Schema):
    code: str
    name: str
    short_name: str
    field: str
    ministry: str
    levels: list[str]
    detail: str = Field(description="full, or name_only: the source gives no content")
    offered: bool = Field(description="Handled by the province or its communes")
    fileable: bool = Field(description="Dossiers can be taken")
    service_level: str = Field(description="full, partial, information; empty: the source does not say")
    limit: Limit | None = Field(description="null: the source states none")
    same_day: bool
    cutoff: Hour | None = Field(description="Vietnamese time: received after it counts as of the next working day")


class ProcedurePage(Schema):
    items: list[ProcedureLine]
    next: str | None


class Paper(Schema):
    name: str
    originals: int
    copies: int
    has_form: bool


class Case(Schema):
    name: str
    papers: list[Paper]


class Fee(Schema):
    channel: str
    text: str
    amount: int | None = Field(description="Đồng, where the words leave no doubt")


class Way(Schema):
    channel: str
    time: str
    note: str


class Result(Schema):
    name: str
    code: str


class Step(Schema):
    number: int
    key: str
    name: str
    role: str
    place: str
    minutes: int
    kind: str


class Version(Schema):
    number: int
    valid_from: date
    valid_to: date | None
    detail: str
    decision: str
    source: str


class ProcedureOut(ProcedureLine):
    version: Version
    versions: list[Version]
    name_published: str
    decision: str
    applicants: list[str]
    agencies: str
    competent_authority: str
    boundary: str
    cases: list[Case]
    notes: list[Case]
    fees: list[Fee]
    ways: list[Way]
    results: list[Result]
    legal_bases: list[str]
    requirements: list[str]
    steps: list[str]
    process: list[Step]
    process_status: str | None
    elsewhere: str = Field(description="The ministry's system that alone receives and decides; empty: the province's")
    source_url: str


class PaperKnown(Schema):
    name: str
    cases: list[str]
    originals: int
    copies: int
    type_code: str = Field(description="National or own code of the kind of paper; empty: not told")
    e_copy: bool | None = Field(description="Whether an electronic copy is taken; null: not told")
    source: Literal["none", "result", "database", "vault"] = Field(
        description="Where it can be taken from instead of being asked"
    )
    source_name: str
    database: str = Field(description="A database answers for it: it may be asked only for a reason that the law names")
    basis: str


class ReasonOut(Schema):
    code: str
    label: str
    basis: str


class PapersOut(Schema):
    papers: list[PaperKnown]
    asking_reasons: list[ReasonOut] = Field(description="Why a paper may be asked although a database has it")


class DueOut(Schema):
    amount: int | None = Field(description="Đồng; null: the published words leave it open")
    full: int | None = Field(description="Before any reduction")
    bases: list[str]
    is_certain: bool = Field(description="The rules it rests on were read in their text")


class AgencyOut(Schema):
    id: int
    name: str
    identifier: str | None


class FeeAsked(Schema):
    channel: Literal["direct", "online", "postal", "other"] = "direct"
    group: list[str] = Field([], max_length=20, description="Codes of the groups of people that the applicant belongs to")
    on: date | None = Field(None, description="Day; default: today")


class Asked(Schema):
    q: str = Field("", max_length=200, description="Everyday words, with or without diacritics, or a code")
    level: Literal["", "province", "commune"] = ""
    field: str = Field("", max_length=200, description="Slug of a field")
    on: date | None = Field(None, description="Day on which it must be in force; default: today")
    everything: bool = Field(default=False, description="Also what other agencies handle, when there are no words")
    cursor: str | None = Field(None, max_length=400)
    size: int = Field(20, ge=1, le=100)


@router.get("", response=ProcedurePage, summary="Find procedures")
def find(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    on = asked.on or clock.local_day(clock.now())
    common: dict[str, Any] = {
        "level": asked.level or None, "field": field_now(asked.field) or None, "on": on, "size": asked.size, "cursor": asked.cursor,
    }  # fmt: skip
    page = search(asked.q, **common) if asked.q.strip() else browse(**common, everything=asked.everything)
    return {"items": [_line(found) for found in page.rows], "next": page.next}


class Change(Schema):
    code: str
    version: int
    kind: Literal["new", "amended", "abolished", "withdrawn"] = Field(
        description="withdrawn: made known before, and undone or replaced by its first day"
    )
    on: date = Field(description="The first day on which it holds, or no longer holds")
    name: str
    decision: str
    field: str


class ChangePage(Schema):
    items: list[Change]
    next: str | None = Field(description="With `since`: empty on the last page. Without: always there, to keep for the next time")


class Since(Schema):
    since: date | None = Field(
        None,
        description="Changes that hold from this day on, those announced for later included, by their day. Left out: all changes in "
        "the order in which they were made known, for whoever follows with `cursor`: a decision approved late is not missed",
    )
    cursor: str | None = Field(None, max_length=400)
    size: int = Field(100, ge=1, le=500)


@router.get("/changes", response=ChangePage, summary="What changed since a day, or since one last asked; oldest first")
def changes(request: HttpRequest, asked: Query[Since]) -> dict[str, Any]:
    page = (
        open_data.changed_since(asked.since, size=asked.size, cursor=asked.cursor)
        if asked.since
        else open_data.made_known(size=asked.size, cursor=asked.cursor)
    )
    same = ("code", "kind", "on", "name", "decision", "field")
    return {
        "items": [{name: getattr(fact, name) for name in same} | {"version": fact.number} for fact in page.rows],
        "next": page.next,
    }


@router.get("/{code}", response=ProcedureOut, summary="Read a procedure")
def read(request: HttpRequest, code: Code, on: date | None = None) -> dict[str, Any]:
    procedure = reading.procedure(code, on or clock.local_day(clock.now()))
    same = ("code", "name", "short_name", "field", "ministry", "offered", "fileable", "same_day", "cutoff", "name_published",
            "decision", "applicants", "agencies", "competent_authority", "boundary", "legal_bases", "requirements", "steps",
            "source_url", "versions", "version", "fees", "results", "process", "elsewhere")  # fmt: skip
    return {name: getattr(procedure, name) for name in same} | {
        "levels": [str(level) for level in procedure.levels],
        "detail": procedure.version.detail,
        "service_level": str(procedure.service_level),
        "limit": _limit(procedure.limit),
        "process_status": str(procedure.process_status) if procedure.process_status else None,
        "cases": procedure.papers,
        "notes": procedure.notes,
        "ways": procedure.channels,
    }


@router.get("/{code}/papers", response=PapersOut, summary="The papers of a procedure, and where they can be taken from")
def papers(request: HttpRequest, code: Code, on: date | None = None) -> dict[str, Any]:
    day = on or clock.local_day(clock.now())
    return {"papers": known.parts(code, on=day).papers, "asking_reasons": known.asking_reasons(on=day)}


@router.get("/{code}/competent", response=list[AgencyOut], summary="Which agency decides at a place")
def competent(request: HttpRequest, code: Code, place: Place, on: date | None = None) -> list[Any]:
    day = on or clock.local_day(clock.now())
    places = organization.succeeded_by(statistical_code=place, on=day)
    found = {agency.id: agency for one in places for agency in competence.competent(code, place_id=one.id, on=day)}
    return list(found.values())


@router.get("/{code}/fee", response=DueOut, summary="What is to be paid")
def fee(request: HttpRequest, code: Code, asked: Query[FeeAsked]) -> Due:
    return charges.due(code, channel=asked.channel, groups=asked.group, on=asked.on or clock.local_day(clock.now()))


def _limit(limit: tuple[int, str] | None) -> dict[str, object] | None:
    return {"amount": limit[0], "unit": limit[1]} if limit else None


def _line(found: ProcedureFound) -> dict[str, Any]:
    same = (
        "code",
        "name",
        "short_name",
        "field",
        "ministry",
        "detail",
        "offered",
        "fileable",
        "service_level",
        "same_day",
        "cutoff",
    )
    return {name: getattr(found, name) for name in same} | {
        "levels": sorted(found.levels),
        "limit": _limit(found.limit),
    }
