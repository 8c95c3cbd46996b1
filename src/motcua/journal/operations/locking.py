from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from motcua.foundation.errors import NotPossible

PATIENCE = "5s"


class WritersBusy(NotPossible):
    code = "journal_writers_busy"
    vi = "Nhật ký đang được ghi bởi một giao dịch dài. Thử lại sau."
    en = "A long transaction is writing to the journal. Try again later."


def without_writers() -> None:
    """Hold back writers until the caller's transaction ends. Raises WritersBusy.

    New writers queue behind this wait, hence the patience of a few seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        (usual,) = cursor.fetchone()
        try:
            with transaction.atomic():
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
                cursor.execute("LOCK TABLE journal_fact IN SHARE ROW EXCLUSIVE MODE")
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise WritersBusy from error
            raise
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [usual])
