"""Addresses of the electronic forms."""

from django.urls import path

from motcua.eforms.views import citizen

app_name = "eforms"
urlpatterns = [
    path("thu-tuc/<str:code>/bieu-mau/", citizen.fill, name="fill"),
]
