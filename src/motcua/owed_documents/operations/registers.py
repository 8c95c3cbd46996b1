"""The register as a file: asked for once, written as the rows come, kept for some days for who asked."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from motcua.foundation.sealing import seal_bytes
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.owed_documents import queries
from motcua.owed_documents.facts import Export, Kind, Progress, RegisterAsked, RegisterRow, Sheet
from motcua.owed_documents.models import Document, Handing, RegisterExport
from motcua.owed_documents.operations import typesetting, workbook
from motcua.owed_documents.operations.issue import heading_of, issue
from motcua.owed_documents.operations.printing import told
from motcua.owed_documents.rules.writing import day_text, table_moment_text

#: The file of a register is kept this long; the register itself is written again from the dossiers at any time.
KEPT = timedelta(days=7)
#: Rows between two words on how far it has come.
_TOLD = 500


@transaction.atomic
def ask_register(*, asked: RegisterAsked, rows: int, key: str, actor: organization.Actor, at: datetime) -> Export:
    """Note that somebody wants a register, and give it its number: one for an agency, field and year. The same key again is the same one.

    Whoever calls has asked whether the actor may. Raises NoFormInForce.
    """
    field = hashlib.blake2b(asked.field.encode(), digest_size=8).hexdigest() if asked.field else "all"
    document = issue(
        kind=Kind.REGISTER, agency_id=asked.agency_id, subject=f"register:{asked.agency_id}:{field}", fact=str(asked.first.year),
        content=None, actor=actor, at=at,
    )  # fmt: skip
    row, _is_new = RegisterExport.objects.get_or_create(
        asked_by_id=actor.user_id, key=_key_of(asked, key),
        defaults={
            "document_id": document.id, "agency_id": asked.agency_id, "field": asked.field, "first": asked.first, "last": asked.last,
            "sheet": asked.sheet, "asked_at": at, "progress": Progress.WAITING, "rows": rows,
        },
    )  # fmt: skip
    return queries.export(export_id=row.pk)


def _key_of(asked: RegisterAsked, key: str) -> str:
    """A page has one key for all that can be pressed on it: the workbook and the pages are two."""
    return hashlib.blake2b(repr((key, asked)).encode(), digest_size=30).hexdigest()


def write_register(*, export_id: int, rows: Iterable[RegisterRow], total: int, actor: organization.Actor, at: datetime) -> Export:
    """Write the file of a register, saying from time to time how far it has come; one that is ready stays as it is.

    Not one transaction: others are to see the progress. What breaks off is marked, and may be written again from the start.
    """
    export = queries.export(export_id=export_id)
    if export.progress is Progress.READY:
        return export
    _say(export_id, progress=Progress.RUNNING, rows=total, done=0)
    is_whole = False
    try:
        with tempfile.TemporaryFile() as file:
            _WRITERS[export.asked.sheet](file, export, _counted(export_id, rows), total, at)
            file.seek(0)
            _finish(export, file.read(), total, actor, at)
        is_whole = True
    finally:
        if not is_whole:
            _say(export_id, progress=Progress.FAILED)
    return queries.export(export_id=export_id)


@transaction.atomic
def give_register(*, export_id: int, actor: organization.Actor, at: datetime) -> tuple[Export, bytes]:
    """The file, for who asked for it; that it was given is noted. Raises NoSuchExport."""
    export, content = queries.file_of(export_id=export_id, actor=actor)
    document = RegisterExport.objects.values_list("document_id", flat=True).get(pk=export_id)
    Handing.objects.create(document_id=document, user_id=actor.user_id, at=at, sha256=bytes.fromhex(export.sha256))
    return export, content


def forget_registers(*, at: datetime) -> int:
    """Let go of the files that were kept long enough. Returns how many."""
    return RegisterExport.objects.filter(asked_at__lt=at - KEPT).exclude(content_sealed=b"").update(content_sealed=b"")


def _say(export_id: int, **now: Any) -> bool:
    """What is ready stays as it is, whoever else is writing it."""
    return bool(RegisterExport.objects.filter(pk=export_id).exclude(progress=Progress.READY).update(**now))


def _counted(export_id: int, rows: Iterable[RegisterRow]) -> Iterator[RegisterRow]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _TOLD == 0:
            _say(export_id, done=number)


@transaction.atomic
def _finish(export: Export, content: bytes, total: int, actor: organization.Actor, at: datetime) -> None:
    digest = hashlib.sha256(content).digest()
    is_first = _say(
        export.id, progress=Progress.READY, done=total, finished_at=at, sha256=digest, size=len(content),
        content_sealed=seal_bytes(content, secret=settings.IDENTITY_KEY),
    )  # fmt: skip
    if not is_first:
        return
    asked = export.asked
    payload = {
        "agency": asked.agency_id, "field": asked.field, "first": asked.first.isoformat(), "last": asked.last.isoformat(),
        "sheet": asked.sheet.value, "rows": total, "sha256": digest.hex(), "number": export.number,
    }  # fmt: skip
    journal.record(name="RegisterWritten", subject=f"register_export:{export.id}", actor=actor.label, at=at, payload=payload)


def _head(export: Export, at: datetime) -> dict[str, Any]:
    asked = export.asked
    return {
        **heading_of(asked.agency_id, at), "field": asked.field, "code": "",
        "period": f"từ ngày {day_text(asked.first)} đến hết ngày {day_text(asked.last)}",
    }  # fmt: skip


def _xlsx(file: IO[bytes], export: Export, rows: Iterable[RegisterRow], total: int, at: datetime) -> None:
    head = _head(export, at)
    said = {
        "title": f"SỔ THEO DÕI HỒ SƠ, số {export.number}", "unit": f"Đơn vị: {head['head']['unit']}",
        "field": f"Lĩnh vực: {export.asked.field or 'tất cả'}", "period": f"Kỳ: {head['period']}",
    }  # fmt: skip
    workbook.write(file, head=said, rows=rows, total=total)


def _pdf(file: IO[bytes], export: Export, rows: Iterable[RegisterRow], total: int, at: datetime) -> None:
    document = Document.objects.get(exports=export.id)
    head = {**told(queries.issued_of(document), _head(export, at), ""), "total": str(total)}
    source = typesetting.source_of(templates=document.templates, template=Kind.REGISTER.value)
    typesetting.typeset_rows(file, source, rows=map(_line, rows), data=head, at=at)


def _line(row: RegisterRow) -> list[str]:
    moments = (table_moment_text(at) for at in (row.received_at, row.due_at, row.returned_at))
    return [row.code, row.procedure, row.person, row.contact, row.agency, *moments, row.way]


_WRITERS = {Sheet.XLSX: _xlsx, Sheet.PDF: _pdf}
