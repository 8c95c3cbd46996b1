"""Accounts made and closed, and the tokens of machines."""

import hashlib
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from tests.organization import given
from tests.organization.given import AT, TODAY

from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.models import Absence, ApiToken, User
from motcua.organization.operations.accounts import UsernameNotPlain, remove_second_factor, reset_password
from motcua.organization.operations.tokens import TokenOnlyForYourself
from motcua.organization.public import SYSTEM, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> given.Province:
    return given.Province()


def test_a_user_name_is_taken_once_whatever_its_case():
    organization.create_user(username="khang", full_name="Lê Minh Khang", actor=SYSTEM, at=AT)

    with pytest.raises(organization.UsernameTaken):
        organization.create_user(username=" KHANG ", full_name="Người khác", actor=SYSTEM, at=AT)


@pytest.mark.parametrize("username", ["", "ab", "có dấu", "a b c", "-abc", "x" * 61, "a/b/c"])
def test_a_user_name_is_plain(username):
    with pytest.raises(UsernameNotPlain):
        organization.create_user(username=username, full_name="Lê Minh Khang", actor=SYSTEM, at=AT)


def test_accounts_are_made_by_those_who_manage_the_agency(province):
    head = given.actor(Role.HEAD, province.oc_eo_centre)

    organization.create_user(username="moi", full_name="Mới", agency_id=province.oc_eo.id, actor=head, at=AT)

    for agency_id in (province.long_xuyen.id, None):
        with pytest.raises(organization.AccountNotYoursToManage):
            organization.create_user(username="moi2", full_name="Mới", agency_id=agency_id, actor=head, at=AT)


def test_who_sets_a_password_could_give_every_role_of_the_account(province):
    chairman = given.actor(Role.LEADER, province.oc_eo)
    clerk = given.officer(Role.CLERK, province.oc_eo)
    operator = given.officer(Role.OPERATOR, province.oc_eo)

    organization.set_password(user_id=clerk, password="mot-mat-khau-moi", actor=chairman, at=AT)

    with pytest.raises(organization.AccountNotYoursToManage):
        organization.set_password(user_id=operator, password="mot-mat-khau-moi", actor=chairman, at=AT)


def test_a_closed_account_has_no_roles_no_tokens_and_no_actor(province):
    user = given.officer(Role.COUNTER, province.oc_eo_centre, valid_to=TODAY + timedelta(90))
    token = organization.issue_api_token(user_id=user, actor=SYSTEM, at=AT).token

    organization.deactivate_user(user_id=user, actor=SYSTEM, at=AT, reason="Chuyển công tác")

    assert organization.holdings_of(user, on=TODAY) == ()
    assert organization.authenticate_token(token, at=AT) is None
    with pytest.raises(organization.UserUnknown):
        organization.actor_of(user, at=AT)


def test_a_closed_account_no_longer_hands_roles_to_its_deputy(province):
    leader, deputy = given.officer(Role.LEADER, province.oc_eo), given.officer(Role.HEAD, province.oc_eo)
    organization.record_absence(
        user_id=leader, first_day=TODAY, until=TODAY + timedelta(9), deputy_id=deputy, actor=SYSTEM, at=AT
    )

    organization.deactivate_user(user_id=leader, actor=SYSTEM, at=AT)

    assert organization.actor_of(deputy, at=AT).roles == {Role.HEAD}


def test_a_token_is_kept_as_a_hash_only():
    user = given.person()

    issued = organization.issue_api_token(user_id=user, actor=SYSTEM, at=AT, name="máy quầy 3")

    row = ApiToken.objects.get(pk=issued.id)
    assert bytes(row.digest) == hashlib.sha256(issued.token.encode()).digest()
    assert issued.token not in repr(issued)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_fact WHERE payload::text LIKE %s", [f"%{issued.token[10:30]}%"])
        assert cursor.fetchone() == (0,)


def test_a_token_is_checked_with_one_statement_after_its_first_use_of_the_day(django_assert_num_queries):
    user = given.person()
    token = organization.issue_api_token(user_id=user, actor=SYSTEM, at=AT).token

    with django_assert_num_queries(2):
        assert organization.authenticate_token(token, at=AT) == user
    with django_assert_num_queries(1):
        assert organization.authenticate_token(token, at=AT) == user

    assert ApiToken.objects.get(user_id=user).last_used_on == TODAY


@pytest.mark.parametrize("token", ["", "motcua_", "motcua_" + "A" * 43, "Bearer x", "motcua_\x00é"])
def test_a_wrong_token_is_nobody(token):
    assert organization.authenticate_token(token) is None


