"""The archive of one's agencies: what can be closed, what is closed, packages, what is kept long enough."""

import secrets
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.archiving import public as archiving
from motcua.archiving.queries import entries as queries
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.attempts import refusal_of
from motcua.foundation.language import sentence
from motcua.foundation.text import whole
from motcua.organization import public as organization

_TABS = {
    "": gettext_lazy("Chờ khóa sổ"), "da-luu": gettext_lazy("Đã lưu"), "goi": gettext_lazy("Gói giao nộp"),
    "den-han": gettext_lazy("Đến hạn xét hủy"),
}  # fmt: skip


@login_required
@require_safe
def front(request: organization.Request) -> HttpResponse:
    """One of the four lists."""
    actor, at = request.actor, clock.now()
    tab = request.GET.get("xem", "")
    tab = tab if tab in _TABS else ""
    kept = queries.kept_agencies(actor)
    screen: dict[str, Any] = {
        "tabs": [(key, label, key == tab) for key, label in _TABS.items()], "tab": tab, "keeps": bool(kept),
        "reads_all": queries.reach(actor) is None,
    }  # fmt: skip
    screen |= _SHOWN[tab](request, actor, at, kept)
    return render(request, "archiving/front.html", screen)


def _closable(request: organization.Request, actor: organization.Actor, at: Any, _kept: frozenset[int]) -> dict[str, Any]:
    page = archiving.closable(actor=actor, at=at, cursor=request.GET.get("sau"))
    days = queries.held_on(clock.local_day(at))["close_after_days"]
    rows = [
        {
            "one": one, "where": organization.agency(one.competent_id).short_name,
            "may_close": dossiers.keeps(actor, centre_id=one.centre_id, competent_id=one.competent_id),
        }
        for one in page.rows
    ]  # fmt: skip
    return {"rows": rows, "next": page.next, "days": days.value}


def _closed(request: organization.Request, actor: organization.Actor, at: Any, _kept: frozenset[int]) -> dict[str, Any]:
    is_due = request.GET.get("xem") == "den-han"
    page = archiving.entries(actor=actor, day=clock.local_day(at), is_due=is_due, cursor=request.GET.get("sau"))
    rows = [{"one": one, "where": organization.agency(one.agency_id).short_name} for one in page.rows]
    return {"rows": rows, "next": page.next}


def _packages(_request: organization.Request, actor: organization.Actor, _at: Any, kept: frozenset[int]) -> dict[str, Any]:
    rows = [{"one": one, "where": organization.agency(one.agency_id).name} for one in archiving.packages(actor=actor)]
    ready = [
        {"agency_id": agency, "agency": organization.agency(agency).name, "year": year, "n": n, "key": secrets.token_urlsafe(12)}
        for agency, year, n in (queries.years_ready(agencies=kept) if kept else ())
    ]
    return {"rows": rows, "ready": ready}


_SHOWN = {"": _closable, "da-luu": _closed, "den-han": _closed, "goi": _packages}


@login_required
@require_POST
def close(request: organization.Request) -> HttpResponse:
    """Close the dossiers that were ticked, each for itself; what is still owed is said of each."""
    numbers = [number for said in request.POST.getlist("so")[:100] if (number := whole(said)) is not None]
    closed = 0
    for number in dict.fromkeys(numbers):
        close_it = partial(archiving.close_dossier, dossier_id=number, actor=request.actor)
        error = refusal_of(lambda act=close_it: dossiers.in_turn(lambda at: act(at=at), now=clock.now))  # type: ignore[misc]
        if error:
            messages.error(request, sentence(error))
        else:
            closed += 1
    if closed:
        messages.success(request, ngettext("Đã khóa sổ {n} hồ sơ.", "Đã khóa sổ {n} hồ sơ.", closed).format(n=closed))
    elif not numbers:
        messages.error(request, _("Chưa chọn hồ sơ nào. Đánh dấu hồ sơ rồi bấm «Khóa sổ»."))
    return redirect(reverse("archiving:front"))
