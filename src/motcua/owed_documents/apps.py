from django.apps import AppConfig


class OwedDocumentsConfig(AppConfig):
    name = "motcua.owed_documents"
    verbose_name = "Giấy, phiếu theo luật"
