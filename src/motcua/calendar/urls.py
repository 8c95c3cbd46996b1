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
]
