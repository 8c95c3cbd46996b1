"""`motcua calendar`: read and mend the table of days and the weekly hours."""

import json
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser

from motcua.calendar import public as calendar
from motcua.calendar import queries
from motcua.calendar.facts import Entry
from motcua.cli.management.spoken import BadArgument, SpokenCommand, choice, day
from motcua.foundation import clock
from motcua.foundation.confidence import Confidence
from motcua.journal import public as journal
from motcua.organization import public as organization


class Command(SpokenCommand):
    help = "Xem và sửa lịch làm việc. / Read and mend the working calendar."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="list|add|replace|withdraw|hours")
        _common(listing := actions.add_parser("list", help="the entries of a year and what does not add up in it"))
        listing.add_argument("--year", help="default: this year")
        for name, words in (("add", "enter a day; of a swap, both halves"), ("replace", "put another entry in the place of one")):
            _common(mending := actions.add_parser(name, help=words))
            if name == "replace":
                mending.add_argument("entry", type=int)
                mending.add_argument("--reason", required=True)
            mending.add_argument("--day", required=True, help="YYYY-MM-DD")
            mending.add_argument("--kind", required=True, help=" | ".join(calendar.DayKind))
            mending.add_argument("--name", required=True)
            mending.add_argument("--basis", required=True, help="number and date of the decision")
            mending.add_argument("--pair", help="YYYY-MM-DD: the other half of a swap")
            mending.add_argument("--confidence", default=Confidence.READ, help=" | ".join(Confidence))
        _common(withdrawing := actions.add_parser("withdraw", help="end an entry and the other half of its swap"))
        withdrawing.add_argument("entry", type=int)
        withdrawing.add_argument("--reason", required=True)
        _common(hours := actions.add_parser("hours", help="show the weekly hours, or set them from a day on"))
        hours.add_argument("--week", help="1-5 07:00-11:00 13:00-17:00; 6 07:00-11:00")
        hours.add_argument("--from", dest="since", help="YYYY-MM-DD")
        hours.add_argument("--basis", default="")

    def answer(self, **options: Any) -> None:
        actions: dict[str, Callable[[dict[str, Any]], object]] = {
            "list": _list,
            "add": _add,
            "replace": _replace,
            "withdraw": _withdraw,
            "hours": _hours,
        }
        found = actions[options["action"]](options)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(found)))


def _common(parser: CommandParser) -> None:
    parser.add_argument("--agency", help="an agency's identifier, statistical code or whole name; without it for all")
    parser.add_argument("--json", action="store_true")


def _agency_id(options: dict[str, Any]) -> int | None:
    if not options["agency"]:
        return None
    return organization.agency_called(options["agency"], on=clock.local_day(clock.now())).id


def _shape(entry: Entry) -> dict[str, object]:
    day = entry.day
    return {
        "id": entry.id,
        "agency_id": entry.agency_id,
        "day": day.day.isoformat(),
        "kind": str(day.kind),
        "name": day.name,
        "basis": day.basis,
        "confidence": str(day.confidence),
        "paired_day": day.paired_day.isoformat() if day.paired_day else None,
    }


def _list(options: dict[str, Any]) -> object:
    text = options["year"] or str(clock.local_day(clock.now()).year)
    if not text.isdecimal() or not 1 <= int(text) <= 9999:
        raise BadArgument(name="--year", value=text, why_vi="cần năm như 2026", why_en="a year like 2026 is needed")
    year = int(text)
    return {
        "year": year,
        "days": [_shape(entry) for entry in queries.entries(year=year, agency_id=_agency_id(options))],
        "findings": [
            {"day": found.day.isoformat(), "code": found.code, "vi": found.vi, "en": found.en}
            for found in queries.findings(year=year)
        ],
    }


def _given(options: dict[str, Any]) -> calendar.Day:
    return calendar.Day(
        day=day("--day", options["day"]),
        kind=choice(calendar.DayKind, "--kind", options["kind"]),
        name=options["name"],
        basis=options["basis"],
        confidence=choice(Confidence, "--confidence", options["confidence"]),
        paired_day=day("--pair", options["pair"]) if options["pair"] else None,
    )


def _add(options: dict[str, Any]) -> object:
    agency_id = _agency_id(options)
    entry = calendar.add_day(
        day=_given(options), actor=organization.SYSTEM, at=clock.now(), record=journal.record, agency_id=agency_id
    )
    return _shape(entry)


def _replace(options: dict[str, Any]) -> object:
    entry = calendar.replace_day(
        entry_id=options["entry"],
        day=_given(options),
        reason=options["reason"],
        actor=organization.SYSTEM,
        at=clock.now(),
        record=journal.record,
    )
    return _shape(entry)


def _withdraw(options: dict[str, Any]) -> object:
    days = calendar.withdraw_day(
        entry_id=options["entry"], reason=options["reason"], actor=organization.SYSTEM, at=clock.now(), record=journal.record
    )
    return {"withdrawn": [day.isoformat() for day in days]}


def _hours(options: dict[str, Any]) -> object:
    agency_id = _agency_id(options)
    if options["week"]:
        week = calendar.Week(
            periods=calendar.read_hours(options["week"]),
            valid_from=day("--from", options["since"] or clock.local_day(clock.now()).isoformat()),
            basis=options["basis"],
        )
        calendar.set_weekly_hours(
            week=week, actor=organization.SYSTEM, at=clock.now(), record=journal.record, agency_id=agency_id
        )
    return {
        "weeks": [
            {
                "valid_from": week.valid_from.isoformat(),
                "valid_to": week.valid_to.isoformat() if week.valid_to else None,
                "hours": calendar.write_hours(week.periods),
                "basis": week.basis,
            }
            for week in queries.weeks(agency_id=agency_id)
        ]
    }


def _lines(found: object) -> list[str]:
    """Readable lines of what --json would print."""
    if isinstance(found, dict) and any(isinstance(value, list) for value in found.values()):
        rows = [row for value in found.values() if isinstance(value, list) for row in value]
        return [line for row in rows for line in _lines(row)] or ["(không có)"]
    if isinstance(found, dict):
        return ["  ".join(str(value) for value in found.values() if value is not None)]
    return [str(found)]
