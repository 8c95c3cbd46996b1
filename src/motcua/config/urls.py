"""Addresses: each room mounts its own."""

from datetime import date

from django.urls import include, path

from motcua.config.api import api
from motcua.journal import public as journal
from motcua.organization import public as organization


def agency_number(named: str, *, on: date) -> int:
    """Which agency is meant by its name: the calendar stands below the agencies."""
    return organization.agency_called(named, on=on).id


urlpatterns = [
    path("api/v1/", api.urls),  # first: machines ask most often
    path("", include("motcua.ui.urls")),
    path("", include("motcua.calendar.urls"), {"record": journal.record, "find_agency": agency_number}),
    path("", include("motcua.organization.urls")),
    path("", include("motcua.catalogue.urls")),
    path("", include("motcua.eforms.urls")),
    path("", include("motcua.processes.urls")),
    path("", include("motcua.simplification.urls")),
    path("", include("motcua.counters.urls")),
    path("", include("motcua.dossiers.urls")),
    path("", include("motcua.drafting.urls")),
    path("", include("motcua.watchdog.urls")),
    path("", include("motcua.worklists.urls")),
    path("", include("motcua.appraisal.urls")),
    path("", include("motcua.batches.urls")),
    path("", include("motcua.offline.urls")),
    path("", include("motcua.archiving.urls")),
    path("", include("motcua.home.urls")),
]

handler400 = "motcua.ui.views.bad_request"
handler403 = "motcua.ui.views.forbidden"
handler404 = "motcua.ui.views.not_found"
handler500 = "motcua.ui.views.server_error"
