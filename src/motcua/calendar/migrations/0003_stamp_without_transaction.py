from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("calendar", "0002_load_packaged_calendar")]

    operations = [migrations.RemoveField(model_name="calendarstamp", name="transaction")]
