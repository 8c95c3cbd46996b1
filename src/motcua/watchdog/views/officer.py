"""My alarms and those of my unit; the bell; what a dossier's page shows of its alarms."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.calendar import public as calendar
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import NotFound
from motcua.foundation.text import whole
from motcua.organization import public as organization
from motcua.ui.templatetags.components import icon
from motcua.watchdog.facts import AlarmFact, Kind
from motcua.watchdog.forms import Attend
from motcua.watchdog.operations.attend import attend, mark_seen
from motcua.watchdog.queries import alarms as queries
from motcua.watchdog.queries.measures import measures_on
from motcua.watchdog.rules import permissions


class NoSuchAlarms(NotFound):
    code = "no_such_alarms"
    vi = "Không có loại cảnh báo «{name}»."
    en = "There is no kind of alarm “{name}”."


@login_required
@require_safe
def alarms(request: organization.Request) -> HttpResponse:
    """The alarms that stand: mine, or my unit's."""
    actor, at = request.actor, clock.now()
    of_unit, kind, agency_id = request.GET.get("pham-vi") == "don-vi", _kind(request), _agency(request)
    page = queries.alarms(actor=actor, of_unit=of_unit, agency_id=agency_id, kind=kind, cursor=request.GET.get("sau"))
    counts = queries.counts(actor=actor, of_unit=of_unit, agency_id=agency_id)
    screen = {
        "of_unit": of_unit, "kind": kind, "watches": queries.watches(actor), "at": at, "rows": _rows(page.rows, actor, at),
        "next": page.next, "doors": _doors(counts, kind, of_unit=of_unit, agency_id=agency_id), "total": sum(counts.values()),
        "agency": organization.agency(agency_id).name if agency_id else "", "here": request.GET.urlencode(),
        "unseen": [row.id for row in page.rows if not row.is_seen], "form": Attend(), "measures": measures_on(clock.local_day(at)),
    }  # fmt: skip
    return render(request, "watchdog/alarms.html", screen)


def _kind(request: organization.Request) -> Kind | None:
    name = request.GET.get("loai", "")
    if name and name not in set(Kind):
        raise NoSuchAlarms(name=name[:40])
    return Kind(name) if name else None


def _agency(request: organization.Request) -> int | None:
    return whole(request.GET.get("don-vi", ""))


def _doors(counts: dict[Kind, int], here: Kind | None, *, of_unit: bool, agency_id: int | None) -> list[dict[str, Any]]:
    base = ({"pham-vi": "don-vi"} if of_unit else {}) | ({"don-vi": agency_id} if agency_id else {})
    whole = {
        "label": _("Tất cả"),
        "icon": "bell",
        "n": sum(counts.values()),
        "url": f"?{urlencode(base)}",
        "is_here": here is None,
    }
    return [
        whole,
        *(
            {"label": _(kind.label), "icon": kind.icon, "n": n, "url": f"?{urlencode(base | {'loai': kind.value})}", "is_here": kind is here}
            for kind, n in counts.items()
        ),
    ]  # fmt: skip


def _rows(found: tuple[AlarmFact, ...], actor: organization.Actor, at: datetime) -> list[dict[str, Any]]:
    lines = dossiers.lines_by_id(dossier_ids={alarm.dossier_id for alarm in found}, actor=actor)
    people = organization.official_names(
        {alarm.holder_id for alarm in found if alarm.holder_id} | {alarm.attended_by for alarm in found if alarm.attended_by}
    )
    return [
        {
            "alarm": alarm, "line": line, "url": reverse("dossier", args=[line.code]), "time": _time(alarm, at),
            "who": people.get(alarm.holder_id or 0) or _role(alarm.role), "where": organization.agency(alarm.agency_id).short_name,
            "attended_by": people.get(alarm.attended_by or 0, ""), "may_attend": permissions.may_attend(actor, alarm),
        }
        for alarm in found
        if (line := lines.get(alarm.dossier_id))
    ]  # fmt: skip


def _role(role: str) -> str:
    return _(organization.Role(role).label)


def _time(alarm: AlarmFact, at: datetime) -> dict[str, Any]:
    """How long it is past, or how long is left."""
    minutes = calendar.calendar_of(agency_id=alarm.agency_id).between(at, alarm.due_at)
    return {"minutes": abs(minutes), "is_past": at > alarm.due_at, "is_lying": alarm.kind is Kind.NOT_PICKED_UP}


@login_required
@require_POST
def see(request: organization.Request) -> HttpResponse:
    """Mark what stands on the page as seen."""
    numbers = [number for said in request.POST.getlist("so")[:500] if (number := whole(said)) is not None]
    seen = mark_seen(alarm_ids=numbers, actor=request.actor, at=clock.now())
    messages.success(request, ngettext("Đã xem {n} cảnh báo.", "Đã xem {n} cảnh báo.", seen).format(n=seen))
    return redirect(_back(request))


@login_required
@require_POST
def take(request: organization.Request, alarm_id: int) -> HttpResponse:
    """Say that an alarm is attended to."""
    form = Attend(request.POST)
    if form.is_valid():
        attend(alarm_id=alarm_id, actor=request.actor, at=clock.now(), note=form.cleaned_data["note"])
        messages.success(request, _("Đã ghi: đang xử lý."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(_back(request))


def _back(request: organization.Request) -> str:
    """The list that was left; what it showed is said by its own names, so nothing leads outside."""
    return f"{reverse('alarms')}?{request.POST.get('tro-lai', '')[:300]}"


def bell(request: organization.Request) -> SafeString:
    """For the header of every office page: how many alarms one has not seen."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.posts:
        return SafeString()
    n = queries.bell(actor=actor)
    shown = f"{queries.MOST - 1}+" if n >= queries.MOST else str(n)
    label = ngettext("{n} cảnh báo chưa xem", "{n} cảnh báo chưa xem", n).format(n=shown) if n else _("Cảnh báo: không có gì mới")
    number = format_html('<b aria-hidden="true">{}</b>', shown) if n else ""
    return format_html(
        '<a class="bell" href="{}" aria-label="{}" title="{}">{}{}</a>', reverse("alarms"), label, label, icon("bell"), number
    )


def card(detail: dossiers.DossierDetail) -> str:
    """For the page of a dossier: its alarms, and to whom each was told when."""
    found = queries.alarms_of(dossier_id=detail.dossier.id)
    if not found:
        return ""
    people = organization.official_names(
        {told.user_id for alarm in found for told in alarm.told if told.user_id}
        | {alarm.attended_by for alarm in found if alarm.attended_by}
    )
    rows = [
        {
            "alarm": alarm, "attended_by": people.get(alarm.attended_by or 0, ""),
            "told": [
                {"told": told, "who": people.get(told.user_id or 0) or _role(told.role), "where": organization.agency(told.agency_id).short_name}
                for told in alarm.told
            ],
        }
        for alarm in found
    ]  # fmt: skip
    return render_to_string("watchdog/card.html", {"rows": rows})
