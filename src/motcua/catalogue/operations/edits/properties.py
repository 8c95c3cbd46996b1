"""Properties of procedures, one or many at once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from motcua.catalogue.facts import EditLine, Property, SetProperty
from motcua.catalogue.models import Procedure, ProcedureProperty, ProcedureVersion
from motcua.catalogue.queries.properties import words
from motcua.catalogue.rules.parts import values
from motcua.foundation.errors import Invalid, NotFound, NotPossible


class UnknownProcedures(NotFound):
    code = "unknown_procedures"
    vi = "Không có thủ tục mã {codes}."
    en = "There is no procedure with the code {codes}."


class LaterEntryExists(NotPossible):
    code = "later_entry_exists"
    vi = "{subject} đã có nội dung áp dụng từ {later:%d/%m/%Y}, sau ngày {on:%d/%m/%Y}. Chọn ngày từ đó trở đi."
    en = "{subject} has an entry from {later} already, after {on}. Choose a day from then on."


class BasisMissing(Invalid):
    code = "basis_missing"
    vi = "Ghi căn cứ: số văn bản, điều khoản."
    en = "Say on what it rests: the number of the text, the article."


def lines(asked: SetProperty) -> tuple[EditLine, ...]:
    """What would change. Raises UnknownProcedures, BadProperty, BasisMissing, LaterEntryExists."""
    require_basis(asked.basis)
    values.require(asked.name, asked.value)
    procedures = named(asked.codes)
    now = _in_force(procedures.values(), asked.name, asked.valid_from)
    names = short_names(procedures.values(), asked.valid_from)
    published = _published(procedures.values(), asked.name, asked.valid_from)
    return tuple(
        EditLine(
            subject=code,
            name=names.get(procedure.pk, code),
            before=words(asked.name, now[procedure.pk].value) if procedure.pk in now else published.get(procedure.pk, ""),
            after=words(asked.name, asked.value),
        )
        for code, procedure in procedures.items()
        if procedure.pk not in now or now[procedure.pk].value != asked.value
    )


def apply(asked: SetProperty) -> list[tuple[str, str, dict[str, Any]]]:
    """Make the change; answers the facts to record."""
    changed = {line.subject for line in lines(asked)}
    procedures = [procedure for code, procedure in named(asked.codes).items() if code in changed]
    end_open(ProcedureProperty.objects.filter(procedure__in=procedures, name=asked.name), asked.valid_from)
    ProcedureProperty.objects.bulk_create(
        ProcedureProperty(
            procedure=procedure,
            name=asked.name,
            value=asked.value,
            valid_from=asked.valid_from,
            basis=asked.basis,
            confidence=asked.confidence,
        )
        for procedure in procedures
    )
    said = {"property": str(asked.name), "value": asked.value, "from": asked.valid_from.isoformat(), "basis": asked.basis}
    return [(f"procedure:{procedure.pk}", "ProcedurePropertySet", said) for procedure in procedures]


def require_basis(basis: str) -> None:
    if not basis.strip():
        raise BasisMissing


def named(codes: Iterable[str]) -> dict[str, Procedure]:
    """The procedures of these codes, in their order. Raises UnknownProcedures."""
    wanted = list(dict.fromkeys(codes))
    found = {procedure.code: procedure for procedure in Procedure.objects.filter(code__in=wanted)}
    unknown = [code for code in wanted if code not in found]
    if unknown or not wanted:
        raise UnknownProcedures(codes=", ".join(code[:20] for code in unknown[:5]) or "…")
    return {code: found[code] for code in wanted}


def short_names(procedures: Iterable[Procedure], on: date) -> dict[int, str]:
    rows = ProcedureVersion.objects.on(on).filter(procedure__in=list(procedures)).values_list("procedure_id", "short_name")
    return dict(rows)


def _published(procedures: Iterable[Procedure], name: Property, on: date) -> dict[int, str]:
    """What holds where the province has set nothing, in words; only the level of service is published as such."""
    if name is not Property.SERVICE_LEVEL:
        return {}
    rows = ProcedureVersion.objects.on(on).filter(procedure__in=list(procedures)).values_list("procedure_id", "service_level")
    return {procedure_id: words(name, level) for procedure_id, level in rows if level}


def end_open(rows: Any, on: date) -> None:
    """What holds on a day ends there; what was to begin that very day never held."""
    rows.filter(valid_to=None).update(valid_to=on)


def _in_force(procedures: Iterable[Procedure], name: Property, on: date) -> dict[int, ProcedureProperty]:
    rows = ProcedureProperty.objects.filter(procedure__in=list(procedures), name=name, valid_to=None).select_related("procedure")
    require_none_later(((row.procedure.code, row.valid_from) for row in rows), on)
    return {row.procedure_id: row for row in rows}


def require_none_later(begun: Iterable[tuple[str, date]], on: date) -> None:
    """Raises LaterEntryExists when something begins after the day."""
    for subject, begins in begun:
        if begins > on:
            raise LaterEntryExists(subject=subject, later=begins, on=on)
