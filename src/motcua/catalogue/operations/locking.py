"""One writer of the catalogue at a time, the stamp that tells readers to read again, and the sizes that the planner knows."""

from django.db import connection
from django.db.models import Model

from motcua.catalogue.queries import changes

#: So many new rows change the size of the tables that the planner goes by.
MANY = 500
_LOCK = 0x6361746C  # "catl"


def lock_catalogue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def stamp_change() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_change (id, stamp) VALUES (1, gen_random_uuid())"
            " ON CONFLICT (id) DO UPDATE SET stamp = EXCLUDED.stamp"
        )
    changes.changed()


def learn_sizes(*models: type[Model]) -> None:
    """After a big import the planner would take the tables for as small as they were."""
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")
