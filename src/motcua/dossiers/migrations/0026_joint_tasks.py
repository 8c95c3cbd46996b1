from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0025_lock_for_the_archive")]
    operations = [
        migrations.AddField(
            "consultation",
            "kind",
            models.CharField(
                choices=[("opinion", "Lấy ý kiến"), ("task", "Phần liên thông")], db_default="opinion", default="opinion",
                max_length=8, verbose_name="loại",
            ),
        ),
        migrations.AddField(
            "consultation",
            "paper",
            models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="văn bản của phần liên thông"
            ),
        ),
        migrations.RemoveConstraint("consultation", "one_open_consultation_per_agency"),
        migrations.AddConstraint(
            "consultation",
            models.UniqueConstraint(
                fields=["dossier", "agency", "kind"], condition=Q(answered_at__isnull=True),
                name="one_open_consultation_per_agency",
            ),
        ),
        migrations.RemoveIndex("consultation", "open_consultations"),
        migrations.AddIndex(
            "consultation",
            models.Index("agency", "kind", "due_at", "id", name="open_consultations", condition=Q(answered_at__isnull=True)),
        ),
    ]  # fmt: skip
