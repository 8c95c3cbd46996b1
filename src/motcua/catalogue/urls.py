"""Addresses of the catalogue."""

from django.urls import path, register_converter

from motcua.catalogue.views import citizen


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
]
