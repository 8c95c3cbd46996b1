"""Dictionaries: what is in use in the published texts, and what the control office keeps of it."""

from datetime import date

from django.db import connection
from django.db.models import Count, Max

from motcua.catalogue.facts import DictionaryKind, EntryFact
from motcua.catalogue.models import ChargeRule, Component, DictionaryEntry, InForce, PaperProperty, ProcedureVersion
from motcua.catalogue.rules.parts import likeness
from motcua.foundation.text import alphabetical

#: A code, a name under which it stands somewhere, and how often it is used.
_Used = tuple[str, str, int]

_RESULTS = """
SELECT result->>'code', max(result->>'name'), count(*)
FROM catalogue_procedureversion, jsonb_array_elements(results) AS result
WHERE coalesce(result->>'code', '') <> '' AND (%(on)s::date IS NULL OR valid_from <= %(on)s::date)
  AND (valid_to IS NULL OR valid_to > %(on)s::date)
GROUP BY 1
"""


def entries(kind: DictionaryKind, *, on: date | None = None) -> tuple[EntryFact, ...]:
    """The entries that may be used, by name; without `on` the newest published texts are counted."""
    kept = {entry.code: entry for entry in DictionaryEntry.objects.filter(kind=kind).select_related("merged_into")}
    used = {code: (name, count) for code, name, count in _used(kind, on)}
    found = [
        _entry(kind, code, kept.get(code), *used.get(code, ("", 0)))
        for code in {*used, *kept}
        if code not in kept or kept[code].valid_to is None
    ]
    return tuple(sorted(found, key=lambda one: alphabetical(one.name)))


def ended(kind: DictionaryKind) -> tuple[EntryFact, ...]:
    """The entries that ended or gave way to another: old codes still say what became of them."""
    rows = DictionaryEntry.objects.filter(kind=kind, valid_to__isnull=False).select_related("merged_into").order_by("code")
    return tuple(_entry(kind, row.code, row, "", 0) for row in rows)


def alike(kind: DictionaryKind, *, on: date | None = None) -> tuple[tuple[EntryFact, EntryFact], ...]:
    """Pairs of entries whose names are nearly the same: perhaps one thing written twice."""
    return likeness.pairs(entries(kind, on=on))


def _entry(kind: DictionaryKind, code: str, kept: DictionaryEntry | None, name: str, uses: int) -> EntryFact:
    return EntryFact(
        kind=kind,
        code=code,
        name=kept.name if kept else name,
        uses=uses,
        merged_into=kept.merged_into.code if kept and kept.merged_into else "",
        valid_to=kept.valid_to if kept else None,
        is_kept=kept is not None,
    )


def _used(kind: DictionaryKind, on: date | None) -> list[_Used]:
    versions = ProcedureVersion.objects.on(on) if on else ProcedureVersion.objects.filter(valid_to=None)
    if kind is DictionaryKind.FIELD:
        rows = versions.exclude(field_slug="").values("field_slug")
        return list(rows.annotate(name=Max("field"), uses=Count("id")).values_list("field_slug", "name", "uses"))
    if kind is DictionaryKind.PAPER:
        return _papers(versions)
    if kind is DictionaryKind.GROUP:
        groups = ChargeRule.objects.exclude(group="").values("group").annotate(uses=Count("id"))
        return [(row["group"], row["group"], row["uses"]) for row in groups]
    with connection.cursor() as cursor:
        cursor.execute(_RESULTS, {"on": on})
        return list(cursor.fetchall())


def _papers(versions: InForce[ProcedureVersion]) -> list[_Used]:
    coded = Component.objects.filter(version__in=versions).exclude(type_code="").values("type_code")
    rows: dict[str, _Used] = {
        row["type_code"]: (row["type_code"], row["name_"], row["uses"])
        for row in coded.annotate(name_=Max("name"), uses=Count("id"))
    }
    for row in (
        PaperProperty.objects.filter(valid_to=None, type__isnull=False).values("type__code", "type__name").annotate(n=Count("id"))
    ):
        code = row["type__code"]
        rows[code] = (code, row["type__name"], row["n"] + (rows[code][2] if code in rows else 0))
    return list(rows.values())
