"""Which agency decides a procedure at a place on a day?"""

from datetime import date

from motcua.catalogue.facts import Level, Property
from motcua.catalogue.queries.properties import only_agency, value
from motcua.catalogue.queries.terms import version_in_force
from motcua.organization import public as organization


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
