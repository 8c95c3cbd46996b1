from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0010_past_holdings")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="refusal_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=2000, verbose_name="lý do từ chối"),
        ),
        # Until now what was said of a refused request stood in the note of the step that refused it.
        migrations.RunSQL(
            "UPDATE dossiers_dossier d SET refusal_reason = s.note FROM dossiers_step s"
            " WHERE s.dossier_id = d.id AND s.outcome = 'refused' AND s.closed_at = d.finished_at AND d.outcome = 'refused'",
            migrations.RunSQL.noop,
        ),
    ]
