"""Reading personal data leaves a trace: who, when, for what."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.facts import DossierDetail, Part
from motcua.dossiers.models import Look
from motcua.dossiers.queries.detail import numbers_of
from motcua.foundation.errors import Invalid, NotAllowed
from motcua.foundation.rows import Rows
from motcua.organization import public as organization

_LOOKS = Rows(Look)


class PurposeMissing(Invalid):
    code = "purpose_missing"
    vi = "Phải ghi xem để làm gì."
    en = "Say what the look is for."


class PersonsHidden(NotAllowed):
    code = "persons_hidden"
    vi = "Đơn vị bạn không tham gia giải quyết hồ sơ này nên không xem được số của người nộp."
    en = "Your agency has no part in this dossier, so you cannot see the numbers of its persons."


def record_look(*, dossier_id: int, actor: organization.Actor, at: datetime, purpose: str) -> None:
    """Note that somebody opened a dossier. Raises PurposeMissing."""
    if not purpose.strip():
        raise PurposeMissing
    _LOOKS.insert(Look(dossier_id=dossier_id, user_id=actor.user_id, at=at, purpose=purpose.strip()[:200]))


@transaction.atomic
def reveal_numbers(
    *, detail: DossierDetail, actor: organization.Actor, at: datetime, purpose: str
) -> dict[Part, tuple[str, str]]:
    """Show identity and phone numbers of a dossier read by this actor in clear, after noting the look. Raises PersonsHidden."""
    if detail.is_hidden:
        raise PersonsHidden
    record_look(dossier_id=detail.dossier.id, actor=actor, at=at, purpose=purpose)
    return numbers_of(dossier_id=detail.dossier.id)
