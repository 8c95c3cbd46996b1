from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_tries_of_followers")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="supplement_by",
            field=models.DateTimeField(null=True, verbose_name="hạn trả hồ sơ yêu cầu bổ sung"),
        )
    ]
