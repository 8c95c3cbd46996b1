from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_count_worklists_from_indexes")]

    operations = [
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("key", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("remaining", models.IntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={"indexes": [models.Index("until", name="tries_by_end")]},
        ),
    ]
