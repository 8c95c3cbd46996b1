"""The days and hours that come with the program, unless the tables hold a calendar already."""

import uuid
from datetime import UTC, datetime
from importlib import resources

from django.db import migrations

from motcua.calendar.rules.tables import read_days, read_weeks

#: When the packaged files were checked.
AT = datetime(2026, 11, 22, tzinfo=UTC)
#: The packaged files speak the scale that 0005 moves the tables to; here the tables still know the words before it.
THEN = {"read": "decision", "inferred": "statute", "second-hand": "second_hand"}


def load(apps, schema_editor):
    stamp = apps.get_model("calendar", "CalendarStamp")
    if stamp.objects.exists():
        return
    day, week, period = (apps.get_model("calendar", name) for name in ("DayException", "WeeklyHours", "WorkingPeriod"))
    data = resources.files("motcua.calendar").joinpath("data")
    day.objects.bulk_create(
        day(
            day=entry.day,
            kind=entry.kind.value,
            name=entry.name,
            basis=entry.basis,
            confidence=THEN.get(entry.confidence.value, entry.confidence.value),
            paired_day=entry.paired_day,
            known_from=AT,
            entered_by="system",
        )
        for entry in read_days(data.joinpath("days.csv").read_text("utf-8").splitlines())
    )
    for entry in read_weeks(data.joinpath("hours.csv").read_text("utf-8").splitlines()):
        row = week.objects.create(
            valid_from=entry.valid_from,
            basis=entry.basis,
            confidence=THEN.get(entry.confidence.value, entry.confidence.value),
            known_from=AT,
            entered_by="system",
        )
        period.objects.bulk_create(
            period(week=row, weekday=weekday, opens_minute=span.opens, closes_minute=span.closes)
            for weekday, spans in entry.periods.items()
            for span in spans
        )
    stamp.objects.create(id=1, token=uuid.uuid4(), transaction=0)


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
