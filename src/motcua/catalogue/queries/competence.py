"""Which agency decides a procedure at a place on a day, and in whose field does it lie?"""

from datetime import date

from motcua.catalogue.facts import Level, Property
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries.properties import only_agency, value
from motcua.catalogue.queries.terms import version_in_force
from motcua.catalogue.rules.in_charge import in_charge
from motcua.organization import public as organization


def in_charge_of(version: ProcedureVersion, on: date) -> frozenset[int]:
    """The agencies of the province in whose field a procedure lies: the one set for it, those it names, its ministry's department."""
    provincial = [(agency.id, agency.name) for agency in organization.agencies(kind=organization.PROVINCIAL, on=on)]
    only = only_agency(version.procedure.code, on=on)
    named = f"{version.agencies}, {version.competent_authority}"
    told = in_charge(provincial, ministry=version.ministry, named=named)
    return told | {id_ for id_, _name in provincial if id_ == only}


def competent(code: str, *, place_id: int, on: date) -> tuple[organization.AgencyFact, ...]:
    """The agencies that may decide a matter at a place (a commune): the one that is named, the commune itself, or those of the province.

    Raises UnknownProcedure, ProcedureNotInForce, AgencyUnknown, AgencyClosed, AgencyWasSplit.
    """
    version = version_in_force(code, on)
    only = only_agency(code, on=on)
    if only is not None:
        return (organization.require_open(only, on=on),)
    place = organization.current(place_id, on=on)
    if value(code, Property.COMPETENT, on=on) == "place" or Level.PROVINCE not in version.levels:
        return (place,) if Level.COMMUNE in version.levels else ()
    provincial = organization.agencies(kind=organization.PROVINCIAL, on=on)
    return (place, *provincial) if Level.COMMUNE in version.levels else provincial
