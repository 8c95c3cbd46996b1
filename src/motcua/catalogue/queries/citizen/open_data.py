"""The catalogue as open data: all of it as a table, and what changed from day to day."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from motcua.catalogue.facts import ChangeFact, ChangeKind
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import changes
from motcua.catalogue.rules.open_data import table
from motcua.foundation import paging
from motcua.foundation.paging import Page

_COLUMNS = (
    "procedure__code", "name_published", "field", "ministry", "levels", "agencies", "offered", "limit_amount", "limit_unit",
    "service_level", "decision", "number", "valid_from", "valid_to", "detail", "source", "source_url",
)  # fmt: skip
_BEGUN, _ENDED = 0, 1
#: After every id
_BEYOND = (1 << 63) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The filter of a table, as its address says it; nothing given: everything in force."""

    level: str = ""
    field: str = ""
    ministry: str = ""

    @property
    def said(self) -> dict[str, str]:
        return {"cap": self.level, "linh-vuc": self.field, "nganh": self.ministry}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """How much a table holds, and the hash of its bytes."""

    rows: int
    size: int
    sha256: str


def lines(narrowed: Narrowed, *, on: date) -> Iterator[bytes]:
    """The table, line after line, never the whole of it in memory."""
    return (line.encode() for line in table.lines(_rows(narrowed, on)))


def seal(narrowed: Narrowed, *, on: date) -> Seal:
    """Counted and hashed once for each filter and day, until the catalogue changes."""
    return changes.kept(("open data", narrowed, on), lambda: _sealed(narrowed, on))


def _sealed(narrowed: Narrowed, on: date) -> Seal:
    digest, rows, size = hashlib.sha256(), -1, 0  # the header is no row
    for line in lines(narrowed, on=on):
        digest.update(line)
        rows += 1
        size += len(line)
    return Seal(rows=rows, size=size, sha256=digest.hexdigest())


def _rows(narrowed: Narrowed, on: date) -> Iterator[list[object]]:
    found: Any = ProcedureVersion.objects.on(on)
    if narrowed.level:
        found = found.filter(levels__contains=[narrowed.level])
    if narrowed.field:
        found = found.filter(field_slug=narrowed.field)
    if narrowed.ministry:
        found = found.filter(ministry=narrowed.ministry)
    for row in found.order_by("procedure__code").values_list(*_COLUMNS).iterator(chunk_size=500):
        yield ["|".join(value) if isinstance(value, list) else int(value) if isinstance(value, bool) else value for value in row]


def recent(*, on: date, size: int = 100) -> tuple[ChangeFact, ...]:
    """The latest changes known on a day, those announced for a later one included, newest first."""
    begun = [_begun(row) for row in _beginnings().order_by("-valid_from", "-id")[:size]]
    ended = [_ended(row) for row in _endings().order_by("-valid_to", "-id")[:size]]
    both = sorted((*begun, *ended), key=lambda fact: (fact.on, fact.code), reverse=True)
    return tuple(fact for fact in both if (fact.on - on).days <= 366)[:size]


def changed_since(since: date, *, size: int = 100, cursor: str | None = None) -> Page[ChangeFact]:
    """What begins to hold or ends from a day on, oldest first. Raises BadCursor."""
    begun, ended = _beginnings().filter(valid_from__gte=since), _endings().filter(valid_to__gte=since)
    if cursor:
        day, kind, id_ = paging.decode(cursor, date, int, int)
        id_ = min(max(id_, 0), _BEYOND)
        begun = begun.filter(Q(valid_from__gt=day) | Q(valid_from=day, id__gt=id_ if kind == _BEGUN else _BEYOND))
        ended = ended.filter(Q(valid_to__gt=day) | Q(valid_to=day, id__gt=id_ if kind == _ENDED else 0))
    rows = [(row.valid_from, _BEGUN, row.id, _begun(row)) for row in begun.order_by("valid_from", "id")[: size + 1]]
    rows += [(row.valid_to, _ENDED, row.id, _ended(row)) for row in ended.order_by("valid_to", "id")[: size + 1]]
    rows.sort(key=lambda row: row[:3])
    kept = rows[:size]
    more = len(rows) > size
    following = paging.encode([kept[-1][0].isoformat(), *kept[-1][1:3]]) if more else None
    return Page(rows=tuple(row[3] for row in kept), next=following)


def made_known(*, size: int = 100, cursor: str | None = None) -> Page[ChangeFact]:
    """Changes in the order in which they were made known, whatever their day: whoever follows misses none, and hears twice of a
    version that ends or goes on after all. `next` is never empty: it waits for what is made known later. Raises BadCursor.
    """
    (after,) = paging.decode(cursor, int) if cursor else (0,)
    after = min(max(after, 0), _BEYOND)
    rows = list(_named(_that_go_on(ProcedureVersion.objects.filter(change__gt=after)), "decided_by").order_by("change")[:size])
    ended = {row.id: _ended(row) for row in _endings().filter(id__in=[row.id for row in rows])}
    told = [fact for row in rows for fact in (_begun(row), ended.get(row.id)) if fact]
    return Page(rows=tuple(told), next=paging.encode([rows[-1].change if rows else after]))


def _beginnings() -> Any:
    """Versions that were or will be in force: not those replaced on their first day."""
    shown = ProcedureVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gt=F("valid_from")))
    return _named(_that_go_on(shown), "decided_by")


def _that_go_on(rows: Any) -> Any:
    """With whether a version ended as they begin."""
    ended_then = ProcedureVersion.objects.filter(
        procedure=OuterRef("procedure"), valid_to=OuterRef("valid_from"), valid_from__lt=F("valid_to")
    )
    return rows.annotate(goes_on=Exists(ended_then))


def _endings() -> Any:
    """Versions after which nothing follows on the same day."""
    followed = ProcedureVersion.objects.filter(procedure=OuterRef("procedure"), valid_from=OuterRef("valid_to"))
    return _named(ProcedureVersion.objects.filter(~Exists(followed), valid_to__gt=F("valid_from")), "ended_by")


def _named(rows: Any, deciding: str) -> Any:
    named = rows.annotate(code=F("procedure__code"), by=F(f"{deciding}__number"), approved_at=F(f"{deciding}__approved_at"))
    return named.only("number", "change", "valid_from", "valid_to", "name", "decision", "field")


def _begun(row: Any) -> ChangeFact:
    kind = ChangeKind.AMENDED if row.goes_on else ChangeKind.NEW
    kind = ChangeKind.WITHDRAWN if row.valid_from == row.valid_to else kind
    return _fact(row, kind, row.valid_from, row.by or row.decision)


def _ended(row: Any) -> ChangeFact:
    return _fact(row, ChangeKind.ABOLISHED, row.valid_to, row.by or "")


def _fact(row: Any, kind: ChangeKind, on: date, decision: str) -> ChangeFact:
    return ChangeFact(
        code=row.code, number=row.number, kind=kind, on=on, name=row.name, decision=decision, field=row.field,
        approved_at=row.approved_at,
    )  # fmt: skip
