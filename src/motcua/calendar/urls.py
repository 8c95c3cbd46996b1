"""Addresses of the calendar. Mount with what the views ask for: include("motcua.calendar.urls"), {"record": …}."""

from django.urls import path

from motcua.calendar import views

app_name = "calendar"
urlpatterns = [
    path("quan-tri/lich-lam-viec/", views.year, name="this_year"),
    path("quan-tri/lich-lam-viec/<int:number>/", views.year, name="year"),
    path("quan-tri/lich-lam-viec/them/", views.add, name="add"),
    path("quan-tri/lich-lam-viec/gio/", views.hours, name="hours"),
    path("quan-tri/lich-lam-viec/muc/<int:entry_id>/", views.entry, name="entry"),
    path("quan-tri/lich-lam-viec/muc/<int:entry_id>/thay/", views.replace, name="replace"),
    path("quan-tri/lich-lam-viec/muc/<int:entry_id>/bai-bo/", views.withdraw, name="withdraw"),
    path("quan-tri/su-co/", views.incidents, name="incidents"),
    path("quan-tri/su-co/them/", views.add_incident, name="add_incident"),
    path("quan-tri/su-co/<int:incident_id>/khoi-phuc/", views.end_incident, name="end_incident"),
    path("quan-tri/su-co/<int:incident_id>/bai-bo/", views.withdraw_incident, name="withdraw_incident"),
]
