from django.urls import path

from motcua.home.views import citizen, control, leader, officer

urlpatterns = [
    path("", citizen.front, name="front"),
    path("can-bo/", officer.desk, name="desk"),
    path("can-bo/tim/", officer.search, name="search"),
    path("kiem-soat/", control.hub, name="control"),
    path("lanh-dao/", leader.overview, name="overview"),
]
