from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_step_supplement_by")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="extension_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=2000, verbose_name="lý do gia hạn"),
        ),
        migrations.AddField(
            model_name="wait",
            name="evidence",
            field=models.CharField(blank=True, db_default="", default="", max_length=300, verbose_name="bằng chứng"),
        ),
    ]
