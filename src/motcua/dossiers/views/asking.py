"""Who asks: the actor of a signed-in request, read once."""

from datetime import datetime

from django.http import HttpRequest

from motcua.organization import public as organization


def actor_of(request: HttpRequest, *, at: datetime) -> organization.Actor:
    known: organization.Actor | None = getattr(request, "actor", None)
    if known is None:
        known = organization.actor_of(int(request.user.pk or 0), at=at)
        request.actor = known  # type: ignore[attr-defined]
    return known
