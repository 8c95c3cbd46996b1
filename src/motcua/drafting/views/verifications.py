"""Planning a verification, its record, putting it off."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers import public as dossiers
from motcua.drafting import public as drafting
from motcua.drafting.facts import Held
from motcua.drafting.forms import MinutesForm, PlanForm, PutOffForm
from motcua.drafting.views.officer import in_turn, may_write, opened, require_writer
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.organization import public as organization


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: organization.Request, code: str) -> HttpResponse:
    """Plan a verification."""
    at, actor = clock.now(), request.actor
    detail = opened(code, actor, at)
    if request.method != "POST":
        require_writer(detail, actor)
    form = PlanForm(request.POST or None, initial={"key": secrets.token_urlsafe(12)})
    if request.method == "POST" and form.is_valid() and done(
        form, lambda: in_turn(lambda at: drafting.plan_verification(
            dossier_id=detail.dossier.id, plan=form.given(), key=form.cleaned_data["key"], actor=actor, at=at
        )),
    ):  # fmt: skip
        messages.success(request, _("Đã hẹn xác minh."))
        return redirect("dossier", code=code)
    return render(request, "drafting/plan.html", {"d": detail.dossier, "form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verification(request: organization.Request, code: str, verification_id: int) -> HttpResponse:
    """A verification, and its record: written once."""
    at, actor = clock.now(), request.actor
    detail = opened(code, actor, at)
    found = drafting.verification(dossier_id=detail.dossier.id, verification_id=verification_id)
    initial = {"seen": found.revision, "held_at": clock.local(found.planned_at).strftime("%Y-%m-%dT%H:%M")}
    form = MinutesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and done(
        form, lambda: in_turn(lambda at: drafting.record_verification(
            dossier_id=detail.dossier.id, verification_id=verification_id, minutes=form.given(), seen=form.cleaned_data["seen"],
            actor=actor, at=at,
        )),
    ):  # fmt: skip
        messages.success(request, _("Đã lưu biên bản."))
        return redirect("drafting:verification", code=code, verification_id=verification_id)
    return _shown(request, detail, found, form, PutOffForm(initial={"seen": found.revision}))


@login_required
@require_POST
def put_off(request: organization.Request, code: str, verification_id: int) -> HttpResponse:
    """Put a verification off."""
    at, actor = clock.now(), request.actor
    detail = opened(code, actor, at)
    found = drafting.verification(dossier_id=detail.dossier.id, verification_id=verification_id)
    form = PutOffForm(request.POST)
    if form.is_valid() and done(
        form, lambda: in_turn(lambda at: drafting.put_off_verification(
            dossier_id=detail.dossier.id, verification_id=verification_id, reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"], actor=actor, at=at,
        )),
    ):  # fmt: skip
        messages.success(request, _("Đã ghi hoãn. Muốn hẹn lại thì hẹn lần mới."))
        return redirect("dossier", code=code)
    return _shown(request, detail, found, MinutesForm(initial={"seen": found.revision}), form)


def _shown(
    request: organization.Request,
    detail: dossiers.DossierDetail,
    found: drafting.VerificationShown,
    form: MinutesForm,
    later: PutOffForm,
) -> HttpResponse:
    people = organization.official_names({one for one in (found.planned_by, found.recorded_by) if one})
    screen = {
        "d": detail.dossier, "one": found, "form": form, "later": later, "writes": may_write(detail, request.actor),
        "PLANNED": Held.PLANNED, "HELD": Held.HELD, "planner": people.get(found.planned_by or 0, ""), "recorder": people.get(found.recorded_by or 0, ""),
    }  # fmt: skip
    return render(request, "drafting/verification.html", screen, status=422 if form.errors or later.errors else 200)
