"""The one way in which versions of procedures are made, whoever publishes them: an import or a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.catalogue.facts import DictionaryKind
from motcua.catalogue.models import Component, Decision, DictionaryEntry, Procedure, ProcedureVersion
from motcua.catalogue.rules import cleaning, published
from motcua.catalogue.rules.permissions import Actor
from motcua.catalogue.rules.published import Content
from motcua.foundation.rows import Rows
from motcua.foundation.text import fold
from motcua.journal import public as journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What all versions that are made at once have in common."""

    effective: date
    source: str
    actor: Actor
    at: datetime
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """One version to be made."""

    content: Content
    digest: str
    #: The record as its source wrote it
    raw: dict[str, object]
    #: The version whose place it takes
    before: ProcedureVersion | None = None
    #: Of a code that is known, but of which nothing is in force any more
    procedure: Procedure | None = None
    last_number: int = 0


def make_versions(making: Making, fresh: Sequence[Fresh]) -> tuple[Sequence[ProcedureVersion], list[journal.Fact]]:
    """End what they replace and make them; the caller derives processes, records the facts and stamps the change."""
    ended = [one.before.id for one in fresh if one.before]
    ProcedureVersion.objects.filter(id__in=ended).update(valid_to=making.effective, ended_by=making.decision)
    unknown = [one.content.code for one in fresh if not one.before and not one.procedure]
    made = {procedure.code: procedure for procedure in Rows(Procedure).copy([Procedure(code=code) for code in unknown])}
    versions = Rows(ProcedureVersion).copy([_version(making, one, made) for one in fresh])
    _follow_merged_fields(versions)
    parts = [part for version, one in zip(versions, fresh, strict=True) for part in _components(version, one.content)]
    Rows(Component).copy(parts)
    return versions, [_fact(making, version) for version in versions]


def _follow_merged_fields(versions: Sequence[ProcedureVersion]) -> None:
    """A field that gave way to another stays with it, whatever spelling the source goes on using."""
    merged = dict(
        DictionaryEntry.objects.filter(kind=DictionaryKind.FIELD, merged_into__isnull=False).values_list(
            "code", "merged_into__code"
        )
    )
    moved = [version for version in versions if version.field_slug in merged]
    for version in moved:
        version.field_slug = merged[version.field_slug]
    ProcedureVersion.objects.bulk_update(moved, ["field_slug"], batch_size=1_000)


def storable(value: object) -> dict[str, object]:
    """The record as it came, without the one character that PostgreSQL cannot hold."""

    def clean(part: object) -> object:
        if isinstance(part, str):
            return part.replace("\x00", "").encode("utf-8", "replace").decode()
        if isinstance(part, list):
            return [clean(item) for item in part]
        if isinstance(part, dict):
            return {str(clean(key)): clean(item) for key, item in part.items()}
        return part

    kept = clean(value)
    return kept if isinstance(kept, dict) else {}


def _version(making: Making, one: Fresh, made: dict[str, Procedure]) -> ProcedureVersion:
    content = one.content
    procedure = one.before.procedure if one.before else one.procedure or made[content.code]
    return ProcedureVersion(
        procedure=procedure,
        number=max(one.last_number, one.before.number if one.before else 0) + 1,
        valid_from=making.effective,
        detail=content.detail,
        digest=one.digest,
        source=making.source,
        source_record=storable(one.raw),
        decided_by=making.decision,
        **_names(content.name),
        field=content.field,
        field_slug="-".join(fold(content.field).replace(",", " ").split())[:200],
        ministry=content.ministry,
        levels=list(content.levels),
        service_level=content.service_level,
        offered=content.offered,
        local_gov=content.local_gov,
        decision=content.decision,
        kind=content.kind,
        applicants=list(content.applicants),
        agencies=content.agencies,
        competent_authority=content.competent_authority,
        receiving_address=content.receiving_address,
        limit_amount=content.limit_amount,
        limit_unit=content.limit_unit,
        limit_words=content.limit_words,
        limits_by_case=content.limits_by_case(),
        same_day_stated=content.same_day_stated,
        channels=[published.parts_of(channel) for channel in content.channels],
        results=[published.parts_of(result) for result in content.results],
        legal_bases=list(content.legal_bases),
        requirements=content.requirements,
        steps=content.steps,
        source_url=content.source_url,
    )


def _names(published_name: str) -> dict[str, str]:
    short = cleaning.short_name(published_name)
    name = cleaning.procedure_name(published_name)
    return {"name": name, "name_published": published_name, "short_name": short, "sort_key": fold(short)[:200]}


def _components(version: ProcedureVersion, content: Content) -> list[Component]:
    papers = [(case.name, paper) for case in content.cases for paper in case.papers]
    return [
        Component(
            version=version,
            number=number,
            case=case,
            name=cleaning.paper_name(paper.name, paper.form_file),
            name_published=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            has_form=paper.has_form,
            form_file=paper.form_file,
            type_code=paper.type_code,
            substitute=paper.substitute,
            is_note=cleaning.is_note(case)
            or cleaning.is_remark(paper.name, copies=paper.originals + paper.copies, has_form=paper.has_form),
        )
        for number, (case, paper) in enumerate(papers, start=1)
    ]


def _fact(making: Making, version: ProcedureVersion) -> journal.Fact:
    decided = {"decision": making.decision.id} if making.decision else {}
    return journal.Fact(
        name="ProcedurePublished" if version.number == 1 else "ProcedureChanged",
        subject=f"procedure:{version.procedure_id}",
        actor=making.actor.label,
        at=making.at,
        payload={
            "code": version.procedure.code,
            "version": version.id,
            "number": version.number,
            "from": version.valid_from.isoformat(),
            "detail": str(version.detail),
            "digest": version.digest,
            "source": version.source,
        }
        | decided,
    )
