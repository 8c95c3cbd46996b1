from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_reason_for_asking_again")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="apologised_at",
            field=models.DateTimeField(null=True, verbose_name="xin lỗi vì trễ hạn lúc"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="expected_on",
            field=models.DateField(null=True, verbose_name="ngày dự kiến trả"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="apology_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=2000, verbose_name="lý do trễ hạn"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("apologised_at__isnull", True), ("expected_on__isnull", True))
                | models.Q(("apologised_at__isnull", False), ("expected_on__isnull", False)),
                name="late_apology_names_the_expected_day",
            ),
        ),
    ]
