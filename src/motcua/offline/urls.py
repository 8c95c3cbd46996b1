"""Addresses of the counter without its line. The worker stands beside the page: it may answer for nothing else."""

from django.urls import path

from motcua.offline.views import device, officer

app_name = "offline"
_HERE = "can-bo/mat-mang/"
urlpatterns = [
    path(_HERE, device.front, name="front"),
    path(_HERE + "worker.js", device.worker, name="worker"),
    path(_HERE + "trang-thai/", device.status, name="status"),
    path(_HERE + "du-lieu/", device.data, name="data"),
    path(_HERE + "giu-ma/", device.hold, name="hold"),
    path(_HERE + "tra-ma/", device.give_back, name="give_back"),
    path(_HERE + "gui/", device.hand_in, name="hand_in"),
    path(_HERE + "so-ma/", officer.register, name="register"),
    path(_HERE + "so-ma/<int:block_id>/khong-dung/", officer.close, name="close"),
    path(_HERE + "xem-lai/<int:review_id>/", officer.review, name="review"),
]
