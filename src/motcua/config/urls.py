"""Addresses: each room mounts its own."""

from django.http import HttpRequest
from django.urls import include, path

from motcua.config.api import api
from motcua.foundation import clock
from motcua.journal import public as journal
from motcua.organization import public as organization


def _actor(request: HttpRequest) -> organization.Actor:
    return organization.actor_of(int(request.user.pk or 0), at=clock.now())


#: The calendar stands below who acts and beside the journal: it is handed both.
_FOR_THE_CALENDAR = {"actor_of": _actor, "record": journal.record}

urlpatterns = [
    path("api/v1/", api.urls),  # first: machines ask most often
    path("", include("motcua.ui.urls")),
    path("", include("motcua.calendar.urls"), _FOR_THE_CALENDAR),
    path("", include("motcua.organization.urls")),
    path("", include("motcua.catalogue.urls")),
    path("", include("motcua.dossiers.urls")),
    path("", include("motcua.home.urls")),
]

handler400 = "motcua.ui.views.bad_request"
handler403 = "motcua.ui.views.forbidden"
handler404 = "motcua.ui.views.not_found"
handler500 = "motcua.ui.views.server_error"
