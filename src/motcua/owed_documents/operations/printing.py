"""Giving a document as PDF: made at the first asking, kept, and given as it was for ever after; every giving is noted."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.foundation.sealing import seal_bytes, unseal_bytes
from motcua.organization import public as organization
from motcua.owed_documents import queries
from motcua.owed_documents.facts import Content, Issued, Kind, Printed
from motcua.owed_documents.models import Document, Handing, KeptPrint
from motcua.owed_documents.operations import typesetting
from motcua.owed_documents.operations.issue import heading_of
from motcua.ui import qr


@transaction.atomic
def print_document(
    *, document_id: int, subject: str, actor: organization.Actor, at: datetime, address: str, now: Content | None = None,
    is_final: bool = True,
) -> Printed:  # fmt: skip
    """The PDF of a document of a subject. `address` is where it is followed; `now` what one without kept content says at this moment,
    which is kept only when it is final. Whoever calls has asked whether the actor may read it. Raises NoSuchDocument.
    """
    row = queries.document_of(document_id=document_id, subject=subject)
    pdf, digest = _kept(row)
    if not pdf:
        content = (
            queries.opened(row.content_sealed)
            if row.content_sealed
            else {**heading_of(row.agency_id, row.issued_at), **(now or {})}
        )
        pdf = made(row, content, address=address, at=at if not is_final else row.issued_at)
        digest = hashlib.sha256(pdf).digest()
        if is_final:
            pdf, digest = _keep(row, pdf, digest, at)
    Handing.objects.create(document=row, user_id=actor.user_id, at=at, sha256=digest)
    return Printed(document=queries.issued_of(row, is_final=is_final), pdf=pdf, sha256=digest.hex(), is_kept=is_final)


def made(row: Document, content: Content, *, address: str, at: datetime) -> bytes:
    """Set the type."""
    return typesetting.pdf(templates=row.templates, template=row.kind, data=told(queries.issued_of(row), content, address), at=at)


def told(document: Issued, content: Content, address: str) -> dict[str, Any]:
    """What a template is told: content, number, form and where to follow."""
    named = {"number": document.number, "form": document.form, "form_set": document.form_set, "title": Kind(document.kind).label}
    return {**content, **named, "address": address, "qr": qr.drawing(address) if address else ""}


def _kept(row: Document) -> tuple[bytes, bytes]:
    kept = KeptPrint.objects.filter(document=row).first()
    if kept is None:
        return b"", b""
    return unseal_bytes(kept.pdf_sealed, secret=settings.IDENTITY_KEY), bytes(kept.sha256)


def _keep(row: Document, pdf: bytes, digest: bytes, at: datetime) -> tuple[bytes, bytes]:
    """Keep the bytes; where somebody else was first, theirs are the document."""
    sealed = seal_bytes(pdf, secret=settings.IDENTITY_KEY)
    KeptPrint.objects.bulk_create([KeptPrint(document=row, made_at=at, sha256=digest, pdf_sealed=sealed)], ignore_conflicts=True)
    return _kept(row)


def name_of(document: Issued) -> str:
    """A name for the file: receipt-07-TTPVHCC."""
    return f"{document.kind.value.replace('_', '-')}-{document.number.replace('/', '-')}"
