"""Addresses of the processes."""

from django.urls import path

from motcua.processes.views import editor, files, lists

app_name = "processes"
_DRAFT = "kiem-soat/quy-trinh/<int:draft_id>/"
_PROCEDURE = "kiem-soat/quy-trinh/thu-tuc/<procedure_code:code>/"
urlpatterns = [
    path("kiem-soat/quy-trinh/", lists.draft_list, name="drafts"),
    path("kiem-soat/quy-trinh/moi/", lists.new, name="new"),
    path(_PROCEDURE, lists.of_procedure, name="procedure"),
    path(f"{_PROCEDURE}<int:process_id>.bpmn", files.process_bpmn, name="process_bpmn"),
    path(f"{_PROCEDURE}<int:process_id>.csv", files.process_csv, name="process_csv"),
    path(_DRAFT, editor.draft, name="draft"),
    path(f"{_DRAFT}so-do.bpmn", files.draft_bpmn, name="draft_bpmn"),
    path(f"{_DRAFT}bang.csv", files.draft_csv, name="draft_csv"),
    path(f"{_DRAFT}co-quan/", editor.agencies, name="agencies"),
    path(f"{_DRAFT}sao-chep/", editor.copy, name="copy"),
    path(f"{_DRAFT}<slug:word>/", editor.move, name="move"),
]
