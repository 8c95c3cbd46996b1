"""The page on which procedure control and operators keep the calendar.

The wiring that mounts these addresses hands each view the journal's `record`: the calendar stands beside the journal and may
not know it.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.calendar import forms, operations, queries
from motcua.calendar.facts import Actor, Entry, Record
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
def add(request: Request, *, record: Record) -> HttpResponse:
    """Enter a day."""
    form, actor = forms.Day(request.POST), request.actor
    permissions.require_editor(actor)
    if form.is_valid() and done(form, lambda: operations.add_day(day=form.given(), actor=actor, at=clock.now(), record=record)):
        messages.success(request, _("Đã ghi vào lịch ngày %(day)s.") % {"day": f"{form.cleaned_data['day']:%d/%m/%Y}"})
        return redirect("calendar:year", number=form.cleaned_data["day"].year)
    today = clock.local_day(clock.now())
    asked = (form.cleaned_data.get("day") or today).year
    return _year(request, asked if asked in _YEARS else today.year, {"form": form, "hours": forms.Hours()}, status=422)


@login_required
@require_POST
def hours(request: Request, *, record: Record) -> HttpResponse:
    """Set the weekly hours from a day on."""
    form, actor = forms.Hours(request.POST), request.actor
    permissions.require_editor(actor)
    if form.is_valid() and done(
        form, lambda: operations.set_weekly_hours(week=form.given(), actor=actor, at=clock.now(), record=record)
    ):
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
def replace(request: Request, *, record: Record, entry_id: int) -> HttpResponse:
    """Put another entry in the place of one."""
    form, reason, actor = forms.Day(request.POST), forms.Reason(request.POST), request.actor
    found = _found(entry_id)
    permissions.require_editor(actor, agency_id=found.agency_id)
    shaped = form.is_valid() & reason.is_valid()
    if shaped and done(
        form,
        lambda: operations.replace_day(
            entry_id=entry_id,
            day=form.given(),
            reason=reason.cleaned_data["reason"],
            actor=actor,
            at=clock.now(),
            record=record,
        ),
    ):
        messages.success(request, _("Đã thay mục lịch."))
        return redirect("calendar:year", number=form.cleaned_data["day"].year)
    return _entry(request, found, {"form": form, "reason": reason}, status=422)


@login_required
@require_POST
def withdraw(request: Request, *, record: Record, entry_id: int) -> HttpResponse:
    """End an entry and the other half of its swap."""
    reason, actor = forms.Reason(request.POST), request.actor
    found = _found(entry_id)
    permissions.require_editor(actor, agency_id=found.agency_id)
    if reason.is_valid() and done(
        reason,
        lambda: operations.withdraw_day(
            entry_id=entry_id, reason=reason.cleaned_data["reason"], actor=actor, at=clock.now(), record=record
        ),
    ):
        messages.success(request, _("Đã bãi bỏ mục lịch."))
        return redirect("calendar:year", number=found.day.day.year)
    return _entry(request, found, {"form": forms.Day.of(found.day), "reason": reason}, status=422)


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
