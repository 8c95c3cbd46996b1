"""Addresses of lists."""

from django.urls import path

from motcua.batches.views import lists, one

app_name = "batches"
_LIST = "can-bo/danh-sach/<int:list_id>/"
urlpatterns = [
    path("can-bo/danh-sach/", lists.all_lists, name="lists"),
    path("can-bo/danh-sach/moi/<str:procedure>/", lists.new, name="new"),
    path("can-bo/danh-sach/mau/<str:procedure>/", lists.template, name="template"),
    path(_LIST, one.show, name="list"),
    path(_LIST + "cot/", one.columns, name="columns"),
    path(_LIST + "dong-sai.xlsx", one.wrong_lines, name="wrong"),
    path(_LIST + "dong-sai.csv", one.wrong_lines_csv, name="wrong_csv"),
    path(_LIST + "ket-qua.xlsx", one.result, name="result"),
    path(_LIST + "<slug:act>/", one.act, name="act"),
]
