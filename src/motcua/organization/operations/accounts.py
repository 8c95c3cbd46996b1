"""Accounts: made, deactivated, given a new password."""

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest

from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotAllowed, NotPossible
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import models, queries
from motcua.organization.facts import LONGEST_NAME, Actor, UserFact
from motcua.organization.queries import UserUnknown
from motcua.organization.rules.administration import account_is_managed_by, manageable_agencies
from motcua.organization.rules.naming import sort_name

Answer = TypeVar("Answer")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


class AccountNotYoursToManage(NotAllowed):
    code = "account_not_yours_to_manage"
    vi = "Bạn không quản lý tài khoản này."
    en = "You do not manage this account."


class UsernameTaken(NotPossible):
    code = "username_taken"
    vi = "Tên đăng nhập {username} đã có người dùng. Chọn tên khác."
    en = "The user name {username} is taken. Choose another."


class UsernameNotPlain(Invalid):
    code = "username_not_plain"
    vi = "Tên đăng nhập gồm 3 đến 60 ký tự: chữ thường không dấu, số, dấu chấm, gạch nối, gạch dưới."
    en = "A user name has 3 to 60 characters: plain lower-case letters, digits, dot, hyphen, underscore."


class FullNameMissing(Invalid):
    code = "full_name_missing"
    vi = "Nhập họ và tên."
    en = "Give the full name."


class FullNameTooLong(Invalid):
    code = "full_name_too_long"
    vi = "Họ và tên dài quá {most} ký tự."
    en = "The full name is longer than {most} characters."


class AccountInactive(NotPossible):
    code = "account_inactive"
    vi = "Tài khoản này đã ngừng hoạt động."
    en = "This account is deactivated."


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    actor: Actor,
    at: datetime,
    password: str | None = None,
    email: str = "",
    phone: str = "",
    agency_id: int | None = None,
) -> int:
    """Make an account; without a password nobody can sign in with it yet. Returns its id.

    Raises AccountNotYoursToManage, UsernameNotPlain, UsernameTaken, FullNameMissing, FullNameTooLong, AgencyUnknown, AgencyClosed.
    """
    username, full_name, day = username.strip().lower(), tidy(full_name), clock.local_day(at)

    if actor.kind != "system" and agency_id not in manageable_agencies(actor, queries.tree(), on=day):
        raise AccountNotYoursToManage

    if not _USERNAME.fullmatch(username):
        raise UsernameNotPlain
    if not full_name:
        raise FullNameMissing
    if len(full_name) > LONGEST_NAME:
        raise FullNameTooLong(most=LONGEST_NAME)
    if agency_id is not None:
        queries.require_open(agency_id, on=day)
    row = models.User(
        username=username,
        full_name=full_name,
        sort_name=sort_name(full_name),
        email=tidy(email),
        phone=tidy(phone),
        agency_id=agency_id,
        created_at=at,
    )
    row.set_password(password)

    # ON CONFLICT waits for a simultaneous maker of the same name, so that the second one hears a sentence and not an error 500.
    models.User.objects.bulk_create([row], ignore_conflicts=True)
    made = models.User.objects.filter(username=username, password=row.password).values_list("pk", flat=True).first()
    if made is None:
        raise UsernameTaken(username=username)

    journal.record(name="UserCreated", subject=f"user:{made}", actor=actor.label, at=at, payload={"agency": agency_id})
    return made


@transaction.atomic
def deactivate_user(*, user_id: int, actor: Actor, at: datetime, reason: str = "") -> None:
    """Close an account at once: sign-in, open sessions, tokens and roles end. Raises UserUnknown, AccountNotYoursToManage."""
    row, day = locked_user(user_id), clock.local_day(at)

    require_managed(actor, row, at=at)

    row.is_active = False
    row.set_unusable_password()  # so that no open session wakes up when the account is opened again
    row.save(update_fields=["is_active", "password"])
    lasting = models.RoleHolding.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), user_id=user_id)
    ended = lasting.update(valid_to=Greatest("valid_from", Value(day)))
    models.ApiToken.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=at)

    payload = {"reason": reason, "roles_ended": ended}
    journal.record(name="UserDeactivated", subject=f"user:{user_id}", actor=actor.label, at=at, payload=payload)


