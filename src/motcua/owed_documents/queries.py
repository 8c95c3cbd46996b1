"""Reading: which forms hold, what was issued for a subject, which registers somebody asked for."""

import csv
import json
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from motcua.foundation.errors import NotFound
from motcua.foundation.rows import fetch
from motcua.foundation.sealing import seal_bytes, unseal_bytes
from motcua.organization import public as organization
from motcua.owed_documents.facts import Content, Export, Form, Issued, Kind, Progress, RegisterAsked, Sheet
from motcua.owed_documents.models import Document, Handing, RegisterExport
from motcua.owed_documents.rules import form_sets
from motcua.owed_documents.rules.writing import number_text

#: The latest that a page shows of one's registers.
SHOWN = 30


class NoSuchDocument(NotFound):
    code = "no_such_document"
    vi = "Hồ sơ này không có giấy, phiếu số {document}. Mở lại trang hồ sơ để thấy những giấy, phiếu đã cấp."
    en = "This dossier has no document {document}. Open the dossier again to see what was issued."


class NoSuchExport(NotFound):
    code = "no_such_register"
    vi = "Không có sổ này trong các sổ bạn đã lập, hoặc tệp đã hết hạn giữ. Lập lại sổ."
    en = "This is none of the registers that you asked for, or its file is kept no longer. Ask for it again."


class _Numbered(NamedTuple):
    """A document without what it says."""

    pk: int
    kind: str
    number: int
    symbol: str
    agency_id: int
    subject: str
    form_set: str
    form: str
    issued_at: datetime
    issued_by_id: int | None


_ISSUED = """
SELECT id, kind, number, symbol, agency_id, subject, form_set, form, issued_at, issued_by_id
FROM owed_documents_document WHERE subject = %s ORDER BY id
"""


@cache
def forms() -> tuple[Form, ...]:
    """Every form of every set, as packaged."""
    with (resources.files("motcua.owed_documents") / "data" / "form_sets.csv").open(encoding="utf-8") as file:
        return tuple(form_sets.read(row) for row in csv.DictReader(file))


def form_of(kind: Kind, *, agency_id: int, on: date) -> Form:
    """The form that an agency uses on a day. Raises NoFormInForce."""
    by_centre = organization.agency(agency_id).kind in organization.CENTRES
    return form_sets.in_force(forms(), kind, on=on, by_centre=by_centre)


def issued(*, subject: str) -> tuple[Issued, ...]:
    """What was issued for a subject, the first first. One statement, without what the documents say."""
    rows = map(_Numbered._make, fetch(_ISSUED, [subject]))
    return tuple(issued_of(row, is_final=row.kind != Kind.CONTROL_SHEET) for row in rows)


def document_of(*, document_id: int, subject: str) -> Document:
    """The row of a document of a subject. Raises NoSuchDocument."""
    row = Document.objects.filter(pk=document_id, subject=subject).first()
    if row is None:
        raise NoSuchDocument(document=document_id)
    return row


def handings(*, subject: str) -> tuple[tuple[int, int | None, datetime], ...]:
    """Who was given which document of a subject, and when, the latest first."""
    rows = Handing.objects.filter(document__subject=subject).order_by("-id")
    return tuple(rows.values_list("document_id", "user_id", "at")[:50])


def issued_of(row: Document | _Numbered, *, is_final: bool = True) -> Issued:
    return Issued(
        id=row.pk, kind=Kind(row.kind), number=number_text(row.number, row.symbol), agency_id=row.agency_id, subject=row.subject,
        form_set=row.form_set, form=row.form, issued_at=row.issued_at, issued_by=row.issued_by_id, is_final=is_final,
    )  # fmt: skip


def closed(content: Content) -> bytes:
    """Content as it is kept: compressed, then sealed."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return seal_bytes(zlib.compress(text.encode(), 6), secret=settings.IDENTITY_KEY)


def opened(sealed: bytes | memoryview) -> dict[str, Any]:
    """Content as it was given."""
    plain = unseal_bytes(sealed, secret=settings.IDENTITY_KEY)
    read: dict[str, Any] = json.loads(zlib.decompress(plain)) if plain else {}
    return read


def exports_of(*, actor: organization.Actor) -> tuple[Export, ...]:
    """The registers that an actor asked for, the latest first."""
    rows = _exports().filter(asked_by=actor.user_id).order_by("-id")
    return tuple(export_of(row) for row in rows[:SHOWN])


def export(*, export_id: int) -> Export:
    """One register that was asked for. Raises NoSuchExport."""
    row = _exports().filter(pk=export_id).first()
    if row is None:
        raise NoSuchExport
    return export_of(row)


def file_of(*, export_id: int, actor: organization.Actor) -> tuple[Export, bytes]:
    """The file of a register, for who asked for it. Raises NoSuchExport."""
    found = export(export_id=export_id)
    mine = RegisterExport.objects.filter(pk=export_id, asked_by=actor.user_id).exclude(content_sealed=b"")
    sealed = mine.values_list("content_sealed", flat=True).first()
    if sealed is None:
        raise NoSuchExport
    return found, unseal_bytes(sealed, secret=settings.IDENTITY_KEY)


def _exports() -> "QuerySet[RegisterExport]":
    """Without the files, which are tens of megabytes long."""
    return RegisterExport.objects.select_related("document").defer("content_sealed", "document__content_sealed")


def export_of(row: RegisterExport) -> Export:
    asked = RegisterAsked(agency_id=row.agency_id, field=row.field, first=row.first, last=row.last, sheet=Sheet(row.sheet))
    return Export(
        id=row.pk, asked=asked, number=issued_of(row.document).number, asked_by=row.asked_by_id, asked_at=row.asked_at,
        progress=Progress(row.progress), rows=row.rows, done=row.done, finished_at=row.finished_at, size=row.size,
        sha256=bytes(row.sha256).hex(),
    )  # fmt: skip


def agencies_above(agency_id: int) -> Sequence[organization.AgencyFact]:
    """An agency and the one above it."""
    own = organization.agency(agency_id)
    return (own, organization.agency(own.parent_id)) if own.parent_id is not None else (own,)
