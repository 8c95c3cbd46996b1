"""The files of a dossier's papers, with what the check found in each."""

from collections.abc import Sequence
from datetime import date

from motcua.documents import public as documents
from motcua.dossiers.facts import Paper, WaitKind
from motcua.dossiers.models import Paper as PaperRow
from motcua.dossiers.models import Wait
from motcua.dossiers.rules import supplementing
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
    """The files that a dossier stands on: all that were given but those that answers to supplement requests took the place of."""
    papers = list(PaperRow.objects.filter(dossier=dossier_id).order_by("id"))
    if not any(row.file_ref for row in papers):
        return ()
    given = [supplementing.Given(paper_id=row.pk, component=row.component, given_at=row.given_at) for row in papers]
    gone = supplementing.replaced(given, _answers(dossier_id))
    return files_of([row for row in papers if row.pk not in gone], on=on)


def _answers(dossier_id: int) -> tuple[supplementing.Answered, ...]:
    waits = Wait.objects.filter(dossier=dossier_id, kind=WaitKind.SUPPLEMENT, answered_at__isnull=False)
    return tuple(
        supplementing.Answered(items=tuple(map(supplementing.read_item, items)), at=at)
        for items, at in waits.values_list("items", "answered_at")
        if at is not None
    )