@transaction.atomic
def reactivate_user(*, user_id: int, actor: Actor, at: datetime) -> None:
    """Open a closed account again, without roles and without a password. Raises UserUnknown, AccountNotYoursToManage."""
    row = locked_user(user_id)

    require_managed(actor, row, at=at)

    row.is_active = True
    row.save(update_fields=["is_active"])

    journal.record(name="UserReactivated", subject=f"user:{user_id}", actor=actor.label, at=at, payload={})


@transaction.atomic
def set_password(*, user_id: int, password: str, actor: Actor, at: datetime) -> None:
    """Give an account a new password; its open sessions and its API tokens end: somebody may have made one with the old password.

    Raises UserUnknown, AccountNotYoursToManage, AccountInactive.
    """
    row = locked_user(user_id)

    if actor.user_id != user_id:
        require_managed(actor, row, at=at)

    if not row.is_active:
        raise AccountInactive

    row.set_password(password)
    row.save(update_fields=["password"])
    revoked = models.ApiToken.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=at)

    payload: journal.Payload = {"own": actor.user_id == user_id, "tokens_revoked": revoked}
    journal.record(name="PasswordSet", subject=f"user:{user_id}", actor=actor.label, at=at, payload=payload)


@transaction.atomic
def remove_second_factor(*, user_id: int, actor: Actor, at: datetime) -> None:
    """Let somebody who lost the phone sign in by password alone. Raises UserUnknown, AccountNotYoursToManage."""
    row = locked_user(user_id)

    require_managed(actor, row, at=at)

    Authenticator.objects.filter(user_id=user_id).delete()

    journal.record(name="SecondFactorRemoved", subject=f"user:{user_id}", actor=actor.label, at=at, payload={})


@transaction.atomic
def change_second_factor(*, name: str, change: Callable[[], Answer], actor: Actor, at: datetime) -> Answer:
    """Let the sign-in library change the actor's own second factor, and record it in the same transaction.

    Raises UserUnknown.
    """
    row = locked_user(actor.user_id or 0)
    answer = change()

    journal.record(name=name, subject=f"user:{row.pk}", actor=actor.label, at=at, payload={})
    return answer


@transaction.atomic
def reset_password(*, user_id: int, actor: Actor, at: datetime) -> str:
    """Give an account a new random password, told once to the one who asked.

    Raises UserUnknown, AccountNotYoursToManage, AccountInactive.
    """
    password = "-".join(secrets.token_hex(2) for _ in range(5))
    set_password(user_id=user_id, password=password, actor=actor, at=at)
    return password


def locked_user(user_id: int) -> models.User:
    """The row of an account, locked. Raises UserUnknown."""
    row = models.User.objects.select_for_update(of=("self",)).filter(pk=user_id).first()
    if row is None:
        raise UserUnknown
    return row


def require_managed(actor: Actor, row: models.User, *, at: datetime, own_only: bool = False) -> None:
    """Raises AccountNotYoursToManage unless the actor manages the account and every role that it has or will have.

    `own_only` leaves out the roles of absent colleagues: for what gives nobody the use of them.
    """
    if not _is_managed(actor, row.pk, row.agency_id, at=at, own_only=own_only):
        raise AccountNotYoursToManage


def may_manage(actor: Actor, user: UserFact, *, at: datetime) -> bool:
    """Whether to show the buttons of administration for an account."""
    return _is_managed(actor, user.id, user.agency_id, at=at)


def _is_managed(actor: Actor, user_id: int, agency_id: int | None, *, at: datetime, own_only: bool = False) -> bool:
    day = clock.local_day(at)
    roles = queries.roles_ahead(user_id, on=day, own_only=own_only)
    return account_is_managed_by(actor, queries.tree(), user_id=user_id, agency_id=agency_id, roles=roles, on=day)
