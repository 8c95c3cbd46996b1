"""Whose dossiers may somebody see?

Being able to run the machine is no reason to read a dossier: the operator's role gives no sight at all.
"""

from datetime import date

from motcua.organization.facts import Actor, AgencyFact, Area, Kind, Role
from motcua.organization.rules.tree import AgencyTree

#: Roles whose sight ends at their own agency.
OWN_AGENCY = frozenset({Role.COUNTER, Role.OFFICIAL, Role.CLERK})
#: Roles that see what stands below their agency as well.
WITH_SUBTREE = frozenset({Role.HEAD, Role.LEADER, Role.CONTROL, Role.INSPECTOR})
#: Where a role looks over the whole province.
PROVINCE_WIDE = {
    Role.LEADER: frozenset({Kind.PROVINCE, Kind.OFFICE}),
    Role.CONTROL: frozenset({Kind.PROVINCE, Kind.OFFICE, Kind.PROVINCIAL_CENTRE}),
    Role.INSPECTOR: frozenset({Kind.PROVINCE, Kind.INSPECTORATE}),
}
#: Agencies that speak for the whole province: what is kept there holds in every commune.
SPEAK_FOR_THE_PROVINCE = frozenset({Kind.PROVINCE, Kind.OFFICE, Kind.PROVINCIAL_CENTRE})


def area(role: Role, agency_id: int, tree: AgencyTree, *, on: date) -> Area:
    """Over which agencies is a role held that was given at one?

    Basis: Nghị định 63/2010/NĐ-CP Điều 5 (the control of procedures of a province sits at its office); house choice for the rest.
    """
    is_known = agency_id in tree.by_id
    return Area(
        role=role,
        agency_ids=tree.subtree(agency_id, on=on) if is_known else frozenset(),
        is_whole_province=is_known and tree.by_id[agency_id].kind in SPEAK_FOR_THE_PROVINCE,
    )


def sees_everything(actor: Actor, tree: AgencyTree) -> bool:
    """Whether no dossier of the province is hidden from this actor.

    Basis: NĐ 118/2025/NĐ-CP Điều 8 (the provincial centre and the control of procedures follow every dossier); house choice
    for the rest.
    """
    return actor.kind == "system" or any(is_province_wide(actor, role, tree) for role in PROVINCE_WIDE)


def is_province_wide(actor: Actor, role: Role, tree: AgencyTree) -> bool:
    """Whether the actor holds the role where it looks over the whole province.

    Basis: as for `sees_everything`.
    """
    return any(
        holding.role is role
        and holding.agency_id in tree.by_id
        and tree.by_id[holding.agency_id].kind in PROVINCE_WIDE.get(role, ())
        for holding in actor.holdings
    )


def sees_all_figures(actor: Actor, tree: AgencyTree) -> bool:
    """Whether this actor may see the counts of every unit and the dossiers behind them, without the persons.

    Basis: house choice: the reform office scores units and must be able to check what it scores by; it needs no names for that
    (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, purpose).
    """
    return sees_everything(actor, tree) or any(
        holding.role is Role.REFORM and holding.agency_id in tree.by_id and tree.by_id[holding.agency_id].level == "province"
        for holding in actor.holdings
    )


def visible_agencies(actor: Actor, tree: AgencyTree) -> frozenset[int]:
    """The agencies whose dossiers this actor sees on the actor's own day: what joins an agency later is not in sight before.

    Ask `sees_everything` first: the province's own list is not spelt out.

    Basis: NĐ 118/2025/NĐ-CP Điều 7, 8 (a commune and its centre work on the same dossiers); house choice for the rest.
    """
    seen: set[int] = set()
    for holding in actor.holdings:
        if actor.on is None or holding.agency_id not in tree.by_id:
            continue
        if holding.role in OWN_AGENCY:
            seen |= _at_work(holding.agency_id, tree, actor.on)
        elif holding.role in WITH_SUBTREE:
            seen |= _at_work(holding.agency_id, tree, actor.on) | tree.subtree(holding.agency_id, on=actor.on)
    return frozenset(seen)


def _at_work(agency_id: int, tree: AgencyTree, on: date) -> set[int]:
    """An agency, the whole that it is a part of, and the commune or centre that it shares its dossiers with."""
    whole: AgencyFact = tree.get(tree.whole_agency(agency_id, on=on))
    seen = {agency_id, whole.id}
    if whole.kind is Kind.COMMUNE:
        seen |= {child.id for child in tree.children_of(whole.id, on=on) if child.kind is Kind.COMMUNE_CENTRE}
    if whole.kind is Kind.COMMUNE_CENTRE and (commune := tree.parent_of(whole.id, on=on)) is not None:
        seen.add(commune)
    # After a merger the running dossiers still carry the old agency.
    return seen.union(*(tree.before(one, on=on) for one in seen))
