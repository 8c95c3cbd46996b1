"""The page on which procedure control and operators keep the calendar.

The wiring that mounts these addresses hands each view the journal's `record`: the calendar stands beside the journal and may
not know it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.calendar import forms, operations, queries
from motcua.calendar.facts import Actor, Entry, IncidentScope, Record
from motcua.calendar.rules import permissions
from motcua.calendar.rules.tables import hours_in_words
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.foundation.language import chosen


class Request(HttpRequest):
    """A request with whoever asks."""

    actor: Actor


#: The years that have a page.
_YEARS = range(operations.FIRST_YEAR, 2101)


@login_required
@require_safe
def year(request: Request, *, number: int | None = None, **_handed: object) -> HttpResponse:
    """The entries of one year and the forms to add to them."""
    permissions.require_editor(request.actor)
    return _year(request, number or clock.local_day(clock.now()).year, {"form": forms.Day(), "hours": forms.Hours()})


@login_required
@require_POST
def add(request: Request, *, record: Record, **_handed: object) -> HttpResponse:
    """Enter a day."""
    form, actor = forms.Day(request.POST), request.actor
    permissions.require_editor(actor)
    change = lambda: operations.add_day(day=form.given(), actor=actor, at=clock.now(), record=record)  # noqa: E731 (made twice)
    if form.is_valid() and _is_asked_first(request) and done(form, operations.Trial(change).within):
        return _preview(request, change)
    if form.is_valid() and done(form, change):
        messages.success(request, _("Đã ghi vào lịch ngày %(day)s.") % {"day": f"{form.cleaned_data['day']:%d/%m/%Y}"})
        return redirect("calendar:year", number=form.cleaned_data["day"].year)
    today = clock.local_day(clock.now())
    asked = (form.cleaned_data.get("day") or today).year
    return _year(request, asked if asked in _YEARS else today.year, {"form": form, "hours": forms.Hours()}, status=422)


@login_required
@require_POST
def hours(request: Request, *, record: Record, **_handed: object) -> HttpResponse:
    """Set the weekly hours from a day on."""
    form, actor = forms.Hours(request.POST), request.actor
    permissions.require_editor(actor)
    change = lambda: operations.set_weekly_hours(week=form.given(), actor=actor, at=clock.now(), record=record)  # noqa: E731
    if form.is_valid() and _is_asked_first(request) and done(form, operations.Trial(change).within):
        return _preview(request, change)
    if form.is_valid() and done(form, change):
        messages.success(request, _("Đã đặt giờ làm việc mới."))
        return redirect("calendar:this_year")
    return _year(request, clock.local_day(clock.now()).year, {"form": forms.Day(), "hours": form}, status=422)


@login_required
@require_safe
def entry(request: Request, *, entry_id: int, **_handed: object) -> HttpResponse:
    """One entry, to replace or withdraw."""
    found = _found(entry_id)
    permissions.require_editor(request.actor, agency_id=found.agency_id)
    return _entry(request, found, {"form": forms.Day.of(found.day), "reason": forms.Reason()})


@login_required
@require_POST
def replace(request: Request, *, record: Record, entry_id: int, **_handed: object) -> HttpResponse:
    """Put another entry in the place of one."""
    form, reason, actor = forms.Day(request.POST), forms.Reason(request.POST), request.actor
    found = _found(entry_id)
    permissions.require_editor(actor, agency_id=found.agency_id)
    shaped = form.is_valid() & reason.is_valid()
    change = lambda: operations.replace_day(  # noqa: E731
        entry_id=entry_id, day=form.given(), reason=reason.cleaned_data["reason"], actor=actor, at=clock.now(), record=record
    )
    if shaped and _is_asked_first(request) and done(form, operations.Trial(change).within):
        return _preview(request, change, found.agency_id)
    if shaped and done(form, change):
        messages.success(request, _("Đã thay mục lịch."))
        return redirect("calendar:year", number=form.cleaned_data["day"].year)
    return _entry(request, found, {"form": form, "reason": reason}, status=422)


@login_required
@require_POST
def withdraw(request: Request, *, record: Record, entry_id: int, **_handed: object) -> HttpResponse:
    """End an entry and the other half of its swap."""
    reason, actor = forms.Reason(request.POST), request.actor
    found = _found(entry_id)
    permissions.require_editor(actor, agency_id=found.agency_id)
    change = lambda: operations.withdraw_day(  # noqa: E731
        entry_id=entry_id, reason=reason.cleaned_data["reason"], actor=actor, at=clock.now(), record=record
    )
    if reason.is_valid() and _is_asked_first(request) and done(reason, operations.Trial(change).within):
        return _preview(request, change, found.agency_id)
    if reason.is_valid() and done(reason, change):
        messages.success(request, _("Đã bãi bỏ mục lịch."))
        return redirect("calendar:year", number=found.day.day.year)
    return _entry(request, found, {"form": forms.Day.of(found.day), "reason": reason}, status=422)


def _is_asked_first(request: Request) -> bool:
    """Whether the change was sent without a look at what it would do: the page shows that before anything is saved."""
    return "da-xem" not in request.POST


def _preview(request: Request, change: Callable[[], object], agency_id: int | None = None) -> HttpResponse:
    """What the change would do, with everything that was typed, to be sent again."""
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    shown = {"typed": typed, "trial": operations.Trial(change), "agency_id": agency_id, "at": clock.now()}
    return render(request, "calendar/preview.html", shown)


@login_required
@require_safe
def incidents(request: Request, **_handed: object) -> HttpResponse:
    """The periods in which the platform did not work, and the form for one more."""
    permissions.require_editor(request.actor)
    return _incidents(request, forms.Incident())


@login_required
@require_POST
def add_incident(request: Request, *, record: Record, find_agency: Callable[..., int]) -> HttpResponse:
    """Record a period in which the platform did not work."""
    permissions.require_editor(request.actor)
    form, at = forms.Incident(request.POST), clock.now()
    if form.is_valid() and done(form, lambda: _record(request, form, find_agency, record, at)):
        return redirect("calendar:incidents")
    return _incidents(request, form, status=422)


def _record(request: Request, form: forms.Incident, find_agency: Callable[..., int], record: Record, at: datetime) -> None:
    named = form.cleaned_data["agency"].strip()
    agency_id = (
        find_agency(named, on=clock.local_day(at)) if named and form.cleaned_data["scope"] == IncidentScope.AGENCY else None
    )
    found = operations.record_incident(incident=form.given(agency_id=agency_id), actor=request.actor, at=at, record=record)
    messages.success(request, _("Đã ghi. Thời hạn dừng ở những thủ tục có quy định; hồ sơ được tính lại trong vài phút."))
    if found.is_announced_late:
        messages.warning(request, _("Bảo trì này báo muộn hơn quy định; đã ghi lại như vậy."))


@login_required
@require_POST
def end_incident(request: Request, *, record: Record, incident_id: int, **_handed: object) -> HttpResponse:
    """Say when the platform worked again."""
    form = forms.Recovery(request.POST)
    permissions.require_editor(request.actor)
    if form.is_valid() and done(
        form,
        lambda: operations.end_incident(
            incident_id=incident_id, ends_at=form.given(), actor=request.actor, at=clock.now(), record=record
        ),
    ):
        messages.success(request, _("Đã ghi khôi phục; hạn của hồ sơ được tính lại trong vài phút."))
        return redirect("calendar:incidents")
    return _incidents(request, forms.Incident(), status=422, wrong=(incident_id, form))


@login_required
@require_POST
def withdraw_incident(request: Request, *, record: Record, incident_id: int, **_handed: object) -> HttpResponse:
    """Take back what was recorded wrongly."""
    form = forms.Reason(request.POST)
    permissions.require_editor(request.actor)
    if form.is_valid() and done(
        form,
        lambda: operations.withdraw_incident(
            incident_id=incident_id, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now(), record=record
        ),
    ):
        messages.success(request, _("Đã bãi bỏ; hạn của hồ sơ được tính lại trong vài phút."))
        return redirect("calendar:incidents")
    return _incidents(request, forms.Incident(), status=422, wrong=(incident_id, form))


def _incidents(request: Request, form: forms.Incident, status: int = 200, wrong: tuple[int, Any] | None = None) -> HttpResponse:
    at = clock.now()
    shown = {"form": form, "incidents": queries.incidents(), "at": at, "wrong": wrong, "recovery": forms.Recovery(), "reason": forms.Reason(auto_id=False),
             "notice_days": queries.planned_notice_days(clock.local_day(at))}  # fmt: skip
    return render(request, "calendar/incidents.html", shown, status=status)


def _found(entry_id: int) -> Entry:
    found = queries.entry(entry_id=entry_id)
    if found is None:
        raise operations.DayUnknown(entry_id=entry_id)
    return found


def _year(request: Request, number: int, context: dict[str, Any], status: int = 200) -> HttpResponse:
    if number not in _YEARS:
        raise Http404
    shown = {
        "year": number,
        "years": queries.years(),
        "entries": queries.entries(year=number),
        "findings": [chosen(found.vi, found.en) for found in queries.findings(year=number)],
        "weeks": [{"week": week, "hours": chosen(*hours_in_words(week.periods))} for week in queries.weeks()],
    }
    return render(request, "calendar/year.html", shown | context, status=status)


def _entry(request: Request, found: Entry, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "calendar/entry.html", {"entry": found} | context, status=status)
