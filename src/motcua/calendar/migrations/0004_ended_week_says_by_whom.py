from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Greatest


def name_who_ended(apps, schema_editor):
    """Weeks that ended before this was kept: nobody can say by whom any more."""
    ended = apps.get_model("calendar", "WeeklyHours").objects.filter(known_to__isnull=False)
    ended.update(
        withdrawn_by="system",
        withdrawn_because="Kết thúc trước khi hệ thống ghi ai đặt giờ mới",
        known_to=Greatest("known_to", "known_from"),
    )


class Migration(migrations.Migration):
    dependencies = [("calendar", "0003_stamp_without_transaction")]

    operations = [
        migrations.AddField(
            "weeklyhours", "withdrawn_by", models.CharField(default="", max_length=100, verbose_name="người bãi bỏ")
        ),
        migrations.AddField(
            "weeklyhours", "withdrawn_because", models.CharField(default="", max_length=500, verbose_name="lý do bãi bỏ")
        ),
        migrations.RunPython(name_who_ended, migrations.RunPython.noop),
        migrations.AddConstraint(
            "weeklyhours",
            models.CheckConstraint(
                condition=Q(known_to__isnull=True, withdrawn_by="") | (Q(known_to__gte=F("known_from")) & ~Q(withdrawn_by="")),
                name="withdrawn_week_says_by_whom",
            ),
        ),
    ]
