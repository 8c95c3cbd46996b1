"""One writer of the catalogue at a time, and the stamp that tells readers to read again."""

from django.db import connection

from motcua.catalogue.queries import changes

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
    changes.forget()
