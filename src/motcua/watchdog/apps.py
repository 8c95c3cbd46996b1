from django.apps import AppConfig


class WatchdogConfig(AppConfig):
    name = "motcua.watchdog"
    label = "watchdog"
    verbose_name = "Cảnh báo"
