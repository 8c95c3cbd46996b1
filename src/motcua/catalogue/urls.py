"""Addresses of the catalogue."""

from django.urls import path, register_converter

from motcua.catalogue.views import citizen, machine
from motcua.catalogue.views.control import checking, decisions, dictionary, edits, procedures


class ProcedureCode:
    regex = r"\d\.\d{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ProcedureCode, "procedure_code")

urlpatterns = [
    path("thu-tuc/", citizen.procedure_list, name="procedures"),
    path("thu-tuc/goi-y/", citizen.suggestions, name="procedure_suggestions"),
    path("thu-tuc/<procedure_code:code>/", citizen.procedure_page, name="procedure"),
    path("thu-tuc/<procedure_code:code>/chuan-bi/", citizen.checklist, name="checklist"),
    path("thu-tuc/<procedure_code:code>.jsonld", machine.procedure_jsonld, name="procedure_jsonld"),
    path("du-lieu-mo/", machine.open_data_page, name="open_data"),
    path("du-lieu-mo/thu-tuc.csv", machine.procedures_csv, name="open_data_csv"),
    path("du-lieu-mo/danh-muc.jsonld", machine.dataset, name="open_data_set"),
    path("du-lieu-mo/thay-doi.xml", machine.changes_feed, name="open_data_changes"),
    path("kiem-soat/thu-tuc/", procedures.procedures, name="control_procedures"),
    path("kiem-soat/thu-tuc.csv", procedures.procedures_csv, name="control_procedures_csv"),
    path("kiem-soat/thu-tuc/<procedure_code:code>/", procedures.procedure, name="control_procedure"),
    path("kiem-soat/thu-tuc/<procedure_code:code>/giay-to/<slug:key>/", procedures.describe_paper, name="control_paper"),
    path("kiem-soat/sua/<slug:name>/", procedures.set_property, name="control_property"),
    path("kiem-soat/quyet-dinh/", decisions.decision_list, name="control_decisions"),
    path("kiem-soat/quyet-dinh.csv", decisions.decisions_csv, name="control_decisions_csv"),
    path("kiem-soat/quyet-dinh/nhap/", decisions.decision_new, name="control_decision_new"),
    path("kiem-soat/quyet-dinh/<int:decision_id>/", decisions.decision, name="control_decision"),
    path("kiem-soat/quyet-dinh/<int:decision_id>/ky/", decisions.sign, name="control_decision_sign"),
    path("kiem-soat/quyet-dinh/<int:decision_id>/duyet/", decisions.approve, name="control_decision_approve"),
    path("kiem-soat/quyet-dinh/<int:decision_id>/huy/", decisions.withdraw, name="control_decision_withdraw"),
    path("kiem-soat/quyet-dinh/<int:decision_id>/hoan-tac/", decisions.undo, name="control_decision_undo"),
    path("kiem-soat/quyet-dinh/<int:decision_id>/cong-khai/", decisions.post, name="control_decision_post"),
    path("kiem-soat/quyet-dinh/<int:decision_id>/ngay-van-ban/", decisions.law_day, name="control_decision_law_day"),
    path("kiem-soat/quyet-dinh/<int:decision_id>/can-cu-bo/", decisions.cause, name="control_decision_cause"),
    path("kiem-soat/kiem-tra/", checking.checking, name="control_check"),
    path("kiem-soat/de-nghi/", edits.edit_list, name="control_edits"),
    path("kiem-soat/de-nghi/<int:edit_id>/", edits.edit, name="control_edit"),
    path("kiem-soat/de-nghi/<int:edit_id>/duyet/", edits.approve, name="control_edit_approve"),
    path("kiem-soat/de-nghi/<int:edit_id>/tra-lai/", edits.refuse, name="control_edit_refuse"),
    path("kiem-soat/de-nghi/<int:edit_id>/rut/", edits.withdraw, name="control_edit_withdraw"),
    path("kiem-soat/tu-dien/", dictionary.dictionaries, name="control_dictionaries"),
    path("kiem-soat/tu-dien/<slug:kind>/", dictionary.words, name="control_dictionary"),
    path("kiem-soat/tu-dien/<slug:kind>/<path:code>/", dictionary.word, name="control_word"),
    path("kiem-soat/phi/", dictionary.charges, name="control_charges"),
    path("kiem-soat/phi/<int:charge_id>/ket-thuc/", dictionary.end_charge, name="control_end_charge"),
]
