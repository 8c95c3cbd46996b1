"""The parts of a procedure as the control office knows them: papers, fees, properties, and what its publication leaves out."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from motcua.catalogue.facts import AskingReason, FeeRule, Incomplete, Level, PaperFact, Property, PropertyFact, Source
from motcua.catalogue.models import Component, InForce, PaperProperty, ProcedureVersion
from motcua.catalogue.queries import charges, packaged
from motcua.catalogue.queries.properties import coming, properties
from motcua.catalogue.queries.terms import rules_on, subject_of, version_in_force
from motcua.catalogue.rules import cleaning, clock_rules
from motcua.catalogue.rules.parts import completeness, papers
from motcua.foundation.confidence import Confidence

NATIONAL = "Cơ sở dữ liệu quốc gia về thủ tục hành chính (mã kết quả thay thế)"


#: Whose procedures the province makes public.
PUBLIC_LEVELS = [Level.PROVINCE, Level.COMMUNE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What stands beside the published text of one procedure on a day."""

    code: str
    name: str
    papers: tuple[PaperFact, ...]
    #: Rows of the annex that name no paper of the procedure.
    unmatched: tuple[str, ...]
    properties: tuple[PropertyFact, ...]
    coming: tuple[PropertyFact, ...]
    #: What holds of a property that nobody has set: of the publication and of the rules for all.
    otherwise: dict[Property, str]
    charges: tuple[FeeRule, ...]
    missing: Incomplete

    def value(self, name: Property) -> str:
        return next((one.value for one in self.properties if one.name is name), "")


def parts(code: str, *, on: date) -> Parts:
    """Everything kept beside the text of a procedure on a day. Raises UnknownProcedure, ProcedureNotInForce."""
    version = version_in_force(code, on)
    known, unmatched = _papers(version, code, on)
    return Parts(
        code=code,
        name=version.short_name,
        papers=known,
        unmatched=unmatched,
        properties=properties(code, on=on),
        coming=coming(code, on=on),
        otherwise=_otherwise(version, code, on),
        charges=charges.of(code, field_slug=version.field_slug, on=on),
        missing=_incomplete(_counted(ProcedureVersion.objects.filter(id=version.id)).get()),
    )


def reusable(*, on: date) -> frozenset[str]:
    """The codes of procedures of which some paper can be taken from elsewhere: only these can be scored for re-use."""
    versions = ProcedureVersion.objects.on(on)
    known = PaperProperty.objects.on(on).exclude(source=Source.NONE).values("procedure")
    national = Component.objects.exclude(substitute="").values("version")
    somewhere = Q(procedure__in=known) | Q(id__in=national) | Q(procedure__code__in=packaged.database_codes(on=on))
    return frozenset(versions.filter(somewhere).values_list("procedure__code", flat=True))


def asking_reasons(*, on: date) -> tuple[AskingReason, ...]:
    """For what reasons a paper may be asked on a day although a database has it."""
    return tuple(reason for reason, begins, ends in packaged.asking_reasons() if begins <= on and (ends is None or on < ends))


def incomplete(*, on: date, offered: bool | None = None) -> tuple[int, tuple[Incomplete, ...]]:
    """How many procedures are public on a day, and those of them that leave out parts, by code.

    A version is never edited, so what it leaves out is found once: one statement, and another for versions not met before.
    """
    rows = ProcedureVersion.objects.on(on).filter(levels__overlap=PUBLIC_LEVELS)
    if offered is not None:
        rows = rows.filter(offered=offered)
    ids = list(rows.order_by("procedure__code").values_list("id", flat=True))
    if new := [id_ for id_ in ids if id_ not in _FOUND]:
        _FOUND.update((version.id, _incomplete(version)) for version in _counted(ProcedureVersion.objects.filter(id__in=new)))
    return len(ids), tuple(one for id_ in ids if (one := _FOUND[id_]).missing)


#: By version, for as long as the program runs.
_FOUND: dict[int, Incomplete] = {}


