from django.urls import path

from motcua.home.views import citizen, leader, officer

urlpatterns = [
    path("", citizen.front, name="front"),
    path("can-bo/", officer.desk, name="desk"),
    path("can-bo/tim/", officer.search, name="search"),
    path("lanh-dao/", leader.overview, name="overview"),
]