def test_a_token_ends_when_it_expires_or_is_revoked():
    user = given.person()
    short = organization.issue_api_token(user_id=user, actor=SYSTEM, at=AT, days=1)
    long = organization.issue_api_token(user_id=user, actor=SYSTEM, at=AT)

    assert organization.authenticate_token(short.token, at=AT + timedelta(hours=23)) == user
    assert organization.authenticate_token(short.token, at=AT + timedelta(days=1)) is None

    organization.revoke_api_token(token_id=long.id, actor=organization.actor_of(user, at=AT), at=AT)

    assert organization.authenticate_token(long.token, at=AT) is None


def test_a_token_is_issued_by_its_owner_only(province):
    operator = given.actor(Role.OPERATOR, province.top)

    with pytest.raises(TokenOnlyForYourself):
        organization.issue_api_token(user_id=given.officer(Role.LEADER, province.top), actor=operator, at=AT)


def test_the_command_prints_a_token_that_works(capsys):
    organization.create_user(username="may.quay", full_name="Máy quầy", actor=SYSTEM, at=AT)
    out = StringIO()

    call_command("api-token", "may.quay", "--json", stdout=out)

    user = organization.authenticate_token(json.loads(out.getvalue())["token"])
    assert user == User.objects.get(username="may.quay").pk
    with pytest.raises(SystemExit):
        call_command("api-token", "khong.co")
    assert "Không có tài khoản này." in capsys.readouterr().err


def _is_managed_in_no_way(user_id: int, actor: organization.Actor) -> None:
    token = organization.issue_api_token(user_id=user_id, actor=SYSTEM, at=AT)
    for refused in (
        lambda: organization.set_password(user_id=user_id, password="mot-mat-khau-moi", actor=actor, at=AT),
        lambda: reset_password(user_id=user_id, actor=actor, at=AT),
        lambda: remove_second_factor(user_id=user_id, actor=actor, at=AT),
        lambda: organization.deactivate_user(user_id=user_id, actor=actor, at=AT),
        lambda: organization.revoke_api_token(token_id=token.id, actor=actor, at=AT),
    ):
        with pytest.raises(organization.AccountNotYoursToManage):
            refused()


@pytest.mark.parametrize("begins_in", [0, 20])
def test_who_stands_in_for_the_chair_is_managed_as_the_chair_is(province, begins_in):
    chair, deputy = given.officer(Role.LEADER, province.oc_eo), given.officer(Role.OFFICIAL, province.oc_eo)
    head, first_day = given.actor(Role.HEAD, province.oc_eo), TODAY + timedelta(begins_in)

    absence = organization.record_absence(
        user_id=chair, first_day=first_day, until=first_day + timedelta(9), deputy_id=deputy, actor=SYSTEM, at=AT
    )

    _is_managed_in_no_way(deputy, head)
    organization.record_absence(user_id=deputy, first_day=TODAY, until=TODAY + timedelta(2), actor=head, at=AT)
    organization.end_absence(absence_id=absence, actor=organization.actor_of(chair, at=AT), at=AT)
    organization.set_password(user_id=deputy, password="mot-mat-khau-moi", actor=head, at=AT)


def test_only_the_roles_held_during_the_absence_count_for_the_deputy(province):
    chair, deputy = (
        given.officer(Role.LEADER, province.oc_eo, valid_to=TODAY + timedelta(5)),
        given.officer(Role.OFFICIAL, province.oc_eo),
    )
    organization.record_absence(
        user_id=chair, first_day=TODAY + timedelta(5), until=TODAY + timedelta(9), deputy_id=None, actor=SYSTEM, at=AT
    )
    Absence.objects.update(deputy_id=deputy)

    organization.set_password(user_id=deputy, password="mot-mat-khau-moi", actor=given.actor(Role.HEAD, province.oc_eo), at=AT)


def test_a_role_that_begins_later_counts_already(province):
    chosen = given.officer(Role.OFFICIAL, province.oc_eo)
    organization.appoint(
        user_id=chosen, role=Role.LEADER, agency_id=province.oc_eo.id, valid_from=TODAY + timedelta(20), actor=SYSTEM, at=AT
    )

    _is_managed_in_no_way(chosen, given.actor(Role.HEAD, province.oc_eo))


def test_a_new_password_ends_the_tokens_made_with_the_old_one(province):
    user, other = given.officer(Role.COUNTER, province.oc_eo), given.officer(Role.COUNTER, province.oc_eo)
    mine, theirs = (organization.issue_api_token(user_id=one, actor=SYSTEM, at=AT).token for one in (user, other))

    organization.set_password(
        user_id=user, password="mot-mat-khau-moi", actor=organization.actor_of(user, at=AT), at=AT + timedelta(1)
    )

    assert organization.authenticate_token(mine, at=AT + timedelta(2)) is None
    assert organization.authenticate_token(theirs, at=AT + timedelta(2)) == other
    assert journal.history(f"user:{user}")[-1].payload == {"own": True, "tokens_revoked": 1}
