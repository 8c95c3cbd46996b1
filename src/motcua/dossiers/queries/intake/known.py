"""A person as written in the latest dossier of the same identity number, and what of theirs is in process already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from motcua.dossiers.facts import Standing, State
from motcua.dossiers.models import Dossier, Party
from motcua.dossiers.queries.search import in_process_with, visible
from motcua.foundation.sealing import blind_index, unseal
from motcua.foundation.text import digits
from motcua.organization import public as organization

#: Somebody who files for others has many; a page tells the latest.
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """As much of a person as the intake asks for, with the dossier that says so."""

    name: str
    phone: str
    address: str
    code: str
    filed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A dossier that the one being received may repeat. Of one that the reader may not see, only its code is told."""

    code: str
    state: State | None = None
    filed_at: datetime | None = None
    centre_id: int | None = None
    #: The same parcel; otherwise the same matter.
    is_parcel: bool = False


def latest_of(*, id_number: str, actor: organization.Actor) -> tuple[int, Standing, Known] | None:
    """What the latest dossier of a number that this actor may see says of its person; None: nothing is known."""
    secret = settings.IDENTITY_KEY
    index = blind_index(digits(id_number), secret=secret)
    if not digits(id_number):
        return None
    theirs = Party.objects.filter(id_index=index, is_organisation=False)
    newest = list(theirs.order_by("-dossier_id").values_list("dossier_id", flat=True)[:500])
    dossier = visible(actor, Dossier.objects.filter(pk__in=newest, is_test=False)).order_by("-id").first()
    if dossier is None:
        return None
    party = theirs.filter(dossier=dossier).order_by("id")[0]
    phone = unseal(party.phone_sealed, secret=secret)
    standing = Standing(
        state=State(dossier.state), centre_id=dossier.centre_id, competent_id=dossier.competent_id, moves=dossier.moves
    )
    known = Known(name=party.name, phone=phone, address=party.address, code=dossier.code, filed_at=dossier.filed_at)
    return dossier.pk, standing, known


def running_beside(*, procedure_id: int, id_numbers: Collection[str], actor: organization.Actor) -> tuple[Beside, ...]:
    """The open dossiers of one procedure in which one of these numbers stands, the latest first."""
    secret = settings.IDENTITY_KEY
    indexes = [blind_index(digits(number), secret=secret) for number in id_numbers if digits(number)]
    if not indexes:
        return ()
    found = Dossier.objects.filter(pk__in=in_process_with(indexes, procedure_id=procedure_id).values("dossier"))
    return _told([*found.order_by("-id")[:_SHOWN]], actor, is_parcel=False)


def same_parcel(*, number: str, actor: organization.Actor) -> tuple[Beside, ...]:
    """The dossiers that came under the same tracking number, the latest first."""
    found = Dossier.objects.filter(parcel_number=number, is_test=False).order_by("-id")[:_SHOWN] if number else ()
    return _told([*found], actor, is_parcel=True)


def _told(rows: list[Dossier], actor: organization.Actor, *, is_parcel: bool) -> tuple[Beside, ...]:
    if not rows:
        return ()
    seen = set(visible(actor, Dossier.objects.filter(pk__in=[row.pk for row in rows])).values_list("pk", flat=True))
    return tuple(
        Beside(
            code=row.code, state=State(row.state), filed_at=row.filed_at, centre_id=row.centre_id, is_parcel=is_parcel
        ) if row.pk in seen else Beside(code=row.code, is_parcel=is_parcel)
        for row in rows
    )  # fmt: skip
