"""Is the journal whole? Every fact is hashed again, every chain followed to its head, every sealed day added up."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from motcua.journal.facts import Problem, Sealed, Verification
from motcua.journal.queries.seals import seal_problems
from motcua.journal.rules.chain import Head, Link, chain_problems
from motcua.journal.rules.seals import SealedDay

LISTED = 1000
_BATCH = 5000

# One statement, so that facts and heads are of one moment while others go on writing.
_FACTS = """
SELECT f.subject, c.position, c.hash,
       f.position, f.seq, f.name, f.version, f.actor, (extract(epoch FROM f.at) * 1000000)::bigint, f.payload::text, f.hash
FROM journal_fact f LEFT JOIN journal_chain c ON c.subject = f.subject
{where}
ORDER BY f.subject, f.position
"""
_HEADS_ALONE = """
SELECT c.subject, c.position, c.hash FROM journal_chain c
WHERE c.position > 0 AND NOT EXISTS (SELECT FROM journal_fact f WHERE f.subject = c.subject) {where}
ORDER BY c.subject
"""


class _Findings:
    def __init__(self) -> None:
        self.facts = 0
        self.chains = 0
        self.problems: list[Problem] = []
        self.unlisted = 0

    def add(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if len(self.problems) < LISTED:
                self.problems.append(problem)
            else:
                self.unlisted += 1


def verify(
    subject: str | None = None, *, also: Iterable[Problem] = (), progress: Callable[[int], None] = lambda _facts: None
) -> Verification:
    """Whether any fact was changed, removed or inserted, or a seal touched, and which. With a subject, its chain alone.

    `also` is what the rooms above find wrong with the chains of what they keep; `progress` is told the number of facts read so far.
    """
    findings = _Findings()
    made: list[SealedDay] = []
    with transaction.atomic():
        for name, rows in groupby(_facts(subject, findings, progress), key=itemgetter(0)):
            findings.chains += 1
            findings.add(_chain(name, rows, findings))
        for name, position, written in _heads_alone(subject):
            findings.chains += 1
            findings.add(chain_problems(name, Head(position, written), ()))
        if subject is None:
            findings.add(seal_problems(made))
        findings.add(also)
    last = made[-1] if made else None
    return Verification(
        ok=not findings.problems,
        facts=findings.facts,
        chains=findings.chains,
        seals=len(made),
        problems=tuple(findings.problems),
        unlisted=findings.unlisted,
        last_seal=Sealed(day=last.day, facts=last.facts, hash=last.hash) if last else None,
    )


def _facts(subject: str | None, findings: _Findings, progress: Callable[[int], None]) -> Iterator[tuple[Any, ...]]:
    where = "WHERE f.subject = %s" if subject else ""
    with connection.cursor() as settings:
        settings.execute("SELECT set_config('cursor_tuple_fraction', '1', true)")
    with connection.chunked_cursor() as cursor:
        cursor.execute(_FACTS.format(where=where), [subject] if subject else None)
        while rows := cursor.fetchmany(_BATCH):
            yield from rows
            progress(findings.facts)


def _chain(subject: str, rows: Iterator[tuple[Any, ...]], findings: _Findings) -> Iterator[Problem]:
    first = next(rows)
    head = None if first[1] is None else Head(first[1], first[2])
    return chain_problems(subject, head, _links(chain((first,), rows), findings))


def _links(rows: Iterable[tuple[Any, ...]], findings: _Findings) -> Iterator[Link]:
    for row in rows:
        findings.facts += 1
        yield Link(*row[3:])


def _heads_alone(subject: str | None) -> list[tuple[str, int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_HEADS_ALONE.format(where="AND c.subject = %s" if subject else ""), [subject] if subject else None)
        return list(cursor)
