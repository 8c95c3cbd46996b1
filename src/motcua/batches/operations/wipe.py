"""What a list says of persons is let go once its time to be mended is over, since it was done or, never done, made; the codes stay."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce

from motcua.batches.facts import OVER, State
from motcua.batches.models import IntakeList, Line
from motcua.batches.operations.run import leave_out
from motcua.batches.queries.lists import retention_days
from motcua.foundation.clock import local_day
from motcua.journal import public as journal


@transaction.atomic
def wipe_lists(*, at: datetime) -> int:
    """Wipe the lists whose time is over by the rule of the day, however far they came; returns how many. What is left of them is left out."""
    days = retention_days(local_day(at))
    if days is None:
        return 0
    since = IntakeList.objects.annotate(since=Coalesce("done_at", "made_at"))
    due = since.select_for_update(of=("self",)).filter(wiped_at=None, since__lt=at - timedelta(days))
    for found in due:
        if found.state not in {*OVER, State.REFUSED}:
            leave_out(found, at)
        Line.objects.filter(list=found).update(cells_sealed=b"", id_index=b"", faults=[])
        found.handed_sealed, found.file_sealed, found.filer, found.wiped_at = b"", b"", "", at
        found.save(update_fields=["state", "done_at", "handed_sealed", "file_sealed", "filer", "wiped_at"])
        journal.record(name="ListWiped", subject=f"list:{found.pk}", actor="system", at=at, payload={"days": days})
    return len(due)
