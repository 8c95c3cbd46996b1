"""One writer of the catalogue at a time, the stamp that tells readers to read again, and the sizes that the planner knows."""

import time
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Model

from motcua.catalogue.queries import changes
from motcua.foundation.errors import StalePage


class ApprovedUnseen(StalePage):
    code = "approved_unseen"
    vi = "Danh mục đã đổi sau khi bạn mở trang. Xem lại các thay đổi mới, rồi duyệt lại."
    en = "The catalogue has changed since you opened the page. Look at what would change now, then approve again."


#: So many new rows change the size of the tables that the planner goes by.
MANY = 500
_LOCK = 0x6361746C  # "catl"


def lock_catalogue(at: datetime) -> datetime:
    """Wait for one's turn; the moment at which it has come: a wait takes seconds, and may go past midnight."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone() == (True,):
            return at
        began = time.monotonic()
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return at + timedelta(seconds=time.monotonic() - began)


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
