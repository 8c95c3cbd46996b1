"""Pages of those who keep the forms: the list, one version, its way from draft to use."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.eforms import forms
from motcua.eforms.facts import State
from motcua.eforms.operations import approving, drafting, pinning
from motcua.eforms.queries import filling, keeping
from motcua.eforms.rules import designing, permissions
from motcua.eforms.rules.document import problems, read
from motcua.eforms.views.filling import Turn, questions, to_read, turn
from motcua.foundation import clock
from motcua.foundation.attempts import done, revision_of
from motcua.foundation.confidence import Confidence
from motcua.foundation.language import chosen, sentence
from motcua.organization import public as organization

Request = organization.Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_list(request: Request) -> HttpResponse:
    """Every form with its state; what waits to be pinned again stands on top."""
    form = forms.NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[int] = []
        if done(form, lambda: made.append(drafting.create_form(**form.cleaned_data, actor=request.actor, at=clock.now()))):
            return redirect("eforms:version", version_id=made[0])
    today = clock.local_day(clock.now())
    context = {
        "page": keeping.forms(actor=request.actor, on=today, cursor=request.GET.get("sau") or None),
        "today": today,
        "stale": keeping.stale(on=today),
        "may_design": permissions.may_design(request.actor),
        "form": form,
    }
    return render(request, "eforms/officer/form_list.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def version(request: Request, version_id: int) -> HttpResponse:
    """One version: its questions beside their preview, its problems, what it stands with, and what comes next."""
    return show(request, version_id)


def show(request: Request, version_id: int, status: int = 200, **given: Any) -> HttpResponse:
    """The page of a version, with a form on it that must be put right."""
    today = clock.local_day(clock.now())
    shown = keeping.version(version_id, actor=request.actor, on=today)
    document = keeping.document(version_id, actor=request.actor)
    found, refusal = problems(document), permissions.APPROVERS.why_not(request.actor, shown.drafted_by)
    context: dict[str, Any] = {
        "version": shown,
        "today": today,
        "sections": _sections(document),
        "problems": [chosen(problem.vi, problem.en) for problem in found],
        "may_change": permissions.may_design(request.actor) and shown.state is State.DRAFT,
        "may_design": permissions.may_design(request.actor),
        "may_approve": refusal is None,
        "why_not": sentence(refusal) if refusal else "",
        "section_form": forms.Section(),
        "document_form": forms.Document(),
        "ground": forms.Ground(initial={"basis": shown.basis, "confidence": shown.confidence.value}),
        "pin_form": forms.Pin(),
        "approval": forms.Approval(initial={"valid_from": today}),
        "reason": forms.Reason(),
    }
    if not found:
        form, around = read(document), filling.surroundings(today)
        context |= questions(form, Turn(given={}, checked=None), around)
    return render(request, "eforms/officer/version.html", context | given, status=status)


def _sections(document: dict[str, Any]) -> list[tuple[dict[str, Any], list[designing.Row]]]:
    """Each section with its questions, those inside groups after their group."""
    held: dict[str, list[designing.Row]] = {section["key"]: [] for section in document["sections"]}
    here = ""
    for row in designing.rows(document):
        here = row.section if not row.depth else here
        held.setdefault(here, []).append(row)
    return [(section, held[section["key"]]) for section in document["sections"]]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request, version_id: int) -> HttpResponse:
    """The form as the public will see it, to try; with ?mau=1 as somebody sees it of whom the state knows something."""
    today = clock.local_day(clock.now())
    shown = keeping.version(version_id, actor=request.actor, on=today)
    form = read(keeping.document(version_id, actor=request.actor))
    around = filling.surroundings(today, known=filling.SAMPLE if request.GET.get("mau") else None)
    taken = turn(request, form, around)
    context = {"version": shown, "is_sample": bool(request.GET.get("mau"))}
    if taken.is_done:
        return render(request, "eforms/officer/preview_read.html", context | to_read(form, taken, around))
    return render(
        request, "eforms/officer/preview.html", context | questions(form, taken, around), status=422 if taken.checked else 200
    )


@login_required
@require_POST
def next_draft(request: Request, version_id: int) -> HttpResponse:
    """Begin the next version."""
    shown = keeping.version(version_id, actor=request.actor, on=clock.local_day(clock.now()))
    made = drafting.draft_next(form_id=shown.form_id, actor=request.actor, at=clock.now())
    return redirect("eforms:version", version_id=made)


@login_required
@require_POST
def approve(request: Request, version_id: int) -> HttpResponse:
    """Let a draft be used."""
    form = forms.Approval(request.POST)
    if form.is_valid() and done(
        form,
        lambda: approving.approve_version(
            version_id=version_id,
            revision=revision_of(request),
            valid_from=form.cleaned_data["valid_from"],
            actor=request.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, _("Đã duyệt biểu mẫu."))
        return redirect("eforms:version", version_id=version_id)
    return show(request, version_id, status=422, approval=form)


@login_required
@require_POST
def withdraw(request: Request, version_id: int) -> HttpResponse:
    """Take a version out of use."""
    form = forms.Reason(request.POST)
    if form.is_valid() and done(
        form,
        lambda: approving.withdraw_version(
            version_id=version_id, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now()
        ),
    ):
        messages.success(request, _("Đã rút biểu mẫu khỏi sử dụng."))
        return redirect("eforms:version", version_id=version_id)
    return show(request, version_id, status=422, reason=form)


@login_required
@require_POST
def pin(request: Request, version_id: int) -> HttpResponse:
    """Let a draft stand with a procedure."""
    form = forms.Pin(request.POST)
    if form.is_valid() and done(
        form,
        lambda: pinning.pin(
            version_id=version_id,
            procedure_code=form.cleaned_data["procedure"],
            case=form.cleaned_data["case"],
            actor=request.actor,
            at=clock.now(),
        ),
    ):
        return redirect("eforms:version", version_id=version_id)
    return show(request, version_id, status=422, pin_form=form)


@login_required
@require_POST
def unpin(request: Request, version_id: int, use_id: int) -> HttpResponse:
    """Take a procedure off a draft."""
    pinning.unpin(use_id=use_id, actor=request.actor, at=clock.now())
    return redirect("eforms:version", version_id=version_id)


@login_required
@require_POST
def pin_again(request: Request, use_id: int) -> HttpResponse:
    """Let a form stand with the procedure's version of today."""
    pinning.pin_again(use_id=use_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã gắn lại với phiên bản đang có hiệu lực."))
    return redirect("eforms:forms")


@login_required
@require_POST
def ground(request: Request, version_id: int) -> HttpResponse:
    """What a draft rests on."""
    form = forms.Ground(request.POST)
    if form.is_valid() and done(
        form,
        lambda: drafting.change_draft(
            version_id=version_id,
            revision=revision_of(request),
            document=keeping.document(version_id, actor=request.actor),
            basis=form.cleaned_data["basis"],
            confidence=Confidence(form.cleaned_data["confidence"]),
            actor=request.actor,
            at=clock.now(),
        ),
    ):
        return redirect("eforms:version", version_id=version_id)
    return show(request, version_id, status=422, ground=form)
