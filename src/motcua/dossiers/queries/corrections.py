"""What stood in a dossier before somebody corrected it, for who inspects."""

import json
from datetime import datetime

from django.conf import settings

from motcua.dossiers.facts import Part
from motcua.dossiers.models import CorrectedDetails
from motcua.dossiers.queries.looks import inspects
from motcua.dossiers.shown import CorrectionShown, DossierDetail
from motcua.foundation.sealing import unseal
from motcua.organization import public as organization
from motcua.ui.words import hidden_number

_NUMBERS = frozenset({"id_number", "phone"})


def corrections_by_person(*, detail: DossierDetail, actor: organization.Actor, at: datetime) -> tuple[CorrectionShown, ...]:
    """Who corrected what, and what stood there before, numbers masked, the latest first; nothing for who does not inspect."""
    if not inspects(detail=detail, actor=actor, at=at):
        return ()
    return tuple(_shown(row) for row in CorrectedDetails.objects.filter(dossier=detail.dossier.id).order_by("-id"))


def _shown(row: CorrectedDetails) -> CorrectionShown:
    was = json.loads(unseal(row.was_sealed, secret=settings.IDENTITY_KEY))
    return CorrectionShown(user_id=row.by_id, at=row.at, was=tuple(_before(name, text) for name, text in was.items()))


def _before(name: str, text: str) -> tuple[Part | None, str, str]:
    part, _dot, field = name.rpartition(".")
    return Part(part) if part else None, field, hidden_number(text) if field in _NUMBERS else text
