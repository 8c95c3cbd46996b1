"""Reading personal data leaves a trace: who, when, for what."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.facts import Part
from motcua.dossiers.models import Look
from motcua.dossiers.queries.detail import numbers_of
from motcua.foundation.errors import Invalid
from motcua.foundation.rows import Rows
from motcua.organization import public as organization

_LOOKS = Rows(Look)


class PurposeMissing(Invalid):
    code = "purpose_missing"
    vi = "Phải ghi xem để làm gì."
    en = "Say what the look is for."


def record_look(*, dossier_id: int, actor: organization.Actor, at: datetime, purpose: str) -> None:
    """Note that somebody opened a dossier. Raises PurposeMissing."""
    if not purpose.strip():
        raise PurposeMissing
    _LOOKS.insert(Look(dossier_id=dossier_id, user_id=actor.user_id, at=at, purpose=purpose.strip()[:200]))


@transaction.atomic
def reveal_numbers(*, dossier_id: int, actor: organization.Actor, at: datetime, purpose: str) -> dict[Part, tuple[str, str]]:
    """Show identity and phone numbers in clear, after noting the look. The caller has checked that the dossier may be read."""
    record_look(dossier_id=dossier_id, actor=actor, at=at, purpose=purpose)
    return numbers_of(dossier_id=dossier_id)
