from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "motcua.drafting"
    label = "drafting"
    verbose_name = "Dự thảo và xác minh"
