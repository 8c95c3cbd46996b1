from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0008_days_in_their_order")]

    operations = [migrations.RemoveField(model_name="edit", name="summary")]
