"""Who may manage accounts and roles, and where?"""

from collections.abc import Iterable
from datetime import date

from motcua.foundation.errors import NotAllowed, NotPossible
from motcua.organization.facts import Actor, Kind, Role
from motcua.organization.rules.tree import AgencyTree

#: What a head may give at the own agency without the province's operator.
DELEGATED = frozenset({Role.COUNTER, Role.OFFICIAL, Role.CLERK})


class RoleNotYoursToGive(NotAllowed):
    code = "role_not_yours_to_give"
    vi = "Bạn không được giao hoặc thu vai trò này ở đơn vị này."
    en = "You may not give or end this role at this agency."


class OwnRolesAreGivenByOthers(NotPossible):
    code = "own_roles_are_given_by_others"
    vi = "Không ai tự giao vai trò cho mình. Nhờ người quản trị khác làm việc này."
    en = "Nobody gives a role to themselves. Ask another administrator."


def manageable_agencies(actor: Actor, tree: AgencyTree, *, role: Role | None = None, on: date | None = None) -> frozenset[int]:
    """The agencies at which this actor may give and end a role (any of the delegated ones when none is named).

    Basis: TT 03/2025/TT-VPCP (commune centres administer and permission the accounts of their area); the list of roles is a
    house choice.
    """
    if actor.kind == "system":
        return frozenset(tree.by_id)
    managed: set[int] = set()
    for holding in actor.holdings:
        if holding.agency_id not in tree.by_id:
            continue
        if holding.role is Role.OPERATOR:
            managed |= tree.subtree(holding.agency_id, on=on)
        elif holding.role in {Role.HEAD, Role.LEADER} and (role is None or role in DELEGATED):
            managed |= tree.subtree(_area(holding.agency_id, tree, on), on=on)
    return frozenset(managed)


def require_role_management(actor: Actor, tree: AgencyTree, *, role: Role, agency_id: int, user_id: int, on: date) -> None:
    """Raises RoleNotYoursToGive, OwnRolesAreGivenByOthers.

    Basis: as `manageable_agencies`; nobody widens the own rights (house choice).
    """
    if agency_id not in manageable_agencies(actor, tree, role=role, on=on):
        raise RoleNotYoursToGive
    if actor.user_id is not None and actor.user_id == user_id:
        raise OwnRolesAreGivenByOthers


def _area(agency_id: int, tree: AgencyTree, on: date | None) -> int:
    """The head of a commune's centre manages the accounts of the commune."""
    if tree.get(agency_id).kind is Kind.COMMUNE_CENTRE:
        return tree.parent_of(agency_id, on=on) or agency_id
    return agency_id


def account_is_managed_by(
    actor: Actor, tree: AgencyTree, *, user_id: int, agency_id: int | None, roles: Iterable[tuple[Role, int]], on: date
) -> bool:
    """Whether the actor may close an account or give it a new password: only with the right to give each role that it holds,
    since whoever sets a password can act with those roles.

    Basis: as `manageable_agencies`.
    """
    # `roles`: those that begin later too, and those had by standing in for somebody, now or later.
    if actor.kind == "system":
        return True
    if actor.user_id == user_id or agency_id not in manageable_agencies(actor, tree, on=on):
        return False
    return all(held_at in manageable_agencies(actor, tree, role=role, on=on) for role, held_at in roles)
