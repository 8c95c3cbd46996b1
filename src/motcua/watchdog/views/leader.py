"""The head's morning, and whose the time of the unit's dossiers was."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.text import alphabetical, whole
from motcua.organization import public as organization
from motcua.ui import words
from motcua.ui.downloads import csv_file
from motcua.watchdog.queries import alarms
from motcua.watchdog.rules.permissions import WATCHING

#: Lines of what turns overdue today on the page itself; the rest is behind its number.
_LINES = 20
#: People of one page.
_PEOPLE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Whose figures are shown."""

    agency_ids: frozenset[int]
    name: str
    #: The one unit that was chosen, else the reader's own.
    agency_id: int
    is_chosen: bool = False

    @property
    def chosen_id(self) -> int | None:
        return self.agency_id if self.is_chosen else None


def _place(request: organization.Request) -> _Place:
    """The unit that was asked for, or all that the reader watches. Raises NoUnitAlarms."""
    actor, said = request.actor, request.GET.get("don-vi", "")
    if not alarms.watches(actor):
        raise alarms.NoUnitAlarms
    seen = alarms.watched(actor)
    if (agency_id := whole(said)) is not None:
        if agency_id not in seen:
            raise alarms.NoUnitAlarms
        return _Place(
            agency_ids=organization.subtree_ids(agency_id),
            name=organization.agency(agency_id).name,
            agency_id=agency_id,
            is_chosen=True,
        )
    heads = sorted(post.agency_id for post in actor.holdings if str(post.role) in WATCHING)
    return _Place(agency_ids=seen, name=organization.agency(heads[0]).name, agency_id=heads[0])


@login_required
@require_safe
def morning(request: organization.Request) -> HttpResponse:
    """What turns overdue today and this week, who is buried, who is away."""
    place, at = _place(request), clock.now()
    today = clock.local_day(at)
    ends = clock.midnight(today + timedelta(days=1))
    week = clock.midnight(today + timedelta(days=7))
    page = dossiers.dossiers(
        actor=request.actor, agency_ids=place.agency_ids, states=sorted(dossiers.PRESSING), due_from=at, due_before=ends, with_tests=False,
        size=_LINES,
    )  # fmt: skip
    by_day = dossiers.due_by_day(agency_ids=place.agency_ids, since=at, until=week)
    sheet = _sheet(request)
    loads = dossiers.loads(agency_ids=place.agency_ids, at=at, size=_PEOPLE + 1, after=_PEOPLE * (sheet - 1))
    away = organization.away(on=today)
    missed = dossiers.loads(agency_ids=place.agency_ids, at=at, among=away)
    shown = loads[:_PEOPLE]
    people = organization.official_names(
        {one.user_id for one in (*shown, *missed) if one.user_id} | {one for one in away.values() if one}
    )
    screen = {
        "place": place, "at": at, "today": [(line, reverse("dossier", args=[line.code])) for line in page.rows], "n_today": by_day.get(today, 0),
        "days": [(day, n) for day, n in by_day.items()], "n_week": sum(by_day.values()), "most": max(by_day.values(), default=1),
        "n_late": dossiers.overdue_count(actor=request.actor, under=place.chosen_id, at=at), "late_url": _listed(place, "qua-han"), "today_url": _listed(place, "sap-den-han"),
        "people": [_person(load, people, away) for load in shown], "heaviest": max((load.open for load in shown), default=1),
        "before": sheet - 1, "next": sheet + 1 if len(loads) > _PEOPLE else 0, "unit": place.chosen_id,
        "away": [(people[user], people.get(away.get(user) or 0, "")) for user in (one.user_id for one in missed) if user in people],
        "counts": [(kind, n) for kind, n in alarms.counts(actor=request.actor, of_unit=True, agency_id=place.chosen_id).items()],
    }  # fmt: skip
    return render(request, "watchdog/morning.html", screen)


