"""Who has opened a dossier: by agency for its applicant, by person for who inspects."""

from datetime import datetime

from django.db.models import CharField, Count, Max, Q, Value
from django.db.models.functions import Cast, Concat, TruncDay

from motcua.dossiers.models import Look
from motcua.dossiers.rules import permissions
from motcua.dossiers.shown import AgencyLooked, DossierDetail, LookShown
from motcua.foundation import clock
from motcua.organization import public as organization

#: The latest that a page shows.
SHOWN = 50


def looks_by_agency(*, dossier_id: int) -> tuple[AgencyLooked, ...]:
    """Each agency that opened a dossier or saw its numbers, the latest first. One statement."""
    rows = Look.objects.filter(dossier=dossier_id, agency__isnull=False).values("agency").annotate(
        opened=_times(numbers=False), opened_at=Max("at", filter=Q(numbers=False)),
        shown=_times(numbers=True), shown_at=Max("at", filter=Q(numbers=True)), last=Max("at"),
    ).order_by("-last", "agency")  # fmt: skip
    return tuple(
        AgencyLooked(
            agency_id=row["agency"], opened=row["opened"], opened_at=row["opened_at"], numbers=row["shown"], numbers_at=row["shown_at"],
        )
        for row in rows
    )  # fmt: skip


def _times(*, numbers: bool) -> Count:
    """Somebody who comes back to the same dossier on the same day has not looked again in the sense of who reads this."""
    day = TruncDay("at", tzinfo=clock.TIME_ZONE)
    return Count(Concat(Cast("user", CharField()), Value(" "), Cast(day, CharField())), distinct=True, filter=Q(numbers=numbers))


def inspects(*, detail: DossierDetail, actor: organization.Actor, at: datetime) -> bool:
    """Whether the actor inspects an agency with a part in the dossier."""
    if organization.is_province_wide(actor, organization.Role.INSPECTOR):
        return True
    day, posts = clock.local_day(at), actor.agencies(organization.Role.INSPECTOR)
    inspected = frozenset(below for post in posts for below in organization.subtree_ids(post, on=day))
    return permissions.may_see_looks(parts=detail.standing.parts, inspected=inspected)


def looks_by_person(*, detail: DossierDetail, actor: organization.Actor, at: datetime) -> tuple[LookShown, ...]:
    """The latest looks at a dossier, for an inspector of one of its agencies; nothing for anybody else."""
    if not inspects(detail=detail, actor=actor, at=at):
        return ()
    return tuple(
        LookShown(user_id=row.user_id, agency_id=row.agency_id, at=row.at, purpose=row.purpose, numbers=row.numbers)
        for row in Look.objects.filter(dossier=detail.dossier.id).order_by("-id")[:SHOWN]
    )
