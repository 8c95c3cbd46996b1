from django.db import migrations, models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.lookups import Exact


def person(field):
    return Func(F(field), Value("^.*:"), Value(""), function="regexp_replace", output_field=TextField())


def approved_before(apps, _schema_editor):
    """What was entered before two hands were asked for stays in use: by the program, for nobody approved it."""
    apps.get_model("simplification", "HourPrice").objects.filter(approved_by="").update(approved_by="system", approved_at=F("entered_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("simplification", "0003_one_scale_of_confidence"),
    ]

    operations = [
        migrations.AlterField("hourprice", "valid_from", models.DateField(verbose_name="áp dụng từ")),
        migrations.AddField("hourprice", "approved_by", models.CharField(db_default="", default="", max_length=100, verbose_name="người duyệt")),
        migrations.AddField("hourprice", "approved_at", models.DateTimeField(null=True, verbose_name="duyệt lúc")),
        migrations.RunPython(approved_before, migrations.RunPython.noop),
        migrations.AddConstraint("hourprice", models.UniqueConstraint(models.F("valid_from"), condition=~Q(approved_by=""), name="one_approved_hour_price_a_day")),
        migrations.AddConstraint("hourprice", models.UniqueConstraint(models.F("valid_from"), condition=Q(approved_by=""), name="one_waiting_hour_price_a_day")),
        migrations.AddConstraint("hourprice", models.CheckConstraint(condition=~Q(Exact(person("approved_by"), person("entered_by"))), name="who_entered_a_price_does_not_approve_it")),
    ]
