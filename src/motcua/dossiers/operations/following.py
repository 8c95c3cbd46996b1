"""Following without an account: a number is guessed only so often, by a count that no two guesses read at once."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from motcua.dossiers.queries.detail import dossier_for_follower
from motcua.dossiers.rules.codes import as_written
from motcua.dossiers.shown import DossierDetail
from motcua.foundation.errors import NotPossible
from motcua.foundation.rows import execute, fetch
from motcua.organization import public as organization

#: Wrong numbers for one code, and wrong tries from one address (a whole village may share one), in a quarter of an hour.
TRIES_PER_CODE, TRIES_PER_ADDRESS, WINDOW = 8, 40, timedelta(minutes=15)

_TAKE = """
INSERT INTO dossiers_tries (key, remaining, until) VALUES (%s, %s, %s), (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET
    until = CASE WHEN dossiers_tries.until <= %s THEN EXCLUDED.until ELSE dossiers_tries.until END,
    remaining = CASE WHEN dossiers_tries.until <= %s THEN EXCLUDED.remaining ELSE dossiers_tries.remaining - 1 END
WHERE dossiers_tries.until <= %s OR dossiers_tries.remaining > 0 RETURNING key
"""
# The rows are locked in the order in which a try takes them.
_GIVE_BACK = """
UPDATE dossiers_tries SET remaining = remaining + 1
WHERE key IN (SELECT key FROM dossiers_tries WHERE key = ANY(%s) ORDER BY key FOR UPDATE)
"""
# Each try clears more than it makes, so the table stays as small as a quarter of an hour.
_CLEAR = """
DELETE FROM dossiers_tries WHERE key IN (SELECT key FROM dossiers_tries WHERE until <= %s ORDER BY until LIMIT 4 FOR UPDATE SKIP LOCKED)
"""


class TooManyTries(NotPossible):
    status = 429
    code = "too_many_tries"
    vi = "Đã thử sai quá nhiều lần. Chờ 15 phút rồi thử lại, hoặc gọi nơi nộp hồ sơ."
    en = "Too many wrong tries. Wait 15 minutes and try again, or call the place where you filed."


def follow_dossier(*, code: str, number: str, address: str, at: datetime) -> DossierDetail:
    """Open a dossier to whoever knows its code and a number given when filing. Raises TooManyTries, NotFollowed.

    A try is taken before the number is looked at and given back when it was right.
    """
    code = as_written(code, [agency.identifier for agency in organization.agencies() if agency.identifier])
    keys = [_key("address", address), _key("code", code)]
    _take(keys, at)
    execute(_CLEAR, [at])
    found = dossier_for_follower(code=code, number=number, at=at)
    execute(_GIVE_BACK, [keys])
    return found


@transaction.atomic
def _take(keys: list[str], at: datetime) -> None:
    until = at + WINDOW
    taken = fetch(_TAKE, [keys[0], TRIES_PER_ADDRESS - 1, until, keys[1], TRIES_PER_CODE - 1, until, at, at, at])
    if len(taken) < len(keys):
        raise TooManyTries


def _key(kind: str, what: str) -> str:
    return f"{kind}:{hashlib.sha256(what.encode()).hexdigest()[:32]}"
