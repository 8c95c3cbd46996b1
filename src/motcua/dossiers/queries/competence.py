"""Which agencies may decide a procedure that a centre receives."""

from datetime import date

from motcua.catalogue import public as catalogue
from motcua.dossiers.rules import competence
from motcua.foundation.text import alphabetical
from motcua.organization import public as organization


def competent_agencies(*, terms: catalogue.Terms, centre_id: int, on: date) -> tuple[organization.AgencyFact, ...]:
    """Those that the centre serves first, then every other of the right level, where reception knows no boundary."""
    own = organization.served_by(centre_id, on=on)
    rest = sorted(
        (agency for agency in organization.agencies(on=on) if agency not in own), key=lambda agency: alphabetical(agency.name)
    )
    near = own if terms.boundary == "none" else (*own, *rest)
    return tuple(
        agency
        for agency in near
        if competence.decides(agency, levels=terms.levels, centres=organization.CENTRES, only=terms.competent_id)
    )
