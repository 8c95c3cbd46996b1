"""What was corrected in a dossier: for its applicant which fields, for who inspects also what stood there before."""

import json
from datetime import datetime

from django.conf import settings

from motcua.dossiers.facts import Part
from motcua.dossiers.models import CorrectedDetails
from motcua.dossiers.queries.looks import inspects
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.rules import lifecycle
from motcua.dossiers.shown import CorrectionShown, CorrectionTold, DossierDetail
from motcua.foundation.sealing import unseal
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.ui.words import hidden_number

_NUMBERS = frozenset({"id_number", "phone"})
_CORRECTED = {lifecycle.move_named(name).fact for name in ("correct", "change_return_way")}


def corrections_by_agency(*, dossier_id: int) -> tuple[CorrectionTold, ...]:
    """When a dossier was corrected, for which agency and in which fields, the latest first; no value."""
    return tuple(
        CorrectionTold(at=fact.at, agency_id=fact.payload.get("agency"), fields=tuple(field_named(name) for name in fact.payload["fields"]))
        for fact in reversed(journal.history(subject(dossier_id)))
        if fact.name in _CORRECTED
    )  # fmt: skip


def field_named(name: str) -> tuple[Part | None, str]:
    """Whose field "part.field" is, and which."""
    part, _dot, field = name.rpartition(".")
    return Part(part) if part else None, field


def corrections_by_person(*, detail: DossierDetail, actor: organization.Actor, at: datetime) -> tuple[CorrectionShown, ...]:
    """Who corrected what, and what stood there before, numbers masked, the latest first; nothing for who does not inspect."""
    if not inspects(detail=detail, actor=actor, at=at):
        return ()
    return tuple(_shown(row) for row in CorrectedDetails.objects.filter(dossier=detail.dossier.id).order_by("-id"))


def _shown(row: CorrectedDetails) -> CorrectionShown:
    was = json.loads(unseal(row.was_sealed, secret=settings.IDENTITY_KEY))
    return CorrectionShown(user_id=row.by_id, at=row.at, was=tuple(_before(name, text) for name, text in was.items()))


def _before(name: str, text: str) -> tuple[Part | None, str, str]:
    part, field = field_named(name)
    return part, field, hidden_number(text) if field in _NUMBERS else text
