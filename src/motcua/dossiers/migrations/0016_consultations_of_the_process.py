from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_test_dossiers")]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="number",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="lấy ý kiến theo bước"),
        ),
        # As long as the name that a process may give to a step.
        migrations.AlterField(
            model_name="step",
            name="name",
            field=models.CharField(max_length=300, verbose_name="tên bước"),
        ),
    ]
