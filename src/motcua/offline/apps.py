from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "motcua.offline"
    label = "offline"
    verbose_name = "Tiếp nhận khi mất mạng"
