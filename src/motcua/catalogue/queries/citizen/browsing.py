"""The page on which citizens look for a procedure: its doors with their numbers, and what stands behind the one they opened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from motcua.catalogue.facts import DictionaryKind, FieldFound, Level, LifeEvent, ProcedureFound
from motcua.catalogue.models import DictionaryEntry, ProcedureVersion
from motcua.catalogue.queries import changes, finding, packaged
from motcua.foundation.paging import Page
from motcua.foundation.text import fold

#: How addresses name the levels that people meet.
LEVELS = {"tinh": Level.PROVINCE, "xa": Level.COMMUNE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What the procedures handled here can be sorted by, each with its number."""

    fields: tuple[FieldFound, ...]
    ministries: tuple[FieldFound, ...]
    levels: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address of the page asks for."""

    text: str = ""
    level: Level | None = None
    field: str = ""
    ministry: str = ""
    event: str = ""
    cursor: str | None = None

    @property
    def is_bare(self) -> bool:
        return not (self.text or self.level or self.field or self.ministry or self.event or self.cursor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    page: Page[ProcedureFound]
    doors: Doors
    field: FieldFound | None
    ministry: FieldFound | None
    event: LifeEvent | None
    #: A field or ministry named in the address that nobody knows
    is_unknown: bool
    #: The words put right, where some of them stand in no name
    corrected: str


def doors(*, on: date) -> Doors:
    """Fields, ministries and levels of the procedures that the province or its communes handle; one statement a day."""
    return changes.kept(("doors", on), lambda: _doors(on))


def listing(asked: Asked, *, on: date, size: int = 20) -> Listing:
    """What the page shows: answers to words, else the procedures of a life event, else all by name."""
    known = doors(on=on)
    field, ministry = _named(known.fields, asked.field), _named(known.ministries, asked.ministry)
    event = next((one for one in packaged.life_events() if one.key == asked.event), None)
    narrowed: dict[str, Any] = {
        "level": asked.level,
        "field": asked.field or None,
        "on": on,
        "size": size,
        "cursor": asked.cursor,
    }
    narrowed["ministry"] = ministry.name if ministry else asked.ministry or None
    if asked.text:
        page = finding.search(asked.text, **narrowed)
    elif event:
        page = Page(rows=finding.by_codes(event.codes, on=on), next=None)
    else:
        page = finding.browse(**narrowed)
    return Listing(
        page=page, doors=known, field=field, ministry=ministry, event=event,
        is_unknown=(bool(asked.field) and field is None) or (bool(asked.ministry) and ministry is None),
        corrected=finding.corrected(asked.text) if asked.text else "",
    )  # fmt: skip


def field_now(slug: str) -> str:
    """The field that an address names, or the one that it was merged into: old addresses go on working."""
    merged = changes.kept("fields merged", _fields_merged) if slug else {}
    while slug in merged:  # who merges makes no circle (operations/edits)
        slug = merged[slug]
    return slug


def _fields_merged() -> dict[str, str]:
    merged = DictionaryEntry.objects.filter(kind=DictionaryKind.FIELD, merged_into__isnull=False)
    return dict(merged.values_list("code", "merged_into__code"))


def _named(known: Iterable[FieldFound], slug: str) -> FieldFound | None:
    return next((one for one in known if one.slug == slug), None)


def _doors(on: date) -> Doors:
    rows = ProcedureVersion.objects.filter(offered=True).on(on).values("field_slug", "field", "ministry", "levels")
    fields: Counter[str] = Counter()
    ministries: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    names: dict[str, str] = {}
    for row in rows.annotate(count=Count("id")).order_by("field_slug", "ministry"):
        names[row["field_slug"]] = row["field"]
        fields[row["field_slug"]] += row["count"]
        ministries[row["ministry"]] += row["count"]
        for level in row["levels"]:
            levels[level] += row["count"]
    return Doors(
        fields=tuple(FieldFound(name=names[slug], slug=slug, count=count) for slug, count in sorted(fields.items()) if slug),
        ministries=tuple(
            FieldFound(name=name, slug=slug_of(name), count=count) for name, count in sorted(ministries.items()) if name
        ),
        levels={level.value: levels[level.value] for level in Level},
    )


def slug_of(name: str) -> str:
    """A name for an address."""
    return "-".join(fold(name).replace(",", " ").split())
