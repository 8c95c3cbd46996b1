"""Points of a person and of a unit; every number opens its dossiers."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.appraisal.facts import BY_INSPECTION, OF_A_DOSSIER, Appraised, Given, Indicator, Period, PointLine
from motcua.appraisal.queries import sums
from motcua.appraisal.queries.access import judges_province, units
from motcua.appraisal.queries.measures import measures_on
from motcua.appraisal.rules import points as rules
from motcua.appraisal.rules.permissions import may_contest, may_enter
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.text import alphabetical, whole
from motcua.organization import public as organization
from motcua.ui.downloads import csv_file


def _period(request: organization.Request) -> Period:
    return rules.asked_period(request.GET.get("ky"), today=clock.local_day(clock.now()))


def period_label(period: Period) -> str:
    """Quý 4/2026, Năm 2026."""
    year, _dash, quarter = period.name.partition("-Q")
    return _("Quý {quarter}/{year}").format(quarter=quarter, year=year) if quarter else _("Năm {year}").format(year=year)


def _periods(here: Period) -> list[tuple[str, str, bool]]:
    """This year and last, and their quarters."""
    year = clock.local_day(clock.now()).year
    names = [name for one in (year, year - 1) for name in (*(f"{one}-Q{quarter}" for quarter in (4, 3, 2, 1)), str(one))]
    today = clock.local_day(clock.now())
    known = [rules.period(name) for name in names]
    return [(one.name, period_label(one), one == here) for one in known if one.start <= today]


@login_required
@require_safe
def front(request: organization.Request) -> HttpResponse:
    """One's own points, or the units to choose from: those that had dossiers first, with their sums."""
    actor = request.actor
    if not judges_province(actor) and len(found := units(actor)) == 1:
        return redirect("appraisal:unit", found[0].id)
    own = sorted({post.agency_id for post in actor.posts if post.role in {"official", "clerk", "head", "leader"}})
    if not units(actor) and len(own) == 1 and actor.user_id:
        return redirect("appraisal:official", own[0], actor.user_id)
    period = _period(request)
    summed = sums.of_units(actor=actor, period=period) if units(actor) else {}
    listed = sorted(units(actor), key=lambda one: alphabetical(one.name))
    mine = [(organization.agency(place).name, reverse("appraisal:official", args=[place, actor.user_id])) for place in own]
    screen = {
        "units": [(one, summed[one.id]) for one in listed if one.id in summed], "others": [one for one in listed if one.id not in summed],
        "mine": mine, "period": period, "periods": _periods(period),
    }  # fmt: skip
    return render(request, "appraisal/front.html", screen)


@login_required
@require_safe
def unit(request: organization.Request, agency_id: int) -> HttpResponse:
    """The nine indicators of a unit, and its people."""
    actor, period = request.actor, _period(request)
    found = sums.of_unit(actor=actor, agency_id=agency_id, period=period)
    people = _people(actor, agency_id, period)
    enters = may_enter(actor, agency_id=agency_id, judges_province=judges_province(actor))
    return render(request, "appraisal/unit.html", _screen(found, agency_id, None) | {"people": people, "enters": enters})


def _people(actor: organization.Actor, agency_id: int, period: Period) -> list[tuple[str, int, Appraised]]:
    found = sums.of_officials(actor=actor, agency_id=agency_id, period=period)
    names = organization.official_names(found.keys()) if found else {}
    return sorted(
        ((names.get(user_id, ""), user_id, one) for user_id, one in found.items()), key=lambda one: (alphabetical(one[0]), one[1])
    )


@login_required
@require_safe
def official(request: organization.Request, agency_id: int, user_id: int) -> HttpResponse:
    """The indicators of one official."""
    found = sums.of_official(actor=request.actor, agency_id=agency_id, user_id=user_id, period=_period(request))
    name = organization.official_names([user_id]).get(user_id, "")
    return render(request, "appraisal/official.html", _screen(found, agency_id, user_id) | {"name": name})


