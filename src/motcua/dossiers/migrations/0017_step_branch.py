from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0016_consultations_of_the_process")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="branch",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="nhánh"),
        )
    ]
