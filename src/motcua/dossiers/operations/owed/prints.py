"""Giving a dossier's documents as PDF: to staff who handle it, the look noted; to its applicant, what is meant for applicants."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from motcua.dossiers.operations.looks import PersonsHidden, record_look
from motcua.dossiers.queries.detail import OpenedBy, dossier_for_staff, dossier_unlocked
from motcua.dossiers.queries.owed.control_sheet import control_sheet
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.shown import DossierDetail
from motcua.organization import public as organization
from motcua.owed_documents import public as owed
from motcua.owed_documents.public import Kind


@transaction.atomic
def print_for_staff(*, code: str, document_id: int, actor: organization.Actor, at: datetime, address: str) -> owed.Printed:
    """A document of a dossier that the actor has a part in. Raises NoSuchDossier, PersonsHidden, NoSuchDocument."""
    detail = dossier_for_staff(code=code, actor=actor, at=at)
    if detail.is_hidden:
        raise PersonsHidden
    document = _document(detail, document_id)
    record_look(
        dossier_id=detail.dossier.id, standing=detail.standing, actor=actor, at=at, purpose=f"In {document.kind.label} số {document.number}",
        numbers=document.kind.is_for_applicant,
    )  # fmt: skip
    return _printed(detail, document, actor, at, address)


@transaction.atomic
def print_for_follower(*, code: str, by: OpenedBy, document_id: int, at: datetime, address: str) -> owed.Printed:
    """A document meant for the applicant, for whoever has shown a number of the dossier. Raises NotFollowed, NoSuchDocument."""
    detail = dossier_unlocked(code=code, by=by, at=at)
    document = _document(detail, document_id)
    if not document.kind.is_for_applicant:
        raise owed.NoSuchDocument(document=document_id)
    return _printed(detail, document, organization.citizen_actor(), at, address)


def print_all(*, detail: DossierDetail, actor: organization.Actor, at: datetime, address: str) -> Iterator[owed.Printed]:
    """Every document of a dossier, each as it was first issued, for the archive: whoever calls has asked whether the actor may."""
    for document in owed.issued(subject=subject(detail.dossier.id)):
        yield _printed(detail, document, actor, at, address)


def _document(detail: DossierDetail, document_id: int) -> owed.Issued:
    for document in owed.issued(subject=subject(detail.dossier.id)):
        if document.id == document_id:
            return document
    raise owed.NoSuchDocument(document=document_id)


def _printed(detail: DossierDetail, document: owed.Issued, actor: organization.Actor, at: datetime, address: str) -> owed.Printed:
    is_sheet = document.kind is Kind.CONTROL_SHEET
    return owed.print_document(
        document_id=document.id, subject=document.subject, actor=actor, at=at, address=address,
        now=control_sheet(detail=detail, at=at) if is_sheet else None, is_final=not (is_sheet and detail.dossier.state.is_open),
    )  # fmt: skip
