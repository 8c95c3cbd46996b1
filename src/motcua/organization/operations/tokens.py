"""API tokens: shown once, kept as a hash, checked with one statement."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from motcua.foundation.errors import NotAllowed, NotFound
from motcua.foundation.rows import execute, fetch
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import models
from motcua.organization.facts import Actor, TokenIssued
from motcua.organization.operations.accounts import AccountInactive, locked_user, require_managed

PREFIX = "motcua_"


class TokenOnlyForYourself(NotAllowed):
    code = "token_only_for_yourself"
    vi = "Mỗi người tự cấp mã truy cập cho mình; không cấp thay người khác."
    en = "A token is issued by its owner; nobody issues one for somebody else."


class TokenUnknown(NotFound):
    code = "token_unknown"
    vi = "Không có mã truy cập này."
    en = "There is no such token."


@transaction.atomic
def issue_api_token(*, user_id: int, actor: Actor, at: datetime, name: str = "", days: int | None = None) -> TokenIssued:
    """Make a token that acts with its owner's roles, for some days or until it is revoked. Its text is given only here.

    Raises UserUnknown, TokenOnlyForYourself, AccountInactive.
    """
    row = locked_user(user_id)

    if actor.kind != "system" and actor.user_id != user_id:
        raise TokenOnlyForYourself

    if not row.is_active:
        raise AccountInactive
    token = PREFIX + secrets.token_urlsafe(32)
    expires_at = at + timedelta(days=days) if days is not None else None

    made = models.ApiToken.objects.create(
        user_id=user_id, digest=_digest(token), name=tidy(name), created_at=at, expires_at=expires_at
    )

    payload: journal.Payload = {"token": made.pk, "expires_at": expires_at.isoformat() if expires_at else None}
    journal.record(name="TokenIssued", subject=f"user:{user_id}", actor=actor.label, at=at, payload=payload)
    return TokenIssued(id=made.pk, token=token, expires_at=expires_at)


@transaction.atomic
def revoke_api_token(*, token_id: int, actor: Actor, at: datetime) -> None:
    """End a token at once. Raises TokenUnknown, AccountNotYoursToManage."""
    token = models.ApiToken.objects.select_for_update(of=("self",)).select_related("user").filter(pk=token_id).first()
    if token is None:
        raise TokenUnknown

    if actor.user_id != token.user_id:
        require_managed(actor, token.user, at=at)

    if token.revoked_at is not None:
        return

    token.revoked_at = at
    token.save(update_fields=["revoked_at"])

    journal.record(name="TokenRevoked", subject=f"user:{token.user_id}", actor=actor.label, at=at, payload={"token": token_id})


_FIND = """
SELECT token.id, token.user_id, token.last_used_on IS DISTINCT FROM (moment.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
FROM organization_apitoken token
JOIN organization_user person ON person.id = token.user_id AND person.is_active
CROSS JOIN (SELECT coalesce(%(at)s::timestamptz, now()) AS at) moment
WHERE token.digest = %(digest)s AND token.revoked_at IS NULL AND (token.expires_at IS NULL OR token.expires_at > moment.at)
"""
_USED = """
UPDATE organization_apitoken SET last_used_on = (coalesce(%(at)s::timestamptz, now()) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
WHERE id = %(id)s
"""


def authenticate_token(token: str, *, at: datetime | None = None) -> int | None:
    """The user whose token this is, if it may be used; without `at`, by the database's clock.

    One statement; the first use of a day takes a second one, to remember the day.
    """
    if not token.startswith(PREFIX):
        return None
    for token_id, user_id, first_of_day in fetch(_FIND, {"digest": _digest(token), "at": at}):
        if first_of_day:
            execute(_USED, {"id": token_id, "at": at})
        return int(user_id)
    return None


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
