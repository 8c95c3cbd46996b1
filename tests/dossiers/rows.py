"""Nothing half written: the rows of every table before and after."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

from motcua.dossiers.models import Look, Tries

_ROOMS = ("dossiers", "journal")


def contents() -> dict[str, str]:
    """A digest of every row of the tables that filing and moving write."""
    found = {}
    with connection.cursor() as cursor:
        for room in _ROOMS:
            for model in apps.get_app_config(room).get_models():
                if model in {Look, Tries}:  # who opened a page, and what was refused: both count without a move
                    continue
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(
                    f"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t"
                )
                found[model._meta.db_table] = cursor.fetchone()[0]
    return found


def everything() -> str:
    """Every row of those tables as text; bytes stand in it as hexadecimal digits."""
    found = []
    with connection.cursor() as cursor:
        for room in _ROOMS:
            for model in apps.get_app_config(room).get_models():
                cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(model._meta.db_table)} t")
                found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """Whatever is refused inside leaves every row as it was, and no constraint waiting to fail at the end."""
    before = contents()
    try:
        yield
    finally:
        if not connection.needs_rollback:
            assert contents() == before
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
