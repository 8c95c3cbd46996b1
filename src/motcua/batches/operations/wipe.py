"""What a list says of persons is let go once the list is done and its time to be mended is over; the codes stay."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.batches.models import IntakeList, Line
from motcua.batches.queries.lists import retention_days
from motcua.foundation.clock import local_day
from motcua.journal import public as journal


@transaction.atomic
def wipe_lists(*, at: datetime) -> int:
    """Wipe the lists whose time is over by the rule of the day; returns how many."""
    days = retention_days(local_day(at))
    if days is None:
        return 0
    due = IntakeList.objects.select_for_update(of=("self",)).filter(wiped_at=None, done_at__lt=at - timedelta(days))
    for found in due:
        Line.objects.filter(list=found).update(cells_sealed=b"", id_index=b"", faults=[])
        found.handed_sealed, found.file_sealed, found.filer, found.wiped_at = b"", b"", "", at
        found.save(update_fields=["handed_sealed", "file_sealed", "filer", "wiped_at"])
        journal.record(name="ListWiped", subject=f"list:{found.pk}", actor="system", at=at, payload={"days": days})
    return len(due)
