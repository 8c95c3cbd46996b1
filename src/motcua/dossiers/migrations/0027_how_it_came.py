"""How a dossier came: by which parcel, and by whose help, with the consent of whoever was helped."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("dossiers", "0026_joint_tasks")]
    operations = [
        migrations.AddField(
            "dossier",
            "helped_by",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người giúp nộp",
            ),
        ),
        migrations.AddField(
            "dossier",
            "consent_way",
            models.CharField(
                "cách đồng ý",
                max_length=10,
                blank=True,
                choices=[("spoken", "Nói tại quầy"), ("signed", "Ký phiếu đồng ý")],
                default="",
                db_default="",
            ),
        ),
        migrations.AddField(
            "dossier",
            "consent_note",
            models.CharField("bằng chứng đồng ý", max_length=300, blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            "dossier", "parcel_number", models.CharField("mã bưu gửi", max_length=30, blank=True, default="", db_default="")
        ),
        migrations.AddField("dossier", "posted_on", models.DateField("ngày gửi bưu điện", null=True)),
        migrations.AddIndex(
            "dossier",
            models.Index(
                "parcel_number", "id", condition=models.Q(("parcel_number", ""), _negated=True), name="dossiers_by_parcel"
            ),
        ),
    ]