def _screen(found: Appraised, agency_id: int, user_id: int | None) -> dict[str, Any]:
    return {
        "found": found, "agency": organization.agency(agency_id), "agency_id": agency_id, "user_id": user_id,
        "given": [(one, _doors(one, agency_id, user_id, found.period), _entry(one, agency_id, found.period)) for one in found.given], "periods": _periods(found.period),
        "measures": sorted(measures_on(found.period.start).values(), key=lambda one: one.rule),
    }  # fmt: skip


def _entry(given: Given, agency_id: int, period: Period) -> str:
    """Where what was found is entered and read, of an indicator that dossiers do not show."""
    if given.indicator not in BY_INSPECTION:
        return ""
    return f"{reverse('appraisal:finding', args=[agency_id, int(given.indicator)])}?ky={period.name}"


def _doors(given: Given, agency_id: int, user_id: int | None, period: Period) -> list[tuple[int, int, str]]:
    """Points, how many dossiers, and where these are."""
    if given.indicator not in OF_A_DOSSIER:
        return []
    base = reverse("appraisal:dossiers", args=[agency_id])
    who = {"nguoi": user_id} if user_id else {}
    return [
        (
            value,
            given.counts[value],
            f"{base}?{urlencode(who | {'ky': period.name, 'chi-so': int(given.indicator), 'diem': value})}",
        )
        for value in (2, 1, 0)
    ]


@login_required
@require_safe
def dossiers_behind(request: organization.Request, agency_id: int) -> HttpResponse:
    """The dossiers behind a number."""
    actor, period = request.actor, _period(request)
    user_id, indicator, value = _asked(request)
    page = sums.lines(
        actor=actor,
        agency_id=agency_id,
        user_id=user_id,
        period=period,
        indicator=indicator,
        points=value,
        cursor=request.GET.get("sau"),
    )
    query = {name: text for name, text in request.GET.items() if name != "sau"}
    screen = {
        "rows": _named(page.rows, actor), "next": page.next, "query": urlencode(query), "indicator": indicator, "value": value, "period": period,
        "agency": organization.agency(agency_id), "agency_id": agency_id, "user_id": user_id, "indicators": OF_A_DOSSIER, "period_label": period_label(period),
        "contests": may_contest(actor, agency_id=agency_id, user_id=user_id),
        "name": organization.official_names([user_id]).get(user_id, "") if user_id else "",
    }  # fmt: skip
    return render(request, "appraisal/dossiers.html", screen)


def _asked(request: organization.Request) -> tuple[int | None, Indicator | None, int | None]:
    def number(name: str) -> int | None:
        return whole(request.GET.get(name, ""))

    indicator, value = number("chi-so"), number("diem")
    known = Indicator(indicator) if indicator in {int(one) for one in OF_A_DOSSIER} else None
    return number("nguoi"), known, value if value in {0, 1, 2} else None


def _named(rows: Sequence[PointLine], actor: organization.Actor) -> list[tuple[PointLine, dossiers.DossierLine]]:
    lines = dossiers.lines_by_id(dossier_ids=[row.dossier_id for row in rows], actor=actor)
    return [(row, lines[row.dossier_id]) for row in rows if row.dossier_id in lines]


@login_required
@require_safe
def table(request: organization.Request, agency_id: int) -> HttpResponse:
    """The people of a unit with their points, as a table."""
    actor, period = request.actor, _period(request)
    people = _people(actor, agency_id, period)
    narrowed = {"don-vi": organization.agency(agency_id).name, "ky": period.name}
    return csv_file(_rows(people), name=f"diem-{agency_id}-{period.name}", narrowed=narrowed)


def _rows(people: Sequence[tuple[str, int, Appraised]]) -> Iterator[Sequence[object]]:
    yield (_("Họ tên"), _("Số hồ sơ"), *(f"{int(one)}. {_(one.label)}" for one in OF_A_DOSSIER), _("Tổng"), _("Trên"), _("Mức"))
    for name, _user, found in people:
        yield (
            name, found.dossiers, *("" if one.points is None else one.points for one in found.given),
            "" if found.total is None else found.total, found.most, _(found.band.label) if found.band else "",
        )  # fmt: skip
