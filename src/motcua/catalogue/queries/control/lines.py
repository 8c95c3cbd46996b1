"""The control office's list of procedures: what is published, what is left out, what stands beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from motcua.catalogue.facts import Detail, Incomplete, Property
from motcua.catalogue.models import ProcedureVersion, Process
from motcua.catalogue.queries import changes
from motcua.catalogue.queries.parts import incomplete
from motcua.catalogue.queries.properties import values_of, words
from motcua.catalogue.rules.permissions import Actor, require_reader
from motcua.foundation import paging
from motcua.foundation.paging import Page
from motcua.foundation.text import fold

#: What the list can be narrowed or opened to; by itself it shows what the province and its communes handle.
NARROWED = ("thieu", "khong-quy-trinh", "he-thong-bo", "tat-ca")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    code: str
    name: str
    field: str
    field_slug: str
    offered: bool
    has_process: bool
    name_only: bool
    missing: Incomplete | None
    service_level: str
    reception: str
    route: str


def lines(
    *, actor: Actor, on: date, text: str = "", field: str = "", narrowed: str = "", size: int = 50, cursor: str | None = None
) -> Page[Line]:
    """Procedures in force on a day, by code. Raises NotAKeeper."""
    after = paging.decode(cursor, str)[0] if cursor else ""
    found = [line for line in chosen(actor=actor, on=on, text=text, field=field, narrowed=narrowed) if line.code > after]
    return paging.page(found[: size + 1], size=size, key=lambda line: [line.code])


def chosen(*, actor: Actor, on: date, text: str = "", field: str = "", narrowed: str = "") -> Iterator[Line]:
    """All of the list at once. Raises NotAKeeper."""
    require_reader(actor)
    words = fold(text).split()
    return (
        line
        for line in changes.kept(("control", on), lambda: _lines(on))
        if (not words or _has(line, words)) and (not field or line.field_slug == field) and _is(line, narrowed)
    )


def _is(line: Line, narrowed: str) -> bool:
    if narrowed == "thieu":
        return line.missing is not None
    if narrowed == "khong-quy-trinh":
        return line.offered and not line.has_process
    if narrowed == "he-thong-bo":
        return bool(line.route)
    return line.offered or narrowed == "tat-ca"


def _has(line: Line, words: list[str]) -> bool:
    text = _folded(f"{line.code} {line.name} {line.field}")
    return all(word in text for word in words)


#: Names seldom change: folded once, though the list is made again after each change.
_folded = lru_cache(maxsize=16_384)(fold)


def _lines(on: date) -> tuple[Line, ...]:
    versions = ProcedureVersion.objects.on(on)
    ready = frozenset(Process.objects.on(on).filter(version__in=versions).values_list("version_id", flat=True))
    missing = {one.code: one for one in incomplete(on=on)[1]}
    said = {name: values_of(name, on=on) for name in (Property.SERVICE_LEVEL, Property.RECEPTION, Property.ROUTE)}
    columns = ("id", "procedure__code", "short_name", "field", "field_slug", "offered", "detail", "service_level")

    def told(name: Property, code: str, otherwise: str = "") -> str:
        return words(name, said[name].get(code) or otherwise)

    return tuple(
        Line(
            code=code,
            name=name,
            field=field,
            field_slug=slug,
            offered=offered,
            has_process=id_ in ready,
            name_only=detail == Detail.NAME_ONLY,
            missing=missing.get(code),
            service_level=told(Property.SERVICE_LEVEL, code, level),
            reception=told(Property.RECEPTION, code),
            route=told(Property.ROUTE, code) if said[Property.ROUTE].get(code, "local") != "local" else "",
        )
        for id_, code, name, field, slug, offered, detail, level in versions.order_by("procedure__code").values_list(*columns)
    )


def rows(found: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    """The list as a table for export, its heading first."""
    yield ("code", "name", "field", "offered", "has_process", "missing", "silent", "service_level", "reception", "route")
    for line in found:
        missing = line.missing.missing if line.missing else ()
        silent = line.missing.silent if line.missing else ()
        yield (
            line.code, line.name, line.field, str(line.offered).lower(), str(line.has_process).lower(), "|".join(missing), "|".join(silent),
            line.service_level, line.reception, line.route,
        )  # fmt: skip
