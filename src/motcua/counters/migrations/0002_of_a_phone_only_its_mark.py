from django.db import migrations


class Migration(migrations.Migration):
    """Of the telephone of an appointment only the keyed mark is kept, and only while the appointment is open."""

    dependencies = [("counters", "0001_the_waiting_room")]

    operations = [
        migrations.RemoveField(model_name="appointment", name="phone_sealed"),
        migrations.RunSQL(
            "UPDATE counters_appointment SET phone_index = '' WHERE state <> 'booked' AND phone_index <> ''",
            migrations.RunSQL.noop,
        ),
    ]
