"""Finding a procedure: by everyday words, by field and level, by what happens in a life."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from motcua.catalogue.facts import Detail, FieldFound, Level, ProcedureFound
from motcua.catalogue.models import InForce, ProcedureVersion, Process
from motcua.catalogue.queries import changes, packaged
from motcua.catalogue.queries.properties import handled_elsewhere
from motcua.catalogue.queries.terms import rules_on, subject_of
from motcua.catalogue.rules import clock_rules, searching
from motcua.foundation import paging
from motcua.foundation.paging import Page

#: People read a first page or two; a machine that wants all of them browses instead.
MOST_FOUND = 200
_COLUMNS = (
    "id",
    "procedure_id",
    "valid_from",
    "valid_to",
    "name",
    "short_name",
    "sort_key",
    "field",
    "field_slug",
    "ministry",
    "levels",
    "detail",
    "offered",
    "service_level",
    "limit_amount",
    "limit_unit",
    "same_day_stated",
)


@dataclass(frozen=True, slots=True)
class _Held:
    """All names in memory, ready to be asked."""

    index: searching.Index
    versions: dict[int, ProcedureVersion]
    #: From when and until when each version has had a process.
    processes: dict[int, list[tuple[date, date | None]]]

    def has_process(self, version_id: int, on: date | None) -> bool:
        periods = self.processes.get(version_id, ())
        return any(on is None or (begins <= on and (ends is None or on < ends)) for begins, ends in periods)


def search(
    text: str,
    *,
    level: str | None = None,
    field: str | None = None,
    ministry: str | None = None,
    on: date | None = None,
    size: int = 20,
    cursor: str | None = None,
) -> Page[ProcedureFound]:
    """Procedures that answer everyday words, best first; `field` is a slug, `ministry` a name. Without `on`, the newest versions."""
    start = paging.decode(cursor, int)[0] if cursor else 0
    start = min(max(0, start), MOST_FOUND)
    held = changes.kept_meanwhile("names", _hold)
    found = searching.search(held.index, text, lambda id_: _fits(held.versions[id_], level, field, ministry, on))[:MOST_FOUND]
    rows = tuple(_found(held.versions[id_], held.has_process(id_, on), on) for id_ in found[start : start + size])
    more = start + size < len(found)
    return Page(rows=rows, next=paging.encode([start + size]) if more else None)


def suggest(text: str, *, on: date, size: int = 8) -> tuple[ProcedureFound, ...]:
    """Procedures that what is being typed may become, best first; no statement while nothing changed."""
    held = changes.kept_meanwhile("names", _hold)
    found = searching.search(held.index, text, lambda id_: _fits(held.versions[id_], None, None, None, on), unfinished=True)
    return tuple(_found(held.versions[id_], held.has_process(id_, on), on) for id_ in found[:size])


def corrected(text: str) -> str:
    """The words with those put right that nothing in the catalogue holds, or "" when there are none."""
    return searching.corrected(changes.kept_meanwhile("names", _hold).index, text)


def browse(
    *,
    level: str | None = None,
    field: str | None = None,
    ministry: str | None = None,
    on: date,
    size: int = 20,
    cursor: str | None = None,
    everything: bool = False,
) -> Page[ProcedureFound]:
    """Procedures that the province or its communes handle (or all), by name; `field` is a slug."""
    rows = _with_process(_chosen(level, field, ministry, everything=everything), on).order_by("sort_key", "id")
    if cursor:
        key, id_ = paging.decode(cursor, str, int)
        rows = rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, id__gt=id_))
    read = list(rows[: size + 1])
    page = paging.page(read, size=size, key=lambda version: [version.sort_key, version.id])
    return Page(rows=tuple(_found(version, version.has_process, on) for version in page.rows), next=page.next)


def by_codes(codes: Sequence[str], *, on: date) -> tuple[ProcedureFound, ...]:
    """The named procedures in force on a day, in the given order; those that are not are left out."""
    versions = _with_process(ProcedureVersion.objects.filter(procedure__code__in=codes), on)
    found = {version.code: _found(version, version.has_process, on) for version in versions}
    return tuple(found[code] for code in codes if code in found)


def fields(*, on: date, level: str | None = None) -> tuple[FieldFound, ...]:
    """The fields of the procedures that the province or its communes handle, by name, with their number."""
    rows = _chosen(level, None).on(on).exclude(field_slug="").values("field_slug").annotate(count=Count("id"), name=Max("field"))
    return tuple(FieldFound(name=row["name"], slug=row["field_slug"], count=row["count"]) for row in rows.order_by("field_slug"))


def _chosen(
    level: str | None, field: str | None, ministry: str | None = None, *, everything: bool = False
) -> InForce[ProcedureVersion]:
    rows = ProcedureVersion.objects.all() if everything else ProcedureVersion.objects.filter(offered=True)
    if level:
        rows = rows.filter(levels__contains=[level])
    if field:
        rows = rows.filter(field_slug=field)
    if ministry:
        rows = rows.filter(ministry=ministry)
    return rows


def _with_process(rows: InForce[ProcedureVersion], on: date) -> Any:
    has_process = Exists(Process.objects.on(on).filter(version_id=OuterRef("id"), for_all=True))
    return rows.on(on).annotate(code=F("procedure__code"), has_process=has_process).only(*_COLUMNS)


def _hold() -> _Held:
    newest = ProcedureVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gt=F("valid_from")))
    read: Any = newest.annotate(code=F("procedure__code"), results_=F("results")).only(*_COLUMNS)
    versions = {version.id: version for version in read}
    processes: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for version_id, begins, ends in Process.objects.filter(for_all=True).values_list("version_id", "valid_from", "valid_to"):
        processes[version_id].append((begins, ends))
    documents = [_document(version, has_process=version.id in processes) for version in versions.values()]
    return _Held(index=searching.index(documents, packaged.search_words()), versions=versions, processes=dict(processes))


def _document(version: Any, *, has_process: bool) -> searching.Document:
    """What can be received here stands before what cannot, what says something before a bare name."""
    results = " ".join(result["name"] for result in version.results_)
    boost = (1.2 if version.offered else 1.1 if version.detail == Detail.FULL else 1.0) * (1.25 if has_process else 1.0)
    return searching.Document(
        id=version.id,
        code=version.code,
        name=version.name,
        short_name=version.short_name,
        aside=f"{version.field} {results}",
        boost=boost,
    )


def _fits(version: ProcedureVersion, level: str | None, field: str | None, ministry: str | None, on: date | None) -> bool:
    if on is None:
        in_force = version.valid_to is None
    else:
        in_force = version.valid_from <= on and (version.valid_to is None or on < version.valid_to)
    return (
        in_force
        and (not level or level in version.levels)
        and (not field or field == version.field_slug)
        and (not ministry or ministry == version.ministry)
    )


def _found(version: Any, has_process: bool, on: date | None) -> ProcedureFound:  # noqa: FBT001
    rules = rules_on(subject_of(version, version.code), on or version.valid_from)
    limit = (version.limit_amount, version.limit_unit) if version.limit_amount else None
    return ProcedureFound(
        procedure_id=version.procedure_id,
        version_id=version.id,
        code=version.code,
        name=version.name,
        short_name=version.short_name,
        field=version.field,
        ministry=version.ministry,
        levels=frozenset(Level(level) for level in version.levels),
        detail=version.detail,
        offered=version.offered,
        fileable=version.offered and has_process and not handled_elsewhere(version.code, on=on or version.valid_from),
        service_level=version.service_level,
        limit=limit,
        same_day=limit is None and clock_rules.same_day(rules),
        cutoff=clock_rules.cutoff(rules),
    )
