import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_texts_on_rows"), ("organization", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="look",
            name="agency",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organization.agency",
                verbose_name="cơ quan xem",
            ),
        ),
        migrations.AddField(
            model_name="look",
            name="numbers",
            field=models.BooleanField(db_default=False, default=False, verbose_name="xem số đầy đủ"),
        ),
    ]
