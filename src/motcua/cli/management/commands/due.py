"""`motcua due`: when a time limit ends, and why. Needs a database only with --agency."""

import json
from datetime import datetime, time
from typing import Any

from django.core.management.base import CommandParser

from motcua.calendar import public as calendar
from motcua.cli.management.spoken import ArgumentMissing, BadArgument, SpokenCommand, choice
from motcua.config import postgres
from motcua.foundation import clock
from motcua.organization import public as organization

EXAMPLE = "motcua due --received 2026-02-13T16:20 --limit 5 --unit working_days"


class Command(SpokenCommand):
    help = "Tính hạn trả kết quả và giải thích từng ngày. / When a time limit ends, explained day by day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--received", help="moment of receipt, ISO 8601; without an offset Vietnamese time")
        parser.add_argument("--limit", help="the limit's amount, for example 5 or 0.5")
        parser.add_argument("--unit", default="working_days", help=" | ".join(calendar.Unit))
        parser.add_argument("--policy", default="civil", help=" | ".join(calendar.Policy))
        parser.add_argument("--cutoff", help="HH:MM: receipts after it count as received on the next working day")
        parser.add_argument(
            "--agency", help="an agency whose own calendar counts: its identifier, statistical code or whole name"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def answer(self, **options: Any) -> None:
        received_at = _moment(options["received"])
        if options["limit"] is None:
            raise ArgumentMissing(name="--limit", example=EXAMPLE)
        limit = calendar.Limit(options["limit"], choice(calendar.Unit, "--unit", options["unit"]))
        policy = choice(calendar.Policy, "--policy", options["policy"])
        cutoff = _cutoff(options["cutoff"])
        if not options["agency"]:
            self.stderr.write("Theo lịch đi kèm chương trình; lịch đang dùng của một đơn vị: thêm --agency MÃ.")
            self.stderr.write(
                "By the calendar that comes with the program; for the one an agency works by now, add --agency CODE."
            )
        hours = _agency_calendar(options["agency"]) if options["agency"] else calendar.packaged_calendar()
        due = calendar.due(hours, received_at, limit, policy, cutoff)
        self.stdout.write(_as_json(due) if options["json"] else _as_text(due))


def _moment(text: str | None) -> datetime:
    if text is None:
        raise ArgumentMissing(name="--received", example=EXAMPLE)
    try:
        return clock.local_moment(text)
    except ValueError:
        raise BadArgument(
            name="--received",
            value=text,
            why_vi="cần ngày giờ như 2026-02-13T16:20",
            why_en="a moment like 2026-02-13T16:20 is needed",
        ) from None


def _cutoff(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 (only its clock time is kept)
    except ValueError:
        raise BadArgument(name="--cutoff", value=text, why_vi="cần giờ như 15:00", why_en="a time like 15:00 is needed") from None


def _agency_calendar(named: str) -> calendar.WorkCalendar:
    postgres.ensure_running()
    agency = organization.agency_called(named, on=clock.local_day(clock.now()))
    return calendar.calendar_of(agency_id=agency.id)


def _as_json(due: calendar.Due) -> str:
    days = [{"date": day.date.isoformat(), "counted": day.counted, "reason": day.reason} for day in due.days]
    return json.dumps({"due": due.due_at.isoformat(), "days": days}, ensure_ascii=False)


def _as_text(due: calendar.Due) -> str:
    lines = [f"{day.date:%d/%m/%Y}  {'tính      ' if day.counted else 'không tính'}  {day.reason}" for day in due.days]
    return "\n".join([f"Hạn: {due.due_at:%H:%M} ngày {due.due_at:%d/%m/%Y}", *lines])
