"""Sweeping: what was sent and never held, and what an upload that broke off left in the folder."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.documents.models import Content, File
from motcua.documents.operations.keep import hold_digest
from motcua.documents.queries.store import folder, place_of
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM

#: Whoever fills in a form over a weekend still finds what they attached.
KEPT = timedelta(days=3)
#: No upload lasts longer.
_BROKEN_OFF = timedelta(hours=6)
_AT_ONCE = 1000


def sweep_files(*, at: datetime) -> int:
    """Let go of files that nobody holds after three days, then of bytes that no file needs. Safe beside uploads. Returns how many files."""
    refs = list(
        File.objects.filter(held_by="", made_at__lt=at - KEPT).order_by("made_at").values_list("pk", flat=True)[:_AT_ONCE]
    )
    gone = 0
    for pk in refs:
        gone += _let_go(pk, at)
    for part in (folder() / "incoming").glob("*.part"):
        if part.stat().st_mtime < (at - _BROKEN_OFF).timestamp():
            part.unlink(missing_ok=True)
    if gone:
        journal.record(name="FilesSwept", subject="files:store", actor=SYSTEM.label, at=at, payload={"files": gone})
    return gone


@transaction.atomic
def _let_go(pk: int, at: datetime) -> int:
    row = File.objects.select_for_update(of=("self",)).select_related("content").filter(pk=pk, held_by="").first()
    if row is None or row.made_at >= at - KEPT:
        return 0
    digest = row.content.digest
    hold_digest(digest)
    row.delete()
    if not File.objects.filter(content__digest=digest).exists():
        Content.objects.filter(digest=digest).delete()
        place_of(digest).unlink(missing_ok=True)
    return 1
