"""Who may be given a step: those who hold its role at its agency, and whoever stands in for one of them who is away."""

from datetime import datetime

from motcua.organization import public as organization


def takers(*, agency_id: int, role: str, at: datetime) -> dict[int, str]:
    """Names by id, in the order of names; who stands in comes last."""
    found = organization.officials(agency_id, role, at=at)
    known = {official.user_id: official.name for official in found}
    deputies = {official.deputy_id for official in found if official.absent and official.deputy_id is not None} - known.keys()
    return known | (organization.official_names(deputies) if deputies else {})
