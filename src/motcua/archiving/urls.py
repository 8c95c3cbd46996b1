"""Addresses of the archive."""

from django.urls import path

from motcua.archiving.views import front, one, packages

app_name = "archiving"
urlpatterns = [
    path("can-bo/luu-tru/", front.front, name="front"),
    path("can-bo/luu-tru/khoa-so/", front.close, name="close"),
    path("can-bo/luu-tru/goi/", packages.ask, name="ask"),
    path("can-bo/luu-tru/goi/<int:package_id>/", packages.show, name="package"),
    path("can-bo/luu-tru/goi/<int:package_id>/tai/", packages.take, name="take"),
    path("can-bo/luu-tru/goi/<int:package_id>/giao-nop/", packages.hand, name="hand_over"),
    path("can-bo/luu-tru/goi/<int:package_id>/lap-lai/", packages.again, name="again"),
    path("can-bo/luu-tru/goi/<int:package_id>/bo/", packages.discard, name="discard"),
    path("can-bo/luu-tru/ho-so/<str:code>/", one.dossier, name="dossier"),
    path("can-bo/luu-tru/ho-so/<str:code>/mo-lai/", one.reopen, name="reopen"),
]
