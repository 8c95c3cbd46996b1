import django.db.models.functions
from django.db import migrations, models

STATES = [
    ("reading", "Đang đọc tệp"),
    ("refused", "Không đọc được tệp"),
    ("columns", "Chờ xác nhận cột"),
    ("checking", "Đang kiểm tra"),
    ("checked", "Đã kiểm tra, chờ nộp"),
    ("running", "Đang nộp"),
    ("paused", "Tạm dừng"),
    ("done", "Đã xong"),
    ("dropped", "Đã bỏ, không nộp"),
]


class Migration(migrations.Migration):
    dependencies = [("batches", "0002_how_long_persons_are_kept")]

    operations = [
        migrations.AlterField("intakelist", "state", models.CharField("tình trạng", max_length=10, choices=STATES)),
        migrations.RemoveConstraint("intakelist", "list_state_is_known"),
        migrations.AddConstraint(
            "intakelist", models.CheckConstraint(name="list_state_is_known", condition=models.Q(state__in=[name for name, _ in STATES]))
        ),
        migrations.RemoveConstraint("intakelist", "a_list_done_says_when"),
        migrations.AddConstraint(
            "intakelist",
            models.CheckConstraint(
                name="a_list_that_is_over_says_when",
                condition=~models.Q(state__in=["done", "dropped"]) | models.Q(done_at__isnull=False),
            ),
        ),
        migrations.RemoveIndex("intakelist", "lists_to_wipe"),
        migrations.AddIndex(
            "intakelist",
            models.Index(
                django.db.models.functions.Coalesce("done_at", "made_at"), name="lists_to_wipe", condition=models.Q(wiped_at=None)
            ),
        ),
    ]
