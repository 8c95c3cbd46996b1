from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calendar", "0006_incidents")]

    operations = [
        migrations.AddField("incidentrow", "counted_at", models.DateTimeField(null=True, verbose_name="đã tính xong lúc")),
    ]
