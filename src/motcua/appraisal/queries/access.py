"""Whose points an actor may see."""

from motcua.appraisal.rules import permissions
from motcua.organization import public as organization
from motcua.organization.public import Role


def judges_province(actor: organization.Actor) -> bool:
    """Who judges all units: the province's reform office, and its inspectors."""
    return organization.is_province_wide(actor, Role.INSPECTOR) or (
        Role.REFORM in actor.roles and organization.sees_all_figures(actor)
    )


def units(actor: organization.Actor) -> tuple[organization.AgencyFact, ...]:
    """The units whose sums an actor opens: those they head, or every one that decides procedures."""
    if judges_province(actor):
        return tuple(one for one in organization.agencies() if one.kind not in organization.CENTRES)
    places = {post.agency_id for post in actor.posts if post.role in {Role.HEAD, Role.LEADER}}
    return tuple(organization.agency(place) for place in sorted(places))


def opens(actor: organization.Actor) -> bool:
    """Whether somebody has points of their own, or a unit's to look at."""
    return judges_province(actor) or bool(actor.roles & {Role.OFFICIAL, Role.HEAD, Role.LEADER, Role.CLERK})


def require_sight(actor: organization.Actor, *, agency_id: int, user_id: int | None) -> None:
    """Raises PointsOfOthers."""
    if not permissions.may_see(actor, agency_id=agency_id, user_id=user_id, sees_all=judges_province(actor)):
        raise permissions.PointsOfOthers
