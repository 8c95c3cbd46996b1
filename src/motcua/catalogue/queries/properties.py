"""The properties of procedures, kept in memory: each filing and each page asks for them."""

from collections import defaultdict
from datetime import date

from motcua.catalogue.facts import Property, PropertyFact
from motcua.catalogue.models import ProcedureProperty
from motcua.catalogue.queries import changes
from motcua.catalogue.rules.parts import values
from motcua.foundation.confidence import Confidence
from motcua.organization import public as organization


def properties(code: str, *, on: date) -> tuple[PropertyFact, ...]:
    """What is kept of a procedure beside its text on a day, in the order of the properties."""
    held = [one for one in _all().get(code, ()) if one.valid_from <= on and (one.valid_to is None or on < one.valid_to)]
    return tuple(sorted(held, key=lambda one: list(Property).index(one.name)))


def coming(code: str, *, on: date) -> tuple[PropertyFact, ...]:
    """What will hold from a later day, the nearest first."""
    held = [one for one in _all().get(code, ()) if one.valid_from > on and one.valid_to != one.valid_from]
    return tuple(sorted(held, key=lambda one: one.valid_from))


def value(code: str, name: Property, *, on: date) -> str:
    """The value of a property on a day; empty when nobody has set one."""
    return next((one.value for one in properties(code, on=on) if one.name is name), "")


def values_of(name: Property, *, on: date) -> dict[str, str]:
    """The values of a property on a day, by the code of the procedure, of those for which somebody has set one."""
    return {
        code: one.value
        for code, held in _all().items()
        for one in held
        if one.name is name and one.valid_from <= on and (one.valid_to is None or on < one.valid_to)
    }


def handled_elsewhere(code: str, *, on: date) -> str:
    """The ministry's system that alone receives and decides on a day; empty when the province's does."""
    return values.read(value(code, Property.ROUTE, on=on)).system


def only_agency(code: str, *, on: date) -> int | None:
    """The one agency that decides a procedure on a day, where somebody has said so; after a merger, the one that goes on."""
    agency_id = values.read(value(code, Property.COMPETENT, on=on)).agency_id
    if agency_id is None:
        return None
    try:
        return organization.current(agency_id, on=on).id
    except (organization.AgencyClosed, organization.AgencyWasSplit, organization.AgencyUnknown):
        return agency_id  # `motcua catalogue check` tells it; filing is refused with the agency's name


def words(name: Property, kept: str) -> str:
    """A value as people read it, an agency by its name."""
    said = values.read(kept)
    if said.agency_id is None:
        return values.words(name, said)
    try:
        return organization.agency(said.agency_id).name
    except organization.AgencyUnknown:
        return kept


def _all() -> dict[str, tuple[PropertyFact, ...]]:
    return changes.kept("properties", _read)


def _read() -> dict[str, tuple[PropertyFact, ...]]:
    found: dict[str, list[PropertyFact]] = defaultdict(list)
    for row in ProcedureProperty.objects.select_related("procedure").order_by("id"):
        fact = PropertyFact(
            name=Property(row.name),
            value=row.value,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            basis=row.basis,
            confidence=Confidence(row.confidence),
        )
        found[row.procedure.code].append(fact)
    return {code: tuple(facts) for code, facts in found.items()}
