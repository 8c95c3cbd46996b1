from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="agency",
            name="identifier_basis",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="căn cứ mã định danh"),
        ),
    ]
