from datetime import datetime

from django.db import connection, transaction

from motcua.journal.operations.locking import without_writers
from motcua.journal.operations.record import record

_NEXT = """
INSERT INTO journal_generation (number, begun_at, actor)
SELECT coalesce(max(number), 0) + 1, %s, %s FROM journal_generation RETURNING number
"""


@transaction.atomic
def begin_generation(*, actor: str, at: datetime) -> int:
    """Tell the journal that its tables were restored into another database cluster, whose transaction numbers mean nothing
    to the facts restored. To be called after a restore and before anybody writes or follows. Raises WritersBusy.
    """
    without_writers()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [at, actor])
        number: int = cursor.fetchone()[0]
        cursor.execute("UPDATE journal_follower SET cluster = (SELECT system_identifier FROM pg_control_system())")

    record(name="GenerationBegun", subject="journal:generations", actor=actor, at=at, payload={"number": number})
    return number
