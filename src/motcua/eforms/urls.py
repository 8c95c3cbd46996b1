"""Addresses of the electronic forms."""

from django.urls import path

from motcua.eforms.views import citizen, designer, officer

app_name = "eforms"
_VERSION = "kiem-soat/bieu-mau/<int:version_id>/"
urlpatterns = [
    path("thu-tuc/<str:code>/bieu-mau/", citizen.fill, name="fill"),
    path("kiem-soat/bieu-mau/", officer.form_list, name="forms"),
    path("kiem-soat/bieu-mau/gan-lai/<int:use_id>/", officer.pin_again, name="pin_again"),
    path(_VERSION, officer.version, name="version"),
    path(_VERSION + "xem-thu/", officer.preview, name="preview"),
    path(_VERSION + "ban-tiep/", officer.next_draft, name="next_draft"),
    path(_VERSION + "duyet/", officer.approve, name="approve"),
    path(_VERSION + "rut/", officer.withdraw, name="withdraw"),
    path(_VERSION + "can-cu/", officer.ground, name="ground"),
    path(_VERSION + "gan/", officer.pin, name="pin"),
    path(_VERSION + "gan/<int:use_id>/bo/", officer.unpin, name="unpin"),
    path(_VERSION + "xep/", designer.arrange, name="arrange"),
    path(_VERSION + "phan/", designer.section, name="add_section"),
    path(_VERSION + "phan/<str:key>/", designer.section, name="section"),
    path(_VERSION + "cau-hoi/", designer.question, name="add_question"),
    path(_VERSION + "cau-hoi/<str:name>/", designer.question, name="question"),
    path(_VERSION + "tep/", designer.document, name="document"),
    path(_VERSION + "tep/nhan/", designer.take_document, name="take_document"),
]
