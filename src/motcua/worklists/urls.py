from django.urls import path

from motcua.worklists.views import absent, keeping, lists, many

urlpatterns = [
    path("can-bo/viec-cua-toi/", lists.my_work, name="my_work"),
    path("can-bo/viec-cua-toi/nguoi-vang/", absent.absent, name="absent"),
    path("can-bo/viec-cua-toi/bang.csv", lists.export, name="my_work_csv"),
    path("can-bo/viec-cua-toi/bo-loc/", keeping.keep, name="keep_filter"),
    path("can-bo/viec-cua-toi/bo-loc/<int:filter_id>/xoa/", keeping.drop, name="drop_filter"),
    path("can-bo/viec-cua-toi/cot/", keeping.columns, name="choose_columns"),
    path("can-bo/viec-cua-toi/nhieu/", many.choose, name="many"),
    path("can-bo/viec-cua-toi/nhieu/<slug:move>/", many.make, name="make_many"),
]
