from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "motcua.ui"
    label = "ui"
    verbose_name = "Giao diện"