def _sheet(request: organization.Request) -> int:
    return min(max(whole(request.GET.get("trang", "")) or 1, 1), 10_000)


def _listed(place: _Place, figure: str) -> str:
    return f"{reverse('dossiers')}?{urlencode({'so': figure} | ({'don-vi': place.chosen_id, 'duoi': 'co'} if place.chosen_id else {}))}"


def _person(load: dossiers.Load, people: dict[int, str], away: dict[int, int | None]) -> dict[str, Any]:
    deputy = away.get(load.user_id or 0)
    return {
        "load": load, "name": people.get(load.user_id or 0, _("Chưa ai nhận")), "is_away": load.user_id in away,
        "deputy": people.get(deputy or 0, ""),
    }  # fmt: skip


@login_required
@require_safe
def unit_time(request: organization.Request) -> HttpResponse:
    """Whose the working time of a unit's dossiers was, as shares by cause; also as a table for a sheet."""
    place, at = _place(request), clock.now()
    first, last = _period(request, clock.local_day(at))
    procedure = request.GET.get("thu-tuc", "").strip()[:40]
    since, until = (clock.midnight(day) for day in (first, last + timedelta(days=1)))
    agency_id = place.agency_id
    found = dossiers.unit_time(agency_id=agency_id, since=since, until=until, at=at, procedure_code=procedure)
    rows = [_row(share, found.minutes) for share in found.shares]
    if "tep" in request.GET:
        narrowed = {"don-vi": str(agency_id), "tu": first.isoformat(), "den": last.isoformat(), "thu-tuc": procedure}
        return csv_file(_cells(rows), name=f"thoi-gian-{agency_id}-{first:%Y%m%d}", narrowed=narrowed)
    screen = {
        "place": place, "first": first, "last": last, "procedure": procedure, "found": found, "rows": rows, "at": at,
        "parts": [(row["hue"], row["share"].minutes, row["holder"]) for row in rows], "units": _units(alarms.watched(request.actor)),
        "file": "?" + urlencode({"don-vi": agency_id, "tu": first.isoformat(), "den": last.isoformat(), "thu-tuc": procedure, "tep": 1}),
    }  # fmt: skip
    return render(request, "watchdog/unit_time.html", screen)


def _period(request: organization.Request, today: date) -> tuple[date, date]:
    """From the first of the month until today, unless days were given the right way round."""
    try:
        first, last = (date.fromisoformat(request.GET.get(name, "")) for name in ("tu", "den"))
    except ValueError:
        return today.replace(day=1), today
    return (first, last) if date(2000, 1, 1) <= first <= last <= date(2100, 1, 1) else (today.replace(day=1), today)


_HUES = {"unit": "song", "applicant": "lua", "other_agency": "cham", "nobody": "da"}
_WHAT = {"supplement": "Bổ sung hồ sơ", "payment": "Nghĩa vụ tài chính", "incident": "Sự cố hệ thống"}


def _row(share: dossiers.Share, total: int) -> dict[str, Any]:
    cause = share.cause
    what = (
        organization.agency(cause.agency_id).name
        if cause.agency_id
        else _(_WHAT.get(cause.what, cause.what))
        if cause.what
        else ""
    )
    return {
        "share": share, "hue": _HUES[cause.holder], "holder": _(cause.holder.label), "what": what, "percent": 100 * share.minutes / total,
        "most": [(code, minutes, reverse("dossier", args=[code])) for code, minutes in share.most],
    }  # fmt: skip


def _cells(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    head = (_("Thuộc về"), _("Việc"), _("Phút làm việc"), _("Phần trăm"), _("Số hồ sơ"))
    return [
        head,
        *(
            (row["holder"], row["what"], row["share"].minutes, words.number(row["percent"], 2), row["share"].dossiers)
            for row in rows
        ),
    ]


def _units(seen: frozenset[int]) -> list[organization.AgencyFact]:
    return sorted((organization.agency(one) for one in seen), key=lambda agency: alphabetical(agency.name))
