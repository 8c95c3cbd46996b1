"""How long are the chains of these subjects, as their heads say?"""

from collections.abc import Iterable

from django.db import connection


def chain_lengths(subjects: Iterable[str]) -> dict[str, int]:
    """The number of facts by subject; a subject without a chain is not among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, position FROM journal_chain WHERE subject = ANY(%s)", [list(subjects)])
        return dict(cursor.fetchall())
