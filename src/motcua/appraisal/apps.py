from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "motcua.appraisal"
    label = "appraisal"
    verbose_name = "Đánh giá cán bộ, cơ quan"
