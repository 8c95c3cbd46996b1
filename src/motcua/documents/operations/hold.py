"""A room above takes files for its own: from then on nothing else may hold them, and they are not swept."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.documents.models import File
from motcua.foundation.errors import NotPossible


class FileHeldElsewhere(NotPossible):
    code = "file_held_elsewhere"
    vi = "Một tệp vừa được gắn vào chỗ khác. Gửi lại tệp ấy."
    en = "One of the files has just been attached elsewhere. Send it again."


@transaction.atomic
def hold_files(*, refs: Iterable[str], subject: str, at: datetime) -> int:
    """Hold files for a subject, once; those it holds already stay. Raises FileHeldElsewhere. Returns how many are new."""
    wanted = sorted({ref for ref in refs if ref})
    if not wanted:
        return 0
    rows = File.objects.select_for_update().filter(ref__in=wanted).order_by("id")
    held = {row.ref: row.held_by for row in rows}
    if held.keys() != set(wanted) or any(by not in {"", subject} for by in held.values()):
        raise FileHeldElsewhere
    fresh = [ref for ref, by in held.items() if not by]
    File.objects.filter(ref__in=fresh).update(held_by=subject, held_at=at)
    return len(fresh)
