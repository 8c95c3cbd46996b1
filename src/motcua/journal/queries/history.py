import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.foundation import paging
from motcua.journal.facts import Recorded
from motcua.journal.rules import snapshots

COLUMNS = "f.seq, f.position, f.hash, f.name, f.subject, f.actor, f.at, f.payload, f.version"


def recorded(row: Sequence[Any]) -> Recorded:
    """One row of `COLUMNS`."""
    seq, position, written, name, subject, actor, at, payload, version = row
    return Recorded(
        seq=seq,
        position=position,
        hash=written,
        name=name,
        subject=subject,
        actor=actor,
        at=at,
        payload=json.loads(payload),
        version=version,
    )


def history(subject: str) -> tuple[Recorded, ...]:
    """Everything that happened to a subject, in order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM journal_fact f WHERE f.subject = %s ORDER BY f.position", [subject])  # noqa: S608
        return tuple(recorded(row) for row in cursor)


def latest_moment() -> datetime | None:
    """The latest moment that the newest facts name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(newest.at) FROM (SELECT at FROM journal_fact ORDER BY seq DESC LIMIT 100) newest")
        ((moment,),) = cursor.fetchall()
    return moment if isinstance(moment, datetime) else None


def facts_page(*, subject: str | None = None, cursor: str | None = None, size: int = 50) -> paging.Page[Recorded]:
    """A page of a subject's facts, or of the whole journal.

    The pages of one listing of the whole journal show it as it was at the first page: facts that commit meanwhile
    neither appear nor push others aside. Raises BadCursor.
    """
    return _page_of_all(cursor, size) if subject is None else _page_of_subject(subject, cursor, size)


def _page_of_subject(subject: str, cursor: str | None, size: int) -> paging.Page[Recorded]:
    after = paging.decode(cursor, int)[0] if cursor else 0
    sql = f"SELECT {COLUMNS} FROM journal_fact f WHERE f.subject = %s AND f.position > %s ORDER BY f.position LIMIT %s"  # noqa: S608
    with connection.cursor() as statement:
        statement.execute(sql, [subject, after, size + 1])
        rows = [recorded(row) for row in statement]
    return paging.page(rows, size=size, key=lambda fact: [fact.position])


_ALL = f"""
SELECT {COLUMNS} FROM journal_fact f
WHERE f.seq > %s
  AND (f.generation < %s OR (f.generation = %s AND pg_visible_in_snapshot(f.txid, %s::pg_snapshot))
       OR f.txid = pg_current_xact_id_if_assigned())
ORDER BY f.seq LIMIT %s
"""  # noqa: S608


def _page_of_all(cursor: str | None, size: int) -> paging.Page[Recorded]:
    if cursor:
        generation, moment, after = paging.decode(cursor, int, str, int)
        snapshots.read(moment)
    else:
        generation, moment, after = *_now(), 0
    with connection.cursor() as statement:
        statement.execute(_ALL, [after, generation, generation, moment, size + 1])
        rows = [recorded(row) for row in statement]
    return paging.page(rows, size=size, key=lambda fact: [generation, moment, fact.seq])


def _now() -> tuple[int, str]:
    with connection.cursor() as statement:
        statement.execute("SELECT coalesce((SELECT max(number) FROM journal_generation), 0), pg_current_snapshot()::text")
        generation, moment = statement.fetchone()
    return generation, moment
