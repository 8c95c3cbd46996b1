"""Whose dossiers does a role show? Pure."""

from datetime import date

import pytest

from motcua.organization.facts import (
    SYSTEM,
    Actor,
    AgencyFact,
    Holding,
    IdentifierStatus,
    Kind,
    Level,
    Placement,
    Role,
    SuccessionKind,
    Successor,
    citizen_actor,
)
from motcua.organization.rules.administration import manageable_agencies
from motcua.organization.rules.scope import area, sees_all_figures, sees_everything, visible_agencies
from motcua.organization.rules.tree import AgencyHasNoIdentifier, AgencyTree

DAY = date(2026, 11, 16)
NAMES = {
    "province": (Kind.PROVINCE, None),
    "office": (Kind.OFFICE, "province"),
    "provincial centre": (Kind.PROVINCIAL_CENTRE, "office"),
    "inspectorate": (Kind.INSPECTORATE, "province"),
    "department": (Kind.DEPARTMENT, "province"),
    "division": (Kind.DIVISION, "department"),
    "commune": (Kind.COMMUNE, "province"),
    "centre": (Kind.COMMUNE_CENTRE, "commune"),
    "point": (Kind.RECEPTION_POINT, "centre"),
    "other commune": (Kind.COMMUNE, "province"),
    "other centre": (Kind.COMMUNE_CENTRE, "other commune"),
    "old commune": (Kind.COMMUNE, None),
}
ID = {name: number for number, name in enumerate(NAMES, start=1)}


def fact(name: str, kind: Kind, **changed: object) -> AgencyFact:
    given: dict[str, object] = {
        "id": ID[name],
        "name": name,
        "short_name": name,
        "kind": kind,
        "level": Level.COMMUNE if "commune" in name or name in {"centre", "point"} else Level.PROVINCE,
        "identifier": None,
        "identifier_status": IdentifierStatus.NONE,
        "parent_id": None,
        "valid_from": date(2025, 7, 1),
        "valid_to": None,
        "statistical_code": "",
    }
    return AgencyFact(**(given | changed))  # type: ignore[arg-type]


def tree(**identifiers: str) -> AgencyTree:
    agencies = [fact(name, kind, identifier=identifiers.get(name)) for name, (kind, _) in NAMES.items() if name != "old commune"]
    agencies.append(fact("old commune", Kind.COMMUNE, valid_from=None, valid_to=date(2025, 7, 1)))
    placements = [
        Placement(agency_id=ID[name], parent_id=ID[parent], valid_from=date(2025, 7, 1), valid_to=None)
        for name, (_, parent) in NAMES.items()
        if parent
    ]
    merged = Successor(
        predecessor_id=ID["old commune"], successor_id=ID["commune"], on=date(2025, 7, 1), kind=SuccessionKind.MERGED
    )
    return AgencyTree(agencies, placements, [merged])


def holding(*held: tuple[Role, str]) -> Actor:
    return Actor(user_id=7, name="", holdings=frozenset(Holding(role, ID[name]) for role, name in held), on=DAY)


@pytest.mark.parametrize(
    ("role", "at", "seen"),
    [
        (Role.COUNTER, "centre", {"centre", "commune", "old commune"}),
        (Role.COUNTER, "point", {"point", "centre", "commune", "old commune"}),
        (Role.COUNTER, "provincial centre", {"provincial centre"}),
        (Role.OFFICIAL, "commune", {"commune", "centre", "old commune"}),
        (Role.CLERK, "commune", {"commune", "centre", "old commune"}),
        (Role.OFFICIAL, "department", {"department"}),
        (Role.OFFICIAL, "division", {"division", "department"}),
        (Role.HEAD, "department", {"department", "division"}),
        (Role.HEAD, "centre", {"centre", "point", "commune", "old commune"}),
        (Role.LEADER, "commune", {"commune", "centre", "point", "old commune"}),
        (Role.OFFICIAL, "province", {"province"}),
        (Role.OPERATOR, "province", set()),
        (Role.OPERATOR, "commune", set()),
        (Role.REFORM, "department", set()),
    ],
)
def test_a_role_shows_the_dossiers_of(role, at, seen):
    assert visible_agencies(holding((role, at)), tree()) == {ID[name] for name in seen}


