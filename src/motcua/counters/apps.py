from django.apps import AppConfig


class Counters(AppConfig):
    name = "motcua.counters"
    label = "counters"
    verbose_name = "Phòng chờ, quầy và số thứ tự"
