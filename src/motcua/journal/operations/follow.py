"""Reading on, batch by batch, without skipping a transaction that commits late.

A follower keeps a snapshot: all that had committed then is delivered. It takes a new one and delivers what is visible in the
new and was not in the old, by sequence number. Where a fact is visible, so is the one before it in its chain (the chain's
head was locked until that one committed): the order per subject needs no further care, and no running transaction is
waited for. A large difference is delivered over several calls, the window staying open.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import connection, transaction

from motcua.foundation.errors import NotPossible
from motcua.journal.facts import Recorded
from motcua.journal.queries.history import COLUMNS, recorded
from motcua.journal.rules import snapshots
from motcua.journal.rules.snapshots import Snapshot


class RestoredElsewhere(NotPossible):
    code = "journal_restored_elsewhere"
    vi = "Cơ sở dữ liệu đã được phục hồi sang máy chủ khác. Chạy “motcua audit generation” rồi thử lại."
    en = 'The database was restored into another cluster. Run "motcua audit generation", then try again.'


class _Moment(NamedTuple):
    generation: int
    snapshot: Snapshot


class _Window(NamedTuple):
    until: _Moment
    after_seq: int
    last_seq: int


class _Position(NamedTuple):
    seen: _Moment
    window: _Window | None


def follow(name: str, handle: Callable[[Sequence[Recorded]], None], *, limit: int = 500) -> int:
    """Hand the next facts to `handle` and move the follower's position, in one transaction; returns how many there were.

    Each fact comes once, in order per subject, soon after it commits; when `handle` raises, it comes again. Zero means
    that nothing is new or that the same follower runs elsewhere. Raises RestoredElsewhere.
    """
    _enrol(name)
    with transaction.atomic():
        position = _take(name)
        window = position and (position.window or _open(position.seen, _now()))
        if position is None or window is None:
            return 0
        facts = _read(position.seen, window, limit)
        handle(facts)
        _move(name, window, facts[-1].seq)
    return len(facts)


@transaction.atomic
def restart(name: str) -> None:
    """Let a follower begin again with the first fact."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_follower SET seen_generation = 0, seen = '1:1:', window_generation = NULL, window_snapshot = NULL,"
            " after_seq = NULL, last_seq = NULL WHERE name = %s",
            [name],
        )


def _enrol(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_follower (name, cluster) SELECT %s, system_identifier FROM pg_control_system()"
            " ON CONFLICT DO NOTHING",
            [name],
        )


def _now() -> _Moment:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT max(number) FROM journal_generation), 0),"
            " pg_current_snapshot()::text, pg_current_xact_id_if_assigned()::text"
        )
        generation, snapshot, own = cursor.fetchone()
    # Our own transaction counts as running, or facts that `handle` records in it would pass as seen.
    return _Moment(generation, snapshots.still_running(snapshots.read(snapshot), int(own) if own else None))


_TAKE = """
SELECT cluster = (SELECT system_identifier FROM pg_control_system()), seen_generation, seen::text,
       window_generation, window_snapshot::text, after_seq, last_seq
FROM journal_follower WHERE name = %s FOR UPDATE SKIP LOCKED
"""


def _take(name: str) -> _Position | None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [name])
        row = cursor.fetchone()
    if row is None:
        return None
    at_home, generation, seen, window_generation, window_snapshot, after_seq, last_seq = row
    if not at_home:
        raise RestoredElsewhere
    window = None
    if window_snapshot is not None:
        window = _Window(_Moment(window_generation, snapshots.read(window_snapshot)), after_seq, last_seq)
    return _Position(_Moment(generation, snapshots.read(seen)), window)


_VISIBLE = "(f.generation < %s OR (f.generation = %s AND pg_visible_in_snapshot(f.txid, %s::pg_snapshot)))"
_DUE = f"NOT {_VISIBLE} AND {_VISIBLE}"
# The bounds let the index by transaction find the few new facts; materialized, lest min() be sought along the whole table.
_SPAN = f"""
WITH due AS MATERIALIZED (
    SELECT f.seq FROM journal_fact f
    WHERE {_DUE} AND f.generation = %s AND f.txid >= %s::text::xid8 AND f.txid < %s::text::xid8
)
SELECT min(seq), max(seq) FROM due
"""  # noqa: S608
_SPAN_ACROSS_GENERATIONS = f"SELECT min(f.seq), max(f.seq) FROM journal_fact f WHERE {_DUE}"  # noqa: S608
_LAST = f"SELECT f.seq FROM journal_fact f WHERE {_VISIBLE} ORDER BY f.seq DESC LIMIT 1"  # noqa: S608


def _open(seen: _Moment, now: _Moment) -> _Window | None:
    with connection.cursor() as cursor:
        if seen.snapshot == snapshots.NOTHING:
            cursor.execute(_LAST, _bounds(now))
            row = cursor.fetchone()
            return _Window(now, 0, row[0]) if row else None
        if seen.generation == now.generation:
            bounds = (now.generation, str(seen.snapshot.xmin), str(now.snapshot.xmax))
            cursor.execute(_SPAN, (*_bounds(seen), *_bounds(now), *bounds))
        else:
            cursor.execute(_SPAN_ACROSS_GENERATIONS, (*_bounds(seen), *_bounds(now)))
        first, last = cursor.fetchone()
    return None if first is None else _Window(now, first - 1, last)


_READ = f"SELECT {COLUMNS} FROM journal_fact f WHERE f.seq > %s AND f.seq <= %s AND {_DUE} ORDER BY f.seq LIMIT %s"  # noqa: S608


def _read(seen: _Moment, window: _Window, limit: int) -> tuple[Recorded, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_READ, (window.after_seq, window.last_seq, *_bounds(seen), *_bounds(window.until), limit))
        return tuple(recorded(row) for row in cursor)


def _bounds(moment: _Moment) -> tuple[int, int, str]:
    return (moment.generation, moment.generation, str(moment.snapshot))


_CLOSE = """
UPDATE journal_follower SET seen_generation = %s, seen = %s::pg_snapshot,
       window_generation = NULL, window_snapshot = NULL, after_seq = NULL, last_seq = NULL
WHERE name = %s
"""
_ADVANCE = """
UPDATE journal_follower SET window_generation = %s, window_snapshot = %s::pg_snapshot, after_seq = %s, last_seq = %s
WHERE name = %s
"""


def _move(name: str, window: _Window, reached: int) -> None:
    until = (window.until.generation, str(window.until.snapshot))
    with connection.cursor() as cursor:
        if reached == window.last_seq:
            cursor.execute(_CLOSE, (*until, name))
        else:
            cursor.execute(_ADVANCE, (*until, reached, window.last_seq, name))
