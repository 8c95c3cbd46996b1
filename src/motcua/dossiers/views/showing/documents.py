"""The documents owed of a dossier, made ready for its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from motcua.dossiers import public as dossiers
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.rules import lifecycle, permissions
from motcua.organization import public as organization
from motcua.owed_documents import public as owed
from motcua.owed_documents.public import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One line: what it is, its number, when and by whom it was issued, and where to open it; no door for who may not."""

    kind: Kind
    number: str
    at: datetime
    who: str
    url: str
    is_open: bool


def documents(
    detail: dossiers.DossierDetail, *, people: Mapping[int, str] | None = None, is_citizen: bool = False
) -> list[Paper]:
    """The latest first; the applicant's page has those that are meant for applicants. One statement."""
    issued = owed.issued(subject=subject(detail.dossier.id))
    return [
        _paper(one, detail, people or {}, is_citizen) for one in reversed(issued) if one.kind.is_for_applicant or not is_citizen
    ]


def _paper(one: owed.Issued, detail: dossiers.DossierDetail, people: Mapping[int, str], is_citizen: bool) -> Paper:  # noqa: FBT001
    agency = organization.agency(one.agency_id).short_name
    name = people.get(one.issued_by or 0, "")
    url = reverse("own_document" if is_citizen else "document", args=[detail.dossier.code, one.id])
    return Paper(
        kind=one.kind, number=one.number, at=one.issued_at, who=f"{name}, {agency}" if name and not is_citizen else agency,
        url="" if detail.is_hidden else url, is_open=one.kind is Kind.CONTROL_SHEET and detail.dossier.state.is_open,
    )  # fmt: skip


def may_ask_receipt(detail: dossiers.DossierDetail, actor: organization.Actor, given: Sequence[Paper]) -> bool:
    """Whether this counter may give the receipt that no move owed: of a matter done the same day."""
    d, is_same_day = detail.dossier, detail.limit is not None and not detail.limit.amount
    if not is_same_day or d.accepted_at is None or d.is_test or any(paper.kind is Kind.RECEIPT for paper in given):
        return False
    return permissions.may(actor, lifecycle.move_named("accept"), detail.standing)
