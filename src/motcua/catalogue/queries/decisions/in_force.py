"""What is in force on any day, for the province or for one agency: one statement."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from motcua.catalogue.facts import InForceFact, Property
from motcua.catalogue.models import ProcedureProperty, ProcedureVersion
from motcua.catalogue.rules.parts import values
from motcua.organization import public as organization


def in_force(*, on: date, agency_id: int | None = None) -> tuple[InForceFact, ...]:
    """Every procedure in force on a day, by code; with an agency, those that it decides.

    An agency decides the procedures of its level, but for those of which somebody has said that one agency alone decides them;
    a service centre receives and decides none.
    """
    rows = ProcedureVersion.objects.on(on)
    if agency_id is not None:
        rows = rows.filter(_decided_by(organization.agency(agency_id), on))
    columns = (
        "procedure__code", "name", "field", "levels", "detail", "offered", "service_level", "limit_amount", "limit_unit", "valid_from",
        "valid_to", "decision",
    )  # fmt: skip
    return tuple(
        InForceFact(
            code=code, name=name, field=field, levels=tuple(levels), detail=detail, offered=offered, service_level=service,
            limit=(amount, unit) if amount else None, valid_from=begins, valid_to=ends, decision=decision,
        )
        for code, name, field, levels, detail, offered, service, amount, unit, begins, ends, decision in rows.order_by(
            "procedure__code"
        ).values_list(*columns)
    )  # fmt: skip


def _decided_by(agency: organization.AgencyFact, on: date) -> Q | Exists:
    said = ProcedureProperty.objects.on(on).filter(procedure=OuterRef("procedure_id"), name=Property.COMPETENT)
    only = said.exclude(value__in=list(values.choices(Property.COMPETENT)))
    own = Exists(only.filter(value=values.Value(agency_id=agency.id).kept))
    if agency.kind in organization.CENTRES:
        return Q(pk__in=())
    return Q(own) | (Q(levels__contains=[agency.level], offered=True) & ~Q(Exists(only)))