def _otherwise(version: ProcedureVersion, code: str, on: date) -> dict[Property, str]:
    reception = clock_rules.boundary(rules_on(subject_of(version, code), on))
    return {
        Property.SERVICE_LEVEL: version.service_level,
        Property.RECEPTION: reception,
        Property.COMPETENT: "level",
        Property.ROUTE: "local",
    }


def _counted(rows: InForce[ProcedureVersion]) -> Any:
    asked = Q(components__is_note=False)
    counted = rows.annotate(
        papers=Count("components", filter=asked), forms=Count("components", filter=asked & Q(components__has_form=True))
    )
    return counted.select_related("procedure").only(*_ASKED)


_ASKED = (
    "procedure__code", "name", "short_name", "steps", "channels", "limit_amount", "same_day_stated", "applicants", "agencies", "results",
    "requirements", "legal_bases",
)  # fmt: skip


def _incomplete(version: Any) -> Incomplete:
    missing, silent = completeness.left_out(
        completeness.Said(
            name=version.name,
            steps=version.steps,
            channels=len(version.channels),
            components=version.papers,
            has_limit=version.limit_amount is not None or version.same_day_stated,
            words="\n".join(f"{channel['value']} {channel['unit']} {channel['note']}" for channel in version.channels),
            applicants=len(version.applicants),
            agencies=version.agencies,
            results=sum(1 for result in version.results if result["name"]),
            requirements=version.requirements,
            fees=any(channel["fee"] or channel["note"] for channel in version.channels),
            forms=version.forms,
            legal_bases=len(version.legal_bases),
        )
    )
    return Incomplete(code=version.procedure.code, name=version.short_name, missing=missing, silent=silent)


def _papers(version: ProcedureVersion, code: str, on: date) -> tuple[tuple[PaperFact, ...], tuple[str, ...]]:
    """The papers of a version, each once though several cases ask for it."""
    same: dict[str, list[Component]] = defaultdict(list)
    for component in Component.objects.filter(version=version, is_note=False).order_by("number"):
        same[papers.key(component.name)].append(component)
    known = {row.paper_key: row for row in PaperProperty.objects.on(on).filter(procedure__code=code).select_related("type")}
    databases, unmatched = _databases(code, [held[0].name for held in same.values()], on)
    return tuple(
        _paper(key, held, known.get(key), databases.get(place)) for place, (key, held) in enumerate(same.items())
    ), unmatched


def _databases(code: str, names: list[str], on: date) -> tuple[dict[int, tuple[str, str]], tuple[str, ...]]:
    """By place, the database that answers for a paper and the article that says so; and what was not found among the papers."""
    found: dict[int, tuple[str, str]] = {}
    unmatched = []
    for row in packaged.database_components(code=code, on=on):
        places = papers.meant(row.component, names)
        found.update({place: (row.database, row.basis) for place in places if place not in found})
        if not places:
            unmatched.append(f"{row.component} ({row.database})")
    return found, tuple(unmatched)


def _paper(key: str, held: list[Component], known: PaperProperty | None, database: tuple[str, str] | None) -> PaperFact:
    first = held[0]
    if known:
        source, source_name, basis, confidence = (
            Source(known.source),
            known.source_name,
            known.basis,
            Confidence(known.confidence),
        )
    elif first.substitute:
        source, source_name, basis, confidence = Source.RESULT, first.substitute, NATIONAL, Confidence.READ
    else:
        source, source_name, basis, confidence = Source.NONE, "", database[1] if database else "", None
    return PaperFact(
        key=key,
        name=first.name,
        cases=tuple(dict.fromkeys(cleaning.case_name(one.case) for one in held if one.case)),
        originals=max(one.originals for one in held),
        copies=max(one.copies for one in held),
        type_code=known.type.code if known and known.type else first.type_code,
        type_name=known.type.name if known and known.type else "",
        e_copy=known.e_copy if known else None,
        source=source,
        source_name=source_name,
        database=database[0] if database else "",
        basis=basis,
        confidence=confidence or (Confidence.SECOND_HAND if database else None),
    )
