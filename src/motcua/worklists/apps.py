from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    name = "motcua.worklists"
    label = "worklists"
    verbose_name = "Danh sách việc"
