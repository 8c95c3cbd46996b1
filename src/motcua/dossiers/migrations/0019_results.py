import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

_ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _agency(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organization.agency", verbose_name=label
    )


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0018_trials_of_drafts"),
        ("organization", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "step", "sent_back",
            models.CharField(blank=True, db_default="", default="", max_length=2000, verbose_name="lý do trả lại"),
        ),
        migrations.AddField(
            "step", "closed_for",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to=settings.AUTH_USER_MODEL, verbose_name="làm thay, ký thay",
            ),
        ),
        migrations.CreateModel(
            "ResultPaper",
            [
                _ID,
                ("name", models.CharField(max_length=500, verbose_name="tên văn bản")),
                ("kind", models.CharField(blank=True, max_length=100, verbose_name="loại")),
                ("number", models.CharField(max_length=100, verbose_name="số, ký hiệu")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("issued_on", models.DateField(verbose_name="ngày")),
                ("signer", models.CharField(blank=True, max_length=300, verbose_name="người ký")),
                ("signer_role", models.CharField(blank=True, max_length=300, verbose_name="chức vụ")),
                ("pages", models.PositiveSmallIntegerField(null=True, verbose_name="số trang")),
                ("source", models.CharField(blank=True, max_length=100)),
                ("given_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("agency", _agency("cơ quan ban hành")),
                (
                    "dossier",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="results", to="dossiers.dossier"),
                ),
            ],
            options={
                "verbose_name": "văn bản kết quả",
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "year", "number"], name="one_paper_per_number"),
                    models.CheckConstraint(name="result_paper_has_name_and_number", condition=~Q(name="") & ~Q(number="")),
                ],
            },
        ),
        migrations.CreateModel(
            "ResultBook",
            [
                _ID,
                ("symbol", models.CharField(max_length=80, verbose_name="ký hiệu")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("last", models.PositiveIntegerField(verbose_name="số cuối")),
                ("agency", _agency("cơ quan")),
            ],
            options={
                "verbose_name": "sổ số văn bản kết quả",
                "constraints": [models.UniqueConstraint(fields=["agency", "symbol", "year"], name="one_book_per_symbol_and_year")],
            },
        ),
        migrations.CreateModel(
            "Handover",
            [
                _ID,
                (
                    "way",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Trực tiếp"), (2, "Trực tuyến"), (3, "Bưu chính công ích")], verbose_name="hình thức"
                    ),
                ),
                (
                    "receiver",
                    models.CharField(
                        choices=[("applicant", "Người nộp hoặc chủ hồ sơ"), ("authorised", "Người được ủy quyền")], max_length=12,
                        verbose_name="người nhận",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="họ tên người nhận")),
                ("id_sealed", models.BinaryField()),
                ("authority_paper", models.CharField(blank=True, max_length=300, verbose_name="giấy ủy quyền")),
                ("postal_number", models.CharField(blank=True, max_length=50, verbose_name="mã bưu gửi")),
                ("posted_on", models.DateField(null=True, verbose_name="ngày gửi")),
                ("electronic_at", models.CharField(blank=True, max_length=300, verbose_name="nơi gửi bản điện tử")),
                ("originals_returned", models.BooleanField(default=False, verbose_name="đã trả lại bản chính để đối chiếu")),
                ("fee_note", models.CharField(blank=True, max_length=300, verbose_name="phí, lệ phí")),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handover", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "verbose_name": "lần trả kết quả",
                "constraints": [
                    models.CheckConstraint(
                        name="authorised_receiver_is_named",
                        condition=~Q(receiver="authorised") | (~Q(name="") & ~Q(authority_paper="")),
                    )
                ],
            },
        ),
    ]  # fmt: skip
