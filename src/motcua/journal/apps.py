from django.apps import AppConfig


class Journal(AppConfig):
    name = "motcua.journal"
    label = "journal"
    verbose_name = "Nhật ký sự kiện"
    default_auto_field = "django.db.models.BigAutoField"
