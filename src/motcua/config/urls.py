"""Addresses: each room mounts its own."""

from django.urls import include, path

from motcua.config.api import api

urlpatterns = [
    path("", include("motcua.ui.urls")),
    path("", include("motcua.organization.urls")),
    path("", include("motcua.catalogue.urls")),
    path("", include("motcua.dossiers.urls")),
    path("", include("motcua.home.urls")),
    path("api/v1/", api.urls),
]
