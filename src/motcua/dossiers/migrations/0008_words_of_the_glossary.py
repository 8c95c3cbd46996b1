from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_looks_by_agency")]

    operations = [
        migrations.AlterField(
            model_name="dossier", name="extended_at", field=models.DateTimeField(null=True, verbose_name="gia hạn lúc")
        ),
        migrations.AlterField(
            model_name="dossier", name="extended_to", field=models.DateTimeField(null=True, verbose_name="gia hạn đến")
        ),
        migrations.AlterField(
            model_name="dossier",
            name="state",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "Mới nộp"),
                    (2, "Đã tiếp nhận"),
                    (3, "Không được tiếp nhận"),
                    (4, "Đang giải quyết"),
                    (5, "Chờ bổ sung"),
                    (6, "Chờ nghĩa vụ tài chính"),
                    (7, "Đã rút"),
                    (8, "Dừng giải quyết"),
                    (9, "Đã xong"),
                    (10, "Đã trả kết quả"),
                ],
                verbose_name="trạng thái",
            ),
        ),
    ]
