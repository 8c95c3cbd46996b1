from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_words_of_the_glossary")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="extension_count",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="số lần gia hạn"),
        ),
        # Until now a dossier was given one new date at most.
        migrations.RunSQL("UPDATE dossiers_dossier SET extension_count = 1 WHERE extended_to IS NOT NULL", migrations.RunSQL.noop),
    ]
