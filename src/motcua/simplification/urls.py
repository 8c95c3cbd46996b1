"""Addresses of the review."""

from django.urls import path

from motcua.simplification import views

app_name = "simplification"
_PROPOSAL = "kiem-soat/ra-soat/<int:proposal_id>/"
urlpatterns = [
    path("kiem-soat/ra-soat/", views.proposal_list, name="proposals"),
    path("kiem-soat/ra-soat/tep.csv", views.export, name="export"),
    path("kiem-soat/ra-soat/gia-gio/", views.prices, name="prices"),
    path("kiem-soat/ra-soat/gia-gio/<int:price_id>/duyet/", views.approve_price, name="approve_price"),
    path(_PROPOSAL, views.proposal, name="proposal"),
    path(_PROPOSAL + "noi-dung/", views.words, name="words"),
    path(_PROPOSAL + "so-lieu/", views.numbers, name="numbers"),
    path(_PROPOSAL + "xem-xet/", views.decide, name="decide"),
    path(_PROPOSAL + "cong-bo/", views.carry_out, name="carry_out"),
]
