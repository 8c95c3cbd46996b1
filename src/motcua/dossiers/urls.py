from django.urls import path

from motcua.dossiers.views import answering, citizen, documents, files, officer, register, returns, trial
from motcua.dossiers.views.intake import page, received

urlpatterns = [
    path("tra-ho-so/", citizen.follow, name="follow"),
    path("tra-ho-so/<str:code>/", citizen.followed, name="followed"),
    path("tra-ho-so/<str:code>/giay-phieu/<int:document_id>/", documents.own_document, name="own_document"),
    path("tra-ho-so/<str:code>/bo-sung/", answering.answer, name="answer_supplement"),
    path("can-bo/tra-lai/", returns.returns, name="returns"),
    path("can-bo/tra-lai/ho-so/", returns.returned, name="returned"),
    path("can-bo/tiep-nhan/", page.choose_procedure, name="choose_procedure"),
    path("can-bo/tiep-nhan/<str:procedure>/", page.intake, name="intake"),
    path("can-bo/thu-quy-trinh/<int:draft_id>/", trial.try_draft, name="try_draft"),
    path("can-bo/so-theo-doi/", register.register, name="register"),
    path("can-bo/so-theo-doi/lap/", register.write, name="register_write"),
    path("can-bo/so-theo-doi/tep/<int:export_id>/", register.file, name="register_file"),
    path("can-bo/ho-so/", officer.listing, name="dossiers"),
    path("can-bo/ho-so/<str:code>/", officer.dossier, name="dossier"),
    path("can-bo/ho-so/<str:code>/tep/<int:paper_id>/", files.download, name="dossier_file"),
    path("can-bo/ho-so/<str:code>/vua-nhan/", received.received, name="received"),
    path("can-bo/ho-so/<str:code>/so-that/", officer.reveal, name="reveal"),
    path("can-bo/ho-so/<str:code>/cap-giay-tiep-nhan/", documents.ask_receipt, name="ask_receipt"),
    path("can-bo/ho-so/<str:code>/giay-phieu/<int:document_id>/", documents.document, name="document"),
    path("can-bo/ho-so/<str:code>/<slug:move>/", officer.move, name="move"),
]
