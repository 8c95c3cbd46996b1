from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from django.db import connection, transaction

from motcua.foundation.rows import fetch
from motcua.journal.facts import Fact, Payload, Recorded
from motcua.journal.rules.canonical import canonical, digest, microseconds
from motcua.journal.rules.chain import GENESIS, link_hash

_APPEND = "SELECT * FROM journal_append(%s, %s, %s::smallint, %s, %s, %s::jsonb, %s)"


def record(*, name: str, subject: str, actor: str, at: datetime, payload: Payload, version: int = 1) -> Recorded:
    """Append a fact in the caller's transaction, which then holds the subject's chain until it ends.

    Raises TextNotStorable.
    """
    written = canonical(payload)
    body = digest(name=name, version=version, subject=subject, actor=actor, at_microseconds=microseconds(at), payload=written)
    ((seq, position, link),) = fetch(_APPEND, (subject, name, version, actor, at, written, body))
    return Recorded(
        seq=seq,
        position=position,
        hash=link,
        name=name,
        subject=subject,
        actor=actor,
        at=at,
        payload=payload,
        version=version,
    )


# In one order of subjects, so that two batches never wait for each other in a circle.
_TAKE_HEADS = """
INSERT INTO journal_chain AS chain (subject, position, hash)
SELECT subject, 0, %s FROM unnest(%s::text[]) AS subject
ON CONFLICT (subject) DO UPDATE SET position = chain.position
RETURNING subject, position, hash
"""
_COPY = "COPY journal_fact (at, position, version, subject, name, actor, payload, hash) FROM STDIN"
_MOVE_HEADS = """
UPDATE journal_chain SET position = new.position, hash = new.hash
FROM unnest(%s::text[], %s::integer[], %s::bytea[]) AS new (subject, position, hash)
WHERE journal_chain.subject = new.subject
"""


def record_many(facts: Sequence[Fact]) -> None:
    """Append many facts as `record` would one by one, in a few statements. Raises TextNotStorable."""
    if facts:
        _append(facts)


@transaction.atomic
def _append(facts: Sequence[Fact]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_HEADS, [GENESIS, sorted({fact.subject for fact in facts})])
        heads: dict[str, tuple[int, bytes]] = {subject: (position, head) for subject, position, head in cursor}
        with cursor.copy(_COPY) as copy:
            for fact in facts:
                payload = canonical(fact.payload)
                position, previous = heads[fact.subject]
                link = link_hash(previous, position + 1, _digest_of(fact, payload))
                heads[fact.subject] = position + 1, link
                copy.write_row((fact.at, position + 1, fact.version, fact.subject, fact.name, fact.actor, payload, link))
        moved = heads.values()
        cursor.execute(_MOVE_HEADS, [list(heads), list(map(itemgetter(0), moved)), list(map(itemgetter(1), moved))])


def _digest_of(fact: Fact, payload: str) -> bytes:
    return digest(
        name=fact.name,
        version=fact.version,
        subject=fact.subject,
        actor=fact.actor,
        at_microseconds=microseconds(fact.at),
        payload=payload,
    )
