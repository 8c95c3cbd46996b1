"""The register of held codes, and what has to be looked at again."""

from collections.abc import Sequence
from datetime import date

from motcua.offline.facts import CodeLine, CodeState, Doubt, ReviewLine
from motcua.offline.models import HeldCode, Review
from motcua.offline.rules import permissions
from motcua.organization import public as organization

#: Days offered by the register.
DAYS = 31


def register(*, centre_id: int, day: date, actor: organization.Actor) -> tuple[CodeLine, ...]:
    """Each code that was held at a centre for a day, in order. Raises NotYourCodes."""
    permissions.require(actor, centre_id)
    rows = HeldCode.objects.filter(block__centre_id=centre_id, block__day=day).select_related("block", "review")
    found = list(rows.order_by("code", "id"))
    names = organization.official_names([row.block.user_id for row in found]) if found else {}
    return tuple(
        CodeLine(
            id=row.pk, code=row.code, state=CodeState(row.state), who=names.get(row.block.user_id, ""), held_at=row.block.held_at,
            received_at=row.received_at, arrived_at=row.arrived_at, promised_otherwise=row.promised_at if row.promised_at != row.due_at else None, due_at=row.due_at, reason=row.reason, block_id=row.block_id,
            in_review=row.review.pk if hasattr(row, "review") and row.review.resolved_at is None else None,
        )
        for row in found
    )  # fmt: skip


def days_held(*, centre_id: int) -> tuple[date, ...]:
    """The days for which codes were held at a centre, the latest first."""
    rows = HeldCode.objects.filter(block__centre_id=centre_id).values_list("block__day", flat=True)
    return tuple(rows.distinct().order_by("-block__day")[:DAYS])


def reviews(*, actor: organization.Actor) -> tuple[ReviewLine, ...]:
    """What somebody at the actor's counters has to look at again, the oldest first."""
    rows = Review.objects.filter(resolved_at=None, code__block__centre_id__in=actor.agencies(organization.Role.COUNTER))
    return _lines(list(rows.select_related("code__block").order_by("arrived_at", "id")))


def review_line(review_id: int, *, actor: organization.Actor) -> ReviewLine | None:
    """One of them."""
    return next((one for one in reviews(actor=actor) if one.id == review_id), None)


def _lines(rows: Sequence[Review]) -> tuple[ReviewLine, ...]:
    names = organization.official_names([row.code.block.user_id for row in rows]) if rows else {}
    return tuple(
        ReviewLine(
            id=row.pk, code=row.code.code, doubt=Doubt(row.doubt), stated_at=row.stated_at, arrived_at=row.arrived_at,
            held_at=row.code.block.held_at, who=names.get(row.code.block.user_id, ""), centre_id=row.code.block.centre_id,
            day=row.code.block.day,
        )
        for row in rows
    )  # fmt: skip
