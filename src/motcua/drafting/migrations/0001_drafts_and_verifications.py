import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

_ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
_PROTECT = django.db.models.deletion.PROTECT
_DOSSIER = ("dossier", models.ForeignKey(on_delete=_PROTECT, related_name="+", to="dossiers.dossier"))


def _user(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, null=True, on_delete=_PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name=label
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("dossiers", "0019_results"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            "Verification",
            [
                _ID,
                (
                    "kind",
                    models.CharField(
                        choices=[("site", "Kiểm tra thực địa"), ("hearing", "Làm việc, đối thoại"), ("other", "Xác minh khác")],
                        max_length=10, verbose_name="loại",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Đã hẹn"), ("held", "Đã tiến hành"), ("put_off", "Đã hoãn")], default="planned",
                        max_length=10, verbose_name="trạng thái",
                    ),
                ),
                ("planned_at", models.DateTimeField(verbose_name="hẹn lúc")),
                ("place", models.CharField(max_length=500, verbose_name="nơi")),
                ("asked", models.CharField(blank=True, max_length=2000, verbose_name="mời ai")),
                ("applicant_must", models.BooleanField(default=False, verbose_name="người nộp phải có mặt")),
                ("purpose", models.CharField(blank=True, max_length=2000, verbose_name="việc cần xác minh")),
                ("made_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("held_at", models.DateTimeField(null=True, verbose_name="tiến hành lúc")),
                ("attendees", models.CharField(blank=True, max_length=4000, verbose_name="người tham dự")),
                ("content", models.TextField(blank=True, verbose_name="nội dung")),
                ("conclusion", models.CharField(blank=True, max_length=4000, verbose_name="kết luận")),
                ("applicant_came", models.BooleanField(default=False, verbose_name="người nộp có mặt")),
                ("reason", models.CharField(blank=True, max_length=2000, verbose_name="lý do hoãn")),
                ("request_key", models.CharField(max_length=64)),
                ("revision", models.PositiveIntegerField(default=1)),
                _DOSSIER,
                ("planned_by", _user("người hẹn")),
                ("recorded_by", _user("người lập biên bản")),
            ],
            options={
                "verbose_name": "lần xác minh",
                "constraints": [
                    models.UniqueConstraint(fields=["dossier", "request_key"], name="one_verification_per_request"),
                    models.CheckConstraint(
                        name="held_verification_has_its_record",
                        condition=~Q(state="held")
                        | (Q(held_at__isnull=False) & ~Q(attendees="") & ~Q(content="") & ~Q(conclusion="")),
                    ),
                    models.CheckConstraint(
                        name="put_off_verification_says_why", condition=~Q(state="put_off") | ~Q(reason="")
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Draft",
            [
                _ID,
                ("latest", models.PositiveIntegerField(default=1, verbose_name="phiên bản mới nhất")),
                ("approved", models.PositiveIntegerField(null=True, verbose_name="phiên bản được duyệt")),
                ("approved_at", models.DateTimeField(null=True, verbose_name="duyệt lúc")),
                ("request_key", models.CharField(max_length=64)),
                _DOSSIER,
                ("approved_by", _user("người duyệt")),
            ],
            options={
                "verbose_name": "dự thảo",
                "constraints": [
                    models.UniqueConstraint(fields=["dossier", "request_key"], name="one_draft_per_request"),
                    models.CheckConstraint(
                        name="approved_draft_says_by_whom",
                        condition=Q(approved__isnull=True) | Q(approved_at__isnull=False, approved__lte=F("latest")),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "DraftVersion",
            [
                _ID,
                ("number", models.PositiveIntegerField(verbose_name="phiên bản")),
                ("title", models.CharField(max_length=500, verbose_name="tên văn bản")),
                ("body", models.TextField(blank=True, verbose_name="nội dung")),
                ("remarks", models.CharField(blank=True, max_length=4000, verbose_name="ghi chú")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("restored", models.PositiveIntegerField(null=True, verbose_name="lấy lại từ phiên bản")),
                ("author", _user("người soạn")),
                ("draft", models.ForeignKey(on_delete=_PROTECT, related_name="versions", to="drafting.draft")),
            ],
            options={
                "verbose_name": "phiên bản dự thảo",
                "constraints": [models.UniqueConstraint(fields=["draft", "number"], name="one_text_per_version")],
            },
        ),
    ]  # fmt: skip
