"""Roles held for a time, absences and deputies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.organization import given
from tests.organization.given import AT, TODAY

from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.operations.roles import (
    AbsenceNotSensible,
    AbsencesOverlap,
    DatesReversed,
    DeputyWorksElsewhere,
    RoleBeginsImplausibly,
    RoleHeldAlready,
)
from motcua.organization.public import SYSTEM, Holding, Role, StandIn
from motcua.organization.rules.administration import OwnRolesAreGivenByOthers, RoleNotYoursToGive

pytestmark = pytest.mark.django_db


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


@pytest.fixture
def province() -> given.Province:
    return given.Province()


def test_an_actor_is_read_with_one_statement(province, django_assert_num_queries):
    away, deputy = given.officer(Role.LEADER, province.long_xuyen), given.officer(Role.HEAD, province.long_xuyen)
    organization.record_absence(user_id=away, first_day=TODAY, until=TODAY + timedelta(3), deputy_id=deputy, actor=SYSTEM, at=AT)

    with django_assert_num_queries(1):
        actor = organization.actor_of(deputy, at=AT)

    assert actor.holdings == {Holding(Role.HEAD, province.long_xuyen.id), Holding(Role.LEADER, province.long_xuyen.id)}
    assert actor.stands_in == {StandIn(Role.LEADER, province.long_xuyen.id, away)}
    assert actor.label == f"user:{deputy}"


def test_a_role_counts_from_its_first_day_until_before_its_last(province):
    user = given.officer(Role.COUNTER, province.oc_eo_centre, valid_from=date(2026, 11, 17), valid_to=date(2026, 11, 20))

    held = {day: bool(organization.actor_of(user, at=at_noon(date(2026, 11, day))).holdings) for day in (16, 17, 19, 20)}

    assert held == {16: False, 17: True, 19: True, 20: False}


def test_a_day_begins_at_midnight_in_viet_nam(province):
    user = given.officer(Role.COUNTER, province.oc_eo_centre, valid_from=date(2026, 11, 17))

    assert not organization.actor_of(user, at=datetime(2026, 11, 16, 16, 59, tzinfo=UTC)).holdings
    assert organization.actor_of(user, at=datetime(2026, 11, 16, 17, 0, tzinfo=UTC)).holdings


def test_a_deputy_has_the_roles_only_during_the_absence(province):
    away, deputy = given.officer(Role.LEADER, province.oc_eo), given.officer(Role.HEAD, province.oc_eo)
    organization.record_absence(
        user_id=away, first_day=date(2026, 11, 17), until=date(2026, 11, 19), deputy_id=deputy, actor=SYSTEM, at=AT
    )

    signs = {day: Role.LEADER in organization.actor_of(deputy, at=at_noon(date(2026, 11, day))).roles for day in (16, 17, 18, 19)}

    assert signs == {16: False, 17: True, 18: True, 19: False}


def test_standing_in_is_not_handed_on(province):
    chairman, deputy, third = (given.officer(role, province.oc_eo) for role in (Role.LEADER, Role.HEAD, Role.CLERK))
    for away, stands_in in ((chairman, deputy), (deputy, third)):
        organization.record_absence(
            user_id=away, first_day=TODAY, until=TODAY + timedelta(1), deputy_id=stands_in, actor=SYSTEM, at=AT
        )

    assert organization.actor_of(third, at=AT).roles == {Role.CLERK, Role.HEAD}


def test_a_deputy_acts_for_the_absent_in_their_role_also_when_holding_it(province):
    away, deputy = given.officer(Role.OFFICIAL, province.department), given.officer(Role.OFFICIAL, province.department)
    organization.record_absence(
        user_id=away, first_day=date(2026, 11, 17), until=date(2026, 11, 19), deputy_id=deputy, actor=SYSTEM, at=AT
    )

    before, during = (organization.actor_of(deputy, at=at_noon(date(2026, 11, day))) for day in (16, 17))

    assert before.acts_for(Role.OFFICIAL, province.department.id) == {deputy}
    assert during.acts_for(Role.OFFICIAL, province.department.id) == {deputy, away}
    assert during.acts_for(Role.CLERK, province.department.id) == {deputy}
    assert during.acts_for(Role.OFFICIAL, province.oc_eo.id) == {deputy}
    assert organization.actor_of(away, at=at_noon(date(2026, 11, 17))).acts_for(Role.OFFICIAL, province.department.id) == {away}
    assert SYSTEM.acts_for(Role.OFFICIAL, province.department.id) == frozenset()


def test_somebody_back_early_takes_the_roles_back(province):
    away, deputy = given.officer(Role.LEADER, province.oc_eo), given.officer(Role.HEAD, province.oc_eo)
    absence = organization.record_absence(
        user_id=away, first_day=TODAY, until=TODAY + timedelta(9), deputy_id=deputy, actor=SYSTEM, at=AT
    )

    organization.end_absence(absence_id=absence, actor=organization.actor_of(away, at=AT), at=AT)

    assert organization.actor_of(deputy, at=AT).roles == {Role.HEAD}


def test_absences_do_not_overlap_and_end_after_they_begin(province):
    away = given.officer(Role.LEADER, province.oc_eo)
    organization.record_absence(user_id=away, first_day=TODAY, until=TODAY + timedelta(3), actor=SYSTEM, at=AT)

    with pytest.raises(AbsencesOverlap):
        organization.record_absence(user_id=away, first_day=TODAY + timedelta(2), until=TODAY + timedelta(5), actor=SYSTEM, at=AT)
    with pytest.raises(DatesReversed):
        organization.record_absence(user_id=away, first_day=TODAY, until=TODAY, actor=SYSTEM, at=AT)


def test_nobody_hands_a_role_to_somebody_of_another_agency(province):
    leader, stranger = given.officer(Role.LEADER, province.oc_eo), given.officer(Role.CLERK, province.department)

    with pytest.raises(DeputyWorksElsewhere):
        organization.record_absence(
            user_id=leader,
            first_day=TODAY,
            until=TODAY + timedelta(1),
            deputy_id=stranger,
            actor=organization.actor_of(leader, at=AT),
            at=AT,
        )


def test_nobody_makes_themselves_a_deputy(province):
    leader, operator = given.officer(Role.LEADER, province.oc_eo), given.officer(Role.OPERATOR, province.top)

    with pytest.raises(OwnRolesAreGivenByOthers):
        organization.record_absence(
            user_id=leader,
            first_day=TODAY,
            until=TODAY + timedelta(1),
            deputy_id=operator,
            actor=organization.actor_of(operator, at=AT),
            at=AT,
        )


def test_an_ended_role_is_gone_at_once_and_the_journal_says_so(province):
    user = given.officer(Role.COUNTER, province.oc_eo_centre, valid_from=TODAY)
    (held,) = organization.holdings_of(user, on=TODAY)

    organization.end_appointment(holding_id=held.id, actor=SYSTEM, at=AT)

    assert organization.actor_of(user, at=AT).holdings == frozenset()
    assert [fact.name for fact in journal.history(f"user:{user}")] == ["UserCreated", "RoleGiven", "RoleEnded"]


def test_a_role_is_not_held_twice_at_one_time(province):
    user = given.officer(Role.COUNTER, province.oc_eo_centre, valid_to=TODAY + timedelta(5))
    again = {"user_id": user, "role": Role.COUNTER, "agency_id": province.oc_eo_centre.id, "actor": SYSTEM, "at": AT}

    with pytest.raises(RoleHeldAlready):
        organization.appoint(**again, valid_from=TODAY + timedelta(2))

    assert organization.appoint(**again, valid_from=TODAY + timedelta(5))


@pytest.mark.parametrize("start", [date(9999, 12, 31), date(1, 1, 1), TODAY + timedelta(367), TODAY - timedelta(5 * 366 + 1)])
def test_a_role_does_not_begin_in_another_age(province, start):
    with pytest.raises(RoleBeginsImplausibly):
        given.officer(Role.COUNTER, province.oc_eo_centre, valid_from=start)


@pytest.mark.parametrize("start", [TODAY + timedelta(366), date(2025, 7, 1)])
def test_a_role_may_begin_with_the_agency_or_within_a_year(province, start):
    user = given.officer(Role.COUNTER, province.oc_eo_centre, valid_from=start)

    assert organization.actor_of(user, at=at_noon(start)).has(Role.COUNTER, province.oc_eo_centre.id)


def test_a_communes_chairman_gives_working_roles_at_the_commune_only(province):
    chairman = given.actor(Role.LEADER, province.long_xuyen)
    user = given.person()

    organization.appoint(user_id=user, role=Role.COUNTER, agency_id=province.long_xuyen_centre.id, actor=chairman, at=AT)

    for role, agency in (
        (Role.LEADER, province.long_xuyen),
        (Role.OPERATOR, province.long_xuyen),
        (Role.COUNTER, province.oc_eo),
    ):
        with pytest.raises(RoleNotYoursToGive):
            organization.appoint(user_id=user, role=role, agency_id=agency.id, actor=chairman, at=AT)


def test_an_operator_does_not_widen_the_own_rights(province):
    operator = given.actor(Role.OPERATOR, province.top)

    with pytest.raises(OwnRolesAreGivenByOthers):
        organization.appoint(user_id=operator.user_id, role=Role.LEADER, agency_id=province.top.id, actor=operator, at=AT)


def test_officials_are_listed_with_absences(province, django_assert_num_queries):
    away = given.officer(Role.OFFICIAL, province.department, "Ánh")
    there = given.officer(Role.OFFICIAL, province.department, "Bình")
    organization.record_absence(user_id=away, first_day=TODAY, until=TODAY + timedelta(1), deputy_id=there, actor=SYSTEM, at=AT)

    with django_assert_num_queries(2):
        found = organization.officials(province.department.id, Role.OFFICIAL, at=AT)

    assert [(one.name, one.absent, one.deputy_id) for one in found] == [("Ánh", True, there), ("Bình", False, None)]
    assert organization.official_names([away, there]) == {away: "Ánh", there: "Bình"}


def test_labels_of_the_journal_are_read_as_names(province, django_assert_num_queries):
    there = given.officer(Role.OFFICIAL, province.department, "Bình")

    with django_assert_num_queries(1):
        found = organization.names_by_label([f"user:{there}", "user:999999999", SYSTEM.label, "citizen", ""])

    assert found == {
        f"user:{there}": "Bình",
        "user:999999999": "user:999999999",
        "system": "Hệ thống",
        "citizen": "Người dân",
        "": "",
    }


@pytest.mark.parametrize(
    ("first_day", "until"),
    [
        (date(1, 1, 1), date(9999, 12, 31)),
        (date(1, 1, 1), date(1, 1, 5)),
        (date(9999, 1, 1), date(9999, 12, 31)),
        (TODAY, TODAY + timedelta(6 * 366)),
    ],
)
def test_an_absence_is_of_some_years_at_most_and_about_now(province, first_day, until):
    away = given.officer(Role.LEADER, province.oc_eo)

    with pytest.raises(AbsenceNotSensible):
        organization.record_absence(user_id=away, first_day=first_day, until=until, actor=SYSTEM, at=AT)

    organization.record_absence(user_id=away, first_day=TODAY, until=TODAY + timedelta(4 * 366), actor=SYSTEM, at=AT)
