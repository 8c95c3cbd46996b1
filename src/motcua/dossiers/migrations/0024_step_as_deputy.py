from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0023_words_of_names")]
    operations = [
        migrations.AddField(
            "step", "as_deputy", models.BooleanField(default=False, db_default=False, verbose_name="cấp phó ký thay")
        ),
    ]
