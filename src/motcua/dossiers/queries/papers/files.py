"""The files of a dossier's papers, with what the check found in each."""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.documents import public as documents
from motcua.dossiers.facts import Paper, WaitKind
from motcua.dossiers.models import Paper as PaperRow
from motcua.dossiers.models import Wait
from motcua.dossiers.shown import FileShown


def paper_of(row: PaperRow) -> Paper:
    return Paper(
        name=row.name, component=row.component, file_ref=row.file_ref, originals=row.originals, copies=row.copies,
        asking_reason=row.asking_reason,
    )  # fmt: skip


def files_of(rows: Sequence[PaperRow], *, on: date) -> tuple[FileShown, ...]:
    """The files behind papers; no statement where there is none. A reference that nothing is kept under is shown as missing."""
    kept = documents.kept_files(refs=[row.file_ref for row in rows], on=on)
    return tuple(
        FileShown(
            paper_id=row.pk, paper=row.name, component=row.component, given_at=row.given_at,
            kept=kept.get(row.file_ref) or _missing(row),
        )
        for row in rows
        if row.file_ref
    )  # fmt: skip


def _missing(row: PaperRow) -> documents.KeptFile:
    return documents.KeptFile(
        ref="", name=row.name, digest="", size=0, contents=documents.Contents(kind=documents.Kind.EMPTY), made_at=row.given_at,
        made_by="", defects=(documents.defect("file_missing", name=row.name),),
    )  # fmt: skip


def standing_files(*, dossier_id: int, on: date) -> tuple[FileShown, ...]:
    """The files that a dossier stands on: those given with it, or since the last answer to a supplement request."""
    rows = list(PaperRow.objects.filter(dossier=dossier_id).exclude(file_ref="").order_by("id"))
    if not rows:
        return ()
    since = _last_answer(dossier_id)
    return files_of([row for row in rows if since is None or row.given_at >= since], on=on)


def _last_answer(dossier_id: int) -> datetime | None:
    answered = Wait.objects.filter(dossier=dossier_id, kind=WaitKind.SUPPLEMENT, answered_at__isnull=False)
    return answered.order_by("-answered_at").values_list("answered_at", flat=True).first()
