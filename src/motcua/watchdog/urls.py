"""Addresses of the alarms."""

from django.urls import path

from motcua.watchdog.views import leader, officer

urlpatterns = [
    path("can-bo/canh-bao/", officer.alarms, name="alarms"),
    path("can-bo/canh-bao/da-xem/", officer.see, name="see_alarms"),
    path("can-bo/canh-bao/<int:alarm_id>/dang-xu-ly/", officer.take, name="attend_alarm"),
    path("lanh-dao/sang-nay/", leader.morning, name="morning"),
    path("lanh-dao/thoi-gian/", leader.unit_time, name="unit_time"),
]
