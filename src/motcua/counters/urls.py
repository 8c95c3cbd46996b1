"""Addresses of the waiting room: of the public, of devices, of the counters, of who sets up."""

from django.urls import path

from motcua.counters.views import citizen, device, figures, leader, officer

app_name = "counters"
urlpatterns = [
    path("cho/", citizen.waiting, name="waiting"),
    path("cho/<int:centre_id>/lay-so/", citizen.take, name="take"),
    path("cho/<int:centre_id>/dat-lich/", citizen.book, name="book"),
    path("cho/so/<str:code>/", citizen.ticket, name="ticket"),
    path("cho/so/<str:code>/huy/", citizen.cancel_ticket, name="cancel_ticket"),
    path("cho/lich-hen/", citizen.find_booking, name="find_booking"),
    path("cho/lich-hen/<str:code>/", citizen.booking, name="booking"),
    path("cho/lich-hen/<str:code>/huy/", citizen.cancel_booking, name="cancel_booking"),
    path("may/", device.pair, name="pair"),
    path("may/lay-so/", device.kiosk, name="kiosk"),
    path("may/lay-so/phieu/<str:code>/", device.slip, name="slip"),
    path("may/man-hinh/", device.display, name="display"),
    path("may/man-hinh/du-lieu/", device.display_data, name="display_data"),
    path("can-bo/quay/", officer.panel, name="panel"),
    path("can-bo/quay/hang-cho/", officer.queue, name="queue"),
    path("can-bo/quay/phat-so/", officer.print_ticket, name="print_ticket"),
    path("can-bo/quay/lich-hen/den/", officer.arrive, name="arrive"),
    path("can-bo/quay/<int:counter_id>/goi/", officer.call_next, name="call_next"),
    path("can-bo/quay/<int:counter_id>/cho-ngoi/<str:what>/", officer.seat, name="seat"),
    path("can-bo/quay/so/<int:ticket_id>/<str:name>/", officer.move, name="move_ticket"),
    path("can-bo/phong-cho/", leader.rooms, name="rooms"),
    path("can-bo/phong-cho/<int:centre_id>/", leader.room, name="room"),
    path("can-bo/phong-cho/<int:centre_id>/mo/", leader.open_room, name="open_room"),
    path("can-bo/phong-cho/<int:centre_id>/dat/<str:what>/", leader.change, name="change"),
    path("can-bo/phong-cho/<int:centre_id>/so-lieu/", figures.report, name="report"),
    path("can-bo/phong-cho/<int:centre_id>/so-lieu/so/", figures.tickets, name="tickets"),
    path("can-bo/phong-cho/<int:centre_id>/camera/", leader.cameras, name="cameras"),
    path("can-bo/phong-cho/camera/<int:camera_id>/anh/", leader.still, name="still"),
]
