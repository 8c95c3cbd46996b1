"""The seals of the days, and what the facts of a day add up to."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db import connection

from motcua.journal.facts import Problem
from motcua.journal.rules import seals
from motcua.journal.rules.chain import GENESIS
from motcua.journal.rules.seals import Booked, SealedDay


class DaySummary(NamedTuple):
    facts: int
    digest: bytes
    #: As PostgreSQL writes an int8multirange
    seqs: str
    marks: bytes


_SUMMARY = """
SELECT count(*), sha256(coalesce(string_agg(int8send(seq) || hash, ''::bytea ORDER BY seq), '')),
       coalesce(range_agg(int8range(seq, seq, '[]')), '{}')::text,
       coalesce(string_agg(substr(hash, 1, 4), ''::bytea ORDER BY seq), '')
FROM journal_fact WHERE booked_on = %s
"""


def day_summary(day: date) -> DaySummary:
    """What a seal of this day covers now."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMMARY, [day])
        return DaySummary(*cursor.fetchone())


_SEALS = """
SELECT day, facts, digest, (extract(epoch FROM sealed_at) * 1000000)::bigint, hash, seqs::text FROM journal_seal ORDER BY day
"""


def seal_problems(made: list[SealedDay]) -> Iterator[Problem]:
    """What is wrong with the seals and the facts they cover. `made` receives the seals, in order."""
    previous = GENESIS
    with connection.cursor() as cursor:
        cursor.execute(_SEALS)
        rows = cursor.fetchall()
    for day, facts, digest, sealed_at, written, seqs in rows:
        now = day_summary(day)
        seal = SealedDay(day, facts, digest, sealed_at, written)
        if not seals.is_genuine(seal, previous):
            yield seals.seal_problem(day)
        if digest != now.digest or facts != now.facts:
            yield from _differences(day) or (seals.contents_problem(day),)
        elif seqs != now.seqs:
            yield seals.seal_problem(day)
        made.append(seal)
        previous = written
    yield from _missing_seals()
    yield from _intruders()
    yield from _misbooked()


def _differences(day: date) -> tuple[Problem, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(r), upper(r) FROM journal_seal, unnest(seqs) AS r WHERE day = %s ORDER BY r", [day])
        ranges = cursor.fetchall()
        cursor.execute("SELECT marks FROM journal_seal WHERE day = %s", [day])
        (marks,) = cursor.fetchone()
        cursor.execute("SELECT seq, hash, subject, position FROM journal_fact WHERE booked_on = %s ORDER BY seq", [day])
        sealed = (seq for first, end in ranges for seq in range(first, end))
        return tuple(seals.day_differences(day, sealed, marks, (Booked(*row) for row in cursor)))


_MISSING = """
SELECT (f.payload ->> 'day')::date FROM journal_fact f
WHERE f.subject = %s AND NOT EXISTS (SELECT FROM journal_seal s WHERE s.day = (f.payload ->> 'day')::date) ORDER BY f.position
"""


def _missing_seals() -> Iterator[Problem]:
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, [seals.SUBJECT])
        yield from (seals.seal_missing(day) for (day,) in cursor)


_INTRUDERS = """
SELECT f.booked_on, f.seq, f.hash, f.subject, f.position FROM journal_fact f
WHERE f.booked_on < (SELECT max(day) FROM journal_seal) AND NOT EXISTS (SELECT FROM journal_seal s WHERE s.day = f.booked_on)
ORDER BY f.seq LIMIT 10000
"""


def _intruders() -> Iterator[Problem]:
    """Facts on days that had none when a later day was sealed."""
    with connection.cursor() as cursor:
        cursor.execute(_INTRUDERS)
        yield from (seals.inserted_into(day, Booked(*fact)) for day, *fact in cursor)


_MISBOOKED = """
SELECT f.booked_on, f.seq, f.hash, f.subject, f.position FROM journal_fact f
WHERE f.booked_on <> (f.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
  AND NOT (f.booked_on > (f.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
           AND EXISTS (SELECT FROM journal_seal s WHERE s.day = f.booked_on - 1))
ORDER BY f.seq LIMIT 10000
"""


def _misbooked() -> Iterator[Problem]:
    """Facts whose day of account follows neither from their moment nor from a seal."""
    with connection.cursor() as cursor:
        cursor.execute(_MISBOOKED)
        yield from (seals.misbooked(day, Booked(*fact)) for day, *fact in cursor)
