"""Contested points: those that wait for a decision, and what became of the others."""

from django.db.models import Case, Q, QuerySet, When

from motcua.appraisal.facts import ContestShown, Indicator, PointLine, Verdict
from motcua.appraisal.models import Contest, Points
from motcua.appraisal.queries.access import judges_province, require_sight
from motcua.appraisal.queries.sums import line_of
from motcua.foundation.paging import Page, decode, page
from motcua.organization import public as organization


def contests(actor: organization.Actor, *, cursor: str | None = None, size: int = 50) -> Page[ContestShown]:
    """Those that an actor may see, open ones first, then the latest first. Raises BadCursor."""
    rows = _seen(actor).annotate(is_closed=Case(When(verdict=Verdict.OPEN, then=0), default=1))
    if cursor:
        is_closed, last = decode(cursor, int, int)
        rows = rows.filter(Q(is_closed__gt=is_closed) | Q(is_closed=is_closed, id__lt=last))
    found = tuple(_shown(row) for row in rows.order_by("is_closed", "-id")[: size + 1])
    return page(found, size=size, key=lambda one: [int(one.verdict is not Verdict.OPEN), one.id])


def contest_of(actor: organization.Actor, contest_id: int) -> ContestShown | None:
    """One of them."""
    row = _seen(actor).filter(pk=contest_id).first()
    return None if row is None else _shown(row)


def _seen(actor: organization.Actor) -> "QuerySet[Contest]":
    """All for who decides, else one's own and those of one's unit."""
    rows = Contest.objects.select_related("points")
    if judges_province(actor):
        return rows
    places = {post.agency_id for post in actor.posts if post.role in {"head", "leader"}}
    return rows.filter(Q(asked_by=actor.user_id) | Q(points__user=actor.user_id) | Q(points__agency__in=places))


def _shown(row: Contest) -> ContestShown:
    return ContestShown(
        id=row.pk, line=line_of(row.points), indicator=Indicator(row.indicator), was=row.was, wanted=row.wanted, reason=row.reason,
        asked_by=row.asked_by_id, asked_at=row.asked_at, verdict=Verdict(row.verdict), decided_by=row.decided_by_id,
        decided_at=row.decided_at, decision=row.decision,
    )  # fmt: skip


def points_line(*, actor: organization.Actor, points_id: int) -> PointLine | None:
    """One line of points, for who may see it. Raises PointsOfOthers."""
    row = Points.objects.filter(pk=points_id).first()
    if row is None:
        return None
    require_sight(actor, agency_id=row.agency_id, user_id=row.user_id)
    return line_of(row)
