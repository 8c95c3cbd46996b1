"""The first row of the retention of lists: a choice of the house, to be replaced by the province's own rule."""

import datetime

from django.db import migrations

_BASIS = "Lựa chọn của phần mềm: đủ để sửa và gửi lại các dòng sai; chưa có quy định riêng cho danh sách"


def load(apps, schema_editor):
    rows = apps.get_model("batches", "ListRetention").objects
    rows.get_or_create(
        valid_from=datetime.date(2025, 7, 1), defaults={"days": 30, "basis": _BASIS, "confidence": "estimate"}
    )


class Migration(migrations.Migration):
    dependencies = [("batches", "0001_lists_and_lines")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
