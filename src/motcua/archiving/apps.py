from django.apps import AppConfig


class ArchivingConfig(AppConfig):
    name = "motcua.archiving"
    label = "archiving"
    verbose_name = "Lưu trữ"
