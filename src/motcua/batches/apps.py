from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "motcua.batches"
    label = "batches"
    verbose_name = "Tiếp nhận theo danh sách"
