"""Errand 16: two communes become one on a date; staff and running work go on."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.organization import given
from tests.organization.given import AT, TODAY

from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.operations.agencies import AgencyBeginsThatDay, StructureNotYoursToChange
from motcua.organization.operations.merging import MergedAgenciesDiffer, NothingToMerge
from motcua.organization.public import SYSTEM, Kind, Level, NewAgency, Role

pytestmark = pytest.mark.django_db
ON = date(2027, 1, 1)
AFTER = datetime(2027, 1, 4, 1, tzinfo=UTC)
NEW = NewAgency(name="Phường Óc Eo", kind=Kind.COMMUNE, level=Level.COMMUNE)


@pytest.fixture
def province() -> given.Province:
    return given.Province()


def merge(province: given.Province, successor: int | NewAgency = NEW, **changed: object) -> organization.AgencyFact:
    asked: dict[str, object] = {
        "predecessors": [province.long_xuyen.id, province.oc_eo.id],
        "successor": successor,
        "on": ON,
        "basis": "Nghị quyết 1/2026",
        "actor": SYSTEM,
        "at": AT,
    }
    return organization.merge_agencies(**(asked | changed))  # type: ignore[arg-type]


def test_running_work_of_both_goes_on_at_the_new_commune(province):
    new = merge(province)

    for old in (province.long_xuyen, province.oc_eo):
        assert organization.current(old.id, on=date(2026, 12, 31)).id == old.id
        assert organization.current(old.id, on=ON).id == new.id
    with pytest.raises(organization.AgencyClosed):
        organization.require_open(province.oc_eo.id, on=ON)
    assert new.parent_id == province.top.id


def test_both_centres_become_one_and_parts_move(province):
    new = merge(province)

    centre = organization.current(province.oc_eo_centre.id, on=ON)
    assert centre.id == organization.current(province.long_xuyen_centre.id, on=ON).id
    assert centre.name == "Trung tâm Phục vụ hành chính công phường Óc Eo"
    assert {child.id for child in organization.children(new.id, on=ON)} == {centre.id, province.long_xuyen_division.id}
    assert province.long_xuyen_division.id in organization.subtree_ids(province.long_xuyen.id, on=TODAY)


def test_staff_keep_their_roles_to_the_same_end(province):
    counter = given.officer(Role.COUNTER, province.oc_eo_centre, valid_to=date(2027, 6, 30))
    leader = given.officer(Role.LEADER, province.oc_eo)
    past = given.officer(Role.CLERK, province.oc_eo, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 1))

    new = merge(province)

    centre = organization.current(province.oc_eo_centre.id, on=ON)
    (held,) = organization.holdings_of(counter, on=ON)
    assert (held.agency_id, held.role, held.valid_from, held.valid_to) == (centre.id, Role.COUNTER, ON, date(2027, 6, 30))
    assert organization.actor_of(leader, at=AFTER).agencies(Role.LEADER) == {new.id}
    assert organization.actor_of(leader, at=AT).agencies(Role.LEADER) == {province.oc_eo.id}
    assert organization.holdings_of(past, on=ON) == ()


def test_one_commune_takes_the_other_in(province):
    both = given.officer(Role.CLERK, province.oc_eo)
    organization.appoint(user_id=both, role=Role.CLERK, agency_id=province.long_xuyen.id, actor=SYSTEM, at=AT)

    merge(province, province.long_xuyen.id)

    assert organization.current(province.oc_eo.id, on=ON).id == province.long_xuyen.id
    assert organization.current(province.oc_eo_centre.id, on=ON).id == province.long_xuyen_centre.id
    assert organization.agency(province.long_xuyen.id).valid_to is None
    assert len(organization.holdings_of(both, on=ON)) == 1


def test_staff_of_the_new_commune_see_the_dossiers_of_both(province):
    clerk = given.officer(Role.CLERK, province.oc_eo)
    new = merge(province)

    seen = organization.visible_agencies(organization.actor_of(clerk, at=AFTER))

    assert {new.id, province.oc_eo.id, province.long_xuyen.id, province.oc_eo_centre.id} <= seen


def test_a_deputy_acts_for_the_absent_in_the_work_left_by_the_old_communes(province):
    away, deputy = given.officer(Role.OFFICIAL, province.oc_eo), given.officer(Role.HEAD, province.oc_eo)
    organization.record_absence(user_id=away, first_day=ON, until=date(2027, 2, 1), deputy_id=deputy, actor=SYSTEM, at=AT)
    new = merge(province)

    actor = organization.actor_of(deputy, at=AFTER)

    assert {place for place in actor.agencies() if away in actor.acts_for(Role.OFFICIAL, place)} == {new.id}
    assert actor.acts_for(Role.OFFICIAL, province.oc_eo.id) == {deputy, away}


def test_before_the_day_nobody_sees_more(province):
    clerk = given.officer(Role.CLERK, province.long_xuyen)
    merge(province, province.long_xuyen.id)

    seen = organization.visible_agencies(organization.actor_of(clerk, at=AT))

    assert seen == {province.long_xuyen.id, province.long_xuyen_centre.id}


def test_a_merger_of_the_merged_is_followed_to_its_end(province):
    first = merge(province)
    third = given.agency("Xã Thoại Sơn", Kind.COMMUNE, province.top)

    last = merge(province, third.id, predecessors=[first.id], on=date(2028, 1, 1))

    assert organization.current(province.oc_eo.id, on=date(2028, 1, 1)).id == last.id == third.id


def test_the_journal_tells_the_merger_to_everybody_concerned(province):
    leader = given.officer(Role.LEADER, province.oc_eo)

    new = merge(province)

    assert [fact.name for fact in journal.history(f"agency:{province.oc_eo.id}")] == ["AgencyCreated", "AgencyMerged"]
    assert [fact.name for fact in journal.history(f"agency:{new.id}")] == ["AgencyCreated", "AgencySucceeded"]
    assert journal.history(f"user:{leader}")[-1].payload["into"] == new.id


def test_what_cannot_be_merged(province):
    with pytest.raises(MergedAgenciesDiffer):
        merge(province, province.department.id)
    with pytest.raises(NothingToMerge):
        merge(province, province.oc_eo.id, predecessors=[province.oc_eo.id])
    with pytest.raises(AgencyBeginsThatDay):
        merge(province, on=date(2025, 7, 1))
    with pytest.raises(organization.AgencyClosed):
        merge(province, on=date(2025, 6, 30))


def test_a_communes_operator_does_not_change_the_province(province):
    with pytest.raises(StructureNotYoursToChange):
        merge(province, actor=given.actor(Role.OPERATOR, province.long_xuyen))
    with pytest.raises(StructureNotYoursToChange):
        organization.create_agency(new=NEW, actor=given.actor(Role.LEADER, province.top), at=AT)

    assert merge(province, actor=given.actor(Role.OPERATOR, province.top))


def test_an_operator_gives_nothing_to_a_successor_outside_the_own_area(province):
    office, offices_part = province.office, given.agency("Ban Quản lý khu A", Kind.BOARD, province.office, level=Level.PROVINCE)
    elsewhere = given.agency("Ban Quản lý khu B", Kind.BOARD, province.top, level=Level.PROVINCE)
    operator = given.actor(Role.OPERATOR, office)
    outside = NewAgency(name="Ban Quản lý mới", kind=Kind.BOARD, level=Level.PROVINCE, parent_id=province.top.id)

    for successor in (elsewhere.id, outside):
        with pytest.raises(StructureNotYoursToChange):
            merge(province, successor, predecessors=[offices_part.id], actor=operator)

    assert merge(province, replace(outside, parent_id=office.id), predecessors=[offices_part.id], actor=operator)


def test_a_closed_agency_has_no_successor_and_no_staff(province):
    clerk = given.officer(Role.CLERK, province.inspectorate)

    organization.close_agency(agency_id=province.inspectorate.id, on=ON, basis="QĐ 2", actor=SYSTEM, at=AT)

    assert organization.holdings_of(clerk, on=ON) == ()
    with pytest.raises(organization.AgencyClosed):
        organization.current(province.inspectorate.id, on=ON)
