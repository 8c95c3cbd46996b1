"""Contested points: those that wait for a decision, and what became of the others."""

from django.db.models import Q

from motcua.appraisal.facts import ContestShown, Indicator, PointLine, Verdict
from motcua.appraisal.models import Contest, Points
from motcua.appraisal.queries.access import judges_province, require_sight
from motcua.appraisal.queries.sums import line_of
from motcua.organization import public as organization

_SHOWN = 100


def contests(actor: organization.Actor) -> tuple[ContestShown, ...]:
    """The latest hundred that an actor may see, open ones first: all for who decides, else one's own and those of one's unit."""
    rows = Contest.objects.select_related("points").order_by("decided_at", "-id")
    if not judges_province(actor):
        places = {post.agency_id for post in actor.posts if post.role in {"head", "leader"}}
        rows = rows.filter(Q(asked_by=actor.user_id) | Q(points__user=actor.user_id) | Q(points__agency__in=places))
    found = sorted(rows.order_by("-id")[:_SHOWN], key=lambda row: (row.verdict != Verdict.OPEN, -row.pk))
    return tuple(_shown(row) for row in found)


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