@pytest.mark.parametrize(
    ("role", "at", "everything"),
    [
        (Role.LEADER, "province", True),
        (Role.LEADER, "office", True),
        (Role.LEADER, "department", False),
        (Role.LEADER, "commune", False),
        (Role.CONTROL, "provincial centre", True),
        (Role.CONTROL, "office", True),
        (Role.CONTROL, "commune", False),
        (Role.INSPECTOR, "inspectorate", True),
        (Role.INSPECTOR, "department", False),
        (Role.HEAD, "provincial centre", False),
        (Role.OFFICIAL, "province", False),
        (Role.OPERATOR, "province", False),
        (Role.REFORM, "department", False),
    ],
)
def test_the_whole_province_is_seen_by(role, at, everything):
    assert sees_everything(holding((role, at)), tree()) is everything


@pytest.mark.parametrize(
    ("at", "over", "whole"),
    [
        ("province", {"province", "commune", "other centre"}, True),
        ("office", {"office", "provincial centre", "commune", "other centre"}, True),
        ("commune", {"commune", "centre", "point"}, False),
        ("department", {"department", "division"}, False),
    ],
)
def test_a_role_is_held_over_what_stands_below(at, over, whole):
    keeper = Actor(user_id=7, name="", areas=(area(Role.CONTROL, ID[at], tree(), on=DAY),))

    assert all(keeper.holds_over(ID[name], {"control", "operator"}) for name in over)
    assert keeper.holds_over(ID["other commune"], {Role.CONTROL}) is whole
    assert keeper.holds_over(None, {Role.CONTROL}) is whole
    assert not keeper.holds_over(ID[at], {Role.OPERATOR})


def test_the_program_holds_every_role_and_the_public_none():
    assert SYSTEM.holds_over(None, {Role.OPERATOR})
    assert not citizen_actor().holds_over(ID["commune"], set(Role))


def test_sights_of_several_roles_add_up():
    both = holding((Role.COUNTER, "other centre"), (Role.OFFICIAL, "department"))

    assert visible_agencies(both, tree()) == {ID["other centre"], ID["other commune"], ID["department"]}


def test_the_reform_office_sees_figures_but_no_dossiers():
    reform = holding((Role.REFORM, "department"))

    assert sees_all_figures(reform, tree())
    assert not sees_everything(reform, tree())


def test_the_system_sees_everything_and_a_citizen_nothing():
    assert sees_everything(SYSTEM, tree())
    assert not sees_everything(citizen_actor(), tree())
    assert visible_agencies(citizen_actor(), tree()) == frozenset()


@pytest.mark.parametrize(
    ("role", "at", "area", "roles"),
    [
        (Role.OPERATOR, "province", "province", set(Role)),
        (Role.OPERATOR, "commune", "commune", set(Role)),
        (Role.LEADER, "commune", "commune", {Role.COUNTER, Role.OFFICIAL, Role.CLERK}),
        (Role.HEAD, "centre", "commune", {Role.COUNTER, Role.OFFICIAL, Role.CLERK}),
        (Role.HEAD, "division", "division", {Role.COUNTER, Role.OFFICIAL, Role.CLERK}),
    ],
)
def test_accounts_are_managed_in_the_own_area(role, at, area, roles):
    manager = holding((role, at))

    assert manageable_agencies(manager, tree()) == tree().subtree(ID[area])
    assert {role for role in Role if ID[area] in manageable_agencies(manager, tree(), role=role)} == roles


@pytest.mark.parametrize("role", [Role.COUNTER, Role.OFFICIAL, Role.CLERK, Role.CONTROL, Role.REFORM, Role.INSPECTOR])
def test_other_roles_manage_no_accounts(role):
    assert manageable_agencies(holding((role, "province")), tree()) == frozenset()


def test_a_code_begins_with_the_own_identifier_or_one_that_cannot_be_taken_for_official():
    known = tree(commune="H01.61")

    assert known.code_prefix(ID["commune"]) == "H01.61"
    assert known.code_prefix(ID["point"]) == f"H01.61.X{ID['point']}"
    with pytest.raises(AgencyHasNoIdentifier):
        known.code_prefix(ID["department"])
