from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction

from motcua.foundation.clock import local_day
from motcua.foundation.errors import NotPossible
from motcua.journal.facts import Sealed
from motcua.journal.operations.locking import without_writers
from motcua.journal.operations.record import record
from motcua.journal.queries.seals import day_summary
from motcua.journal.rules.canonical import microseconds
from motcua.journal.rules.chain import GENESIS
from motcua.journal.rules.seals import SUBJECT, seal_hash


class DayNotOver(NotPossible):
    code = "day_not_over"
    vi = "Ngày {day:%d/%m/%Y} chưa kết thúc nên chưa niêm phong được."
    en = "{day} is not over yet and cannot be sealed."


class DayAlreadySealed(NotPossible):
    code = "day_already_sealed"
    vi = "Ngày {day:%d/%m/%Y} đã niêm phong, hoặc một ngày sau đó đã niêm phong."
    en = "{day}, or a later day, is sealed already."


class EarlierDayOpen(NotPossible):
    code = "earlier_day_open"
    vi = "Ngày {earlier:%d/%m/%Y} có sự kiện và chưa niêm phong: niêm phong ngày đó trước."
    en = "{earlier} has facts and is not sealed: seal it first."


@transaction.atomic
def seal_day(*, day: date, at: datetime) -> Sealed:
    """Close a day for ever: facts that come later are booked on a later day.

    Raises DayNotOver, DayAlreadySealed, EarlierDayOpen, WritersBusy.
    """
    without_writers()
    last = _last_seal()

    if day >= local_day(at):
        raise DayNotOver(day=day)
    if last.day and day <= last.day:
        raise DayAlreadySealed(day=day)
    earliest = _first_open_day(after=last.day, until=day)
    if earliest < day:
        raise EarlierDayOpen(earlier=earliest)

    return _seal(day, last, at)


def seal_days(*, until: date, at: datetime) -> tuple[Sealed, ...]:
    """Seal every day up to `until` that has facts, and `until` itself, each in a transaction of its own; those sealed
    before stay as they are. Raises DayNotOver, WritersBusy.
    """
    sealed = []
    while made := _seal_next(until=until, at=at):
        sealed.append(made)
    return tuple(sealed)


@transaction.atomic
def _seal_next(*, until: date, at: datetime) -> Sealed | None:
    if until >= local_day(at):
        raise DayNotOver(day=until)
    last = _last_seal()
    if last.day and until <= last.day:
        return None
    without_writers()
    last = _last_seal()
    if last.day and until <= last.day:
        return None
    return _seal(_first_open_day(after=last.day, until=until), last, at)


class _LastSeal(NamedTuple):
    day: date | None
    hash: bytes


def _last_seal() -> _LastSeal:
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, hash FROM journal_seal ORDER BY day DESC LIMIT 1")
        row = cursor.fetchone()
    return _LastSeal(*row) if row else _LastSeal(None, GENESIS)


_FIRST_OPEN_DAY = """
SELECT booked_on FROM journal_fact
WHERE booked_on > coalesce(%s::date, '-infinity') AND booked_on <= %s
ORDER BY booked_on LIMIT 1
"""


def _first_open_day(*, after: date | None, until: date) -> date:
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_OPEN_DAY, [after, until])
        row = cursor.fetchone()
    return row[0] if row else until


def _seal(day: date, last: _LastSeal, at: datetime) -> Sealed:
    moment = microseconds(at)
    facts, digest, seqs, marks = day_summary(day)
    link = seal_hash(previous=last.hash, day=day, facts=facts, digest=digest, sealed_at_microseconds=moment)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_seal (day, facts, digest, seqs, marks, sealed_at, hash) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [day, facts, digest, seqs, marks, at, link],
        )
    # The seals are facts themselves: a seal that disappears is missed.
    said = {"day": day.isoformat(), "facts": facts, "hash": link.hex()}
    record(name="DaySealed", subject=SUBJECT, actor="system", at=at, payload=said)
    return Sealed(day=day, facts=facts, hash=link)
