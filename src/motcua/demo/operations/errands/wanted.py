"""What an errand is given, and the place where it happens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import NotPossible
from motcua.organization import public as organization
from motcua.organization.public import Kind, Role

#: Matters of a school year, the likeliest first. The first two stand in the national list by name only: until the control office
#: has entered their papers nothing can be filed; the third is what school leavers file when they move away to study.
MATTERS = ("1.005142", "3.000181", "1.013134")


class NothingToSimulate(NotPossible):
    code = "nothing_to_simulate"
    vi = "Bản minh họa không có thủ tục nào của năm học nhận hồ sơ được, hoặc không có trung tâm nào nhận."
    en = "The demonstration has no procedure of a school year that can be filed, or no centre that receives it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    rows: int
    wrong: int
    seed: int
    folder: Path
    now: Callable[[], datetime]
    told: Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and what: a centre with somebody at its counter, and the agency that decides."""

    terms: catalogue.Terms
    centre: organization.AgencyFact
    competent: organization.AgencyFact
    user_id: int


def places(at: datetime, *, count: int = 2) -> list[Place]:
    """The first centres that receive the matter. Raises NothingToSimulate."""
    day = clock.local_day(at)
    fileable = {one.code: one.levels for one in catalogue.fileable(on=day)}
    code = next((code for code in MATTERS if code in fileable), None)
    if code is None:
        raise NothingToSimulate
    terms = catalogue.terms_in_force(procedure_code=code, on=day)
    kind = Kind.COMMUNE_CENTRE if "commune" in fileable[code] else Kind.PROVINCIAL_CENTRE
    found: list[Place] = []
    for centre in organization.agencies(kind=kind, on=day):
        staff = organization.officials(centre.id, Role.COUNTER, at=at)
        competent = dossiers.competent_agencies(terms=terms, centre_id=centre.id, on=day)
        if staff and competent:
            found.append(Place(terms=terms, centre=centre, competent=competent[0], user_id=staff[0].user_id))
        if len(found) == count:
            break
    if not found:
        raise NothingToSimulate
    return found
