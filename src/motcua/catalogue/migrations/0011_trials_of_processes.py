from django.db import migrations, models
from django.db.models import F, Q

_NOT_TRIED = ~Q(status="trial")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0010_decisions_are_drafted_then_signed")]

    operations = [
        migrations.AlterField(
            model_name="process",
            name="status",
            field=models.CharField(
                choices=[
                    ("derived", "Suy ra từ thời hạn, chưa phê duyệt"),
                    ("approved", "Đã phê duyệt"),
                    ("trial", "Chỉ để thử"),
                ],
                max_length=10,
                verbose_name="trạng thái",
            ),
        ),
        migrations.RemoveConstraint(model_name="process", name="processes_of_a_version_are_numbered"),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.UniqueConstraint(
                "version", "number", name="processes_of_a_version_are_numbered", condition=_NOT_TRIED
            ),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                name="trial_is_never_in_force", condition=_NOT_TRIED | Q(valid_to__isnull=False, valid_to=F("valid_from"), for_all=False)
            ),
        ),
    ]
