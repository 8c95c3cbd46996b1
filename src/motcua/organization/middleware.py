"""Who asks: `request.actor`, read when it is first wanted, and once for a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from motcua.foundation import clock
from motcua.organization import queries
from motcua.organization.facts import Actor, citizen_actor


class Request(HttpRequest):
    """A request as the views see it."""

    actor: Actor


def know_actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """Whoever is signed in, with the roles of this moment; otherwise the public."""

    def middleware(request: Request) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[assignment]  # stands for the actor in all but its type
        return get_response(request)

    return middleware


def _actor(request: Request) -> Actor:
    return queries.actor_of(request.user.pk, at=clock.now()) if request.user.is_authenticated else citizen_actor()
