"""Narrow answers for the rooms above: what a version is called, what may be filed, which procedure a code names."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from motcua.catalogue.facts import Fileable, VersionName
from motcua.catalogue.models import Procedure, ProcedureVersion, Process
from motcua.catalogue.queries.terms import UnknownProcedure

#: A version is never edited, so its name is kept for ever.
_names: dict[int, VersionName] = {}


def names(*, version_ids: Iterable[int]) -> dict[int, VersionName]:
    """Code and short name by version; at most one statement, none for versions named before."""
    wanted = set(version_ids)
    unknown = wanted - _names.keys()
    if unknown:
        rows = ProcedureVersion.objects.filter(pk__in=unknown).values_list("pk", "procedure__code", "name", "short_name", "field")
        _names.update(
            {pk: VersionName(code=code, name=name, short_name=short, field=field) for pk, code, name, short, field in rows}
        )
    return {pk: _names[pk] for pk in wanted}


def procedure_id(*, code: str) -> int:
    """The id behind a procedure's code. Raises UnknownProcedure."""
    found = Procedure.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise UnknownProcedure(procedure_code=code)
    return found


def fileable(*, on: date) -> tuple[Fileable, ...]:
    """Every procedure that the province or its communes handle and that has a process on a day, by code."""
    ready = Process.objects.on(on).filter(version=OuterRef("pk"), for_all=True)
    rows = ProcedureVersion.objects.on(on).filter(offered=True).filter(Exists(ready)).order_by("procedure__code")
    return tuple(
        Fileable(code=code, field=field, ministry=ministry, levels=frozenset(levels))
        for code, field, ministry, levels in rows.values_list("procedure__code", "field", "ministry", "levels")
    )
