from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_reason_of_refusal")]

    operations = [
        migrations.AddField(
            model_name="wait",
            name="again_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=2000, verbose_name="lý do yêu cầu lần nữa"),
        )
    ]
