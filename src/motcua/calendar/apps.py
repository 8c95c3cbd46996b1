from django.apps import AppConfig


class Calendar(AppConfig):
    name = "motcua.calendar"
    label = "calendar"
    verbose_name = "Lịch làm việc"
