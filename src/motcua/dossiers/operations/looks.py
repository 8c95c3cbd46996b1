"""Reading personal data leaves a trace: who, for which agency, when, for what.

A dossier that is opened (its page, the form of a move, one by the API) and numbers in full leave one; a line of a list leaves none:
it shows a name to the agencies that have the dossier in their hands, and to nobody else.
"""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.facts import Part, Standing
from motcua.dossiers.models import Look
from motcua.dossiers.queries.detail import dossier_for_staff, numbers_of
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


def record_look(
    *, dossier_id: int, standing: Standing, actor: organization.Actor, at: datetime, purpose: str, numbers: bool = False
) -> None:
    """Note that somebody opened a dossier, and for which agency. Raises PurposeMissing."""
    if not purpose.strip():
        raise PurposeMissing
    _LOOKS.insert(
        Look(
            dossier_id=dossier_id, user_id=actor.user_id, agency_id=looks_for(actor, standing), at=at, purpose=purpose.strip()[:200],
            numbers=numbers,
        )
    )  # fmt: skip


def looks_for(actor: organization.Actor, standing: Standing) -> int | None:
    """The agency of the actor that has a part in the dossier; without one, that from which the actor oversees it."""
    posts = {post.agency_id for post in actor.posts}
    handling = (standing.competent_id, standing.centre_id, *sorted(standing.consulted_ids | standing.involved_ids))
    return next((agency for agency in handling if agency in posts), min(actor.agencies(), default=None))


@transaction.atomic
def reveal_numbers(*, code: str, actor: organization.Actor, at: datetime, purpose: str) -> dict[Part, tuple[str, str]]:
    """Show identity and phone numbers in clear, after noting the look. Raises NoSuchDossier, PersonsHidden, PurposeMissing."""
    detail = dossier_for_staff(code=code, actor=actor, at=at)
    if detail.is_hidden:
        raise PersonsHidden
    record_look(dossier_id=detail.dossier.id, standing=detail.standing, actor=actor, at=at, purpose=purpose, numbers=True)
    return numbers_of(dossier_id=detail.dossier.id)
