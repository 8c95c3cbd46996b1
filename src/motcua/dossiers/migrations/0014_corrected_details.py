import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_late_apology"), ("organization", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CorrectedDetails",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="sửa lúc")),
                ("reason", models.CharField(max_length=2000, verbose_name="lý do")),
                ("was_sealed", models.BinaryField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="organization.user", verbose_name="người sửa",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "verbose_name": "lần sửa thông tin",
                "constraints": [models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="correction_has_a_reason")],
            },
        )
    ]  # fmt: skip
