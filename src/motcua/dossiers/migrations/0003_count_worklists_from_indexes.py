from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_add_extended_at")]

    operations = [
        migrations.RemoveIndex(model_name="step", name="open_steps_of_agency"),
        migrations.RemoveIndex(model_name="step", name="open_steps_of_person"),
        migrations.RemoveIndex(model_name="step", name="steps_nobody_took"),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["agency", "sort_at", "id"],
                include=["kind"],
                name="open_steps_of_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["assignee", "sort_at", "id"],
                include=["kind"],
                name="open_steps_of_person",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("assignee__isnull", True), ("closed_at__isnull", True)),
                fields=["agency", "role", "sort_at", "id"],
                include=["kind"],
                name="steps_nobody_took",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("kind", "return")),
                fields=["agency", "sort_at", "id"],
                name="results_to_return",
            ),
        ),
    ]
