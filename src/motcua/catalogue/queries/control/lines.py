"""The control office's list of procedures: what is published, what is left out, what stands beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.facts import Detail, Incomplete, Property
from motcua.catalogue.models import ProcedureVersion, Process
from motcua.catalogue.queries import changes
from motcua.catalogue.queries.parts import incomplete
from motcua.catalogue.queries.properties import value, words
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
    folded: str


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
        if all(word in line.folded for word in words) and (not field or line.field_slug == field) and _is(line, narrowed)
    )


def _is(line: Line, narrowed: str) -> bool:
    if narrowed == "thieu":
        return line.missing is not None
    if narrowed == "khong-quy-trinh":
        return line.offered and not line.has_process
    if narrowed == "he-thong-bo":
        return bool(line.route)
    return line.offered or narrowed == "tat-ca"


def _lines(on: date) -> tuple[Line, ...]:
    versions = ProcedureVersion.objects.on(on)
    ready = frozenset(Process.objects.on(on).filter(version__in=versions).values_list("version_id", flat=True))
    missing = {one.code: one for one in incomplete(on=on)[1]}
    columns = ("id", "procedure__code", "short_name", "field", "field_slug", "offered", "detail", "service_level")
    return tuple(
        _line(code, name, field, slug, offered, detail, level, id_ in ready, missing.get(code), on)
        for id_, code, name, field, slug, offered, detail, level in versions.order_by("procedure__code").values_list(*columns)
    )


def _line(
    code: str, name: str, field: str, slug: str, offered: bool, detail: str, level: str, ready: bool, missing: Incomplete | None, on: date,  # noqa: FBT001
) -> Line:  # fmt: skip
    said = {name: value(code, name, on=on) for name in (Property.SERVICE_LEVEL, Property.RECEPTION, Property.ROUTE)}
    return Line(
        code=code,
        name=name,
        field=field,
        field_slug=slug,
        offered=offered,
        has_process=ready,
        name_only=detail == Detail.NAME_ONLY,
        missing=missing,
        service_level=words(Property.SERVICE_LEVEL, said[Property.SERVICE_LEVEL] or level),
        reception=words(Property.RECEPTION, said[Property.RECEPTION]),
        route=words(Property.ROUTE, said[Property.ROUTE]) if said[Property.ROUTE] not in {"", "local"} else "",
        folded=fold(f"{code} {name} {field}"),
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
