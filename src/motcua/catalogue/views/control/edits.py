"""Edits: what waits for a second pair of eyes, and what was decided."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.catalogue import forms
from motcua.catalogue.facts import EditFact, EditState
from motcua.catalogue.operations.edits.deciding import approve_edit, preview_of, refuse_edit, withdraw_edit
from motcua.catalogue.queries.control import edits
from motcua.catalogue.rules.permissions import DECIDERS
from motcua.catalogue.views.control.wording import title
from motcua.foundation import clock
from motcua.foundation.attempts import refusal_of
from motcua.foundation.language import sentence
from motcua.organization import public as organization


@login_required
@require_safe
def edit_list(request: organization.Request) -> HttpResponse:
    state = request.GET.get("tt", EditState.WAITING.value)
    page = edits.edits(actor=request.actor, state=state if state in set(EditState) else "", cursor=request.GET.get("sau") or None)
    people = organization.names_by_label(label for one in page.rows for label in (one.drafted_by, one.decided_by))
    found = [(one, title(one), people[one.drafted_by], people[one.decided_by]) for one in page.rows]
    screen = {"page": page, "edits": found, "state": state, "states": list(EditState)}
    return render(request, "catalogue/control/edits.html", screen)


@login_required
@require_safe
def edit(request: organization.Request, edit_id: int) -> HttpResponse:
    return _edit(request, edit_id, forms.RefusalForm())


@login_required
@require_POST
def approve(request: organization.Request, edit_id: int) -> HttpResponse:
    mark = request.POST.get("mark", "")
    error = refusal_of(lambda: approve_edit(edit_id=edit_id, actor=request.actor, at=clock.now(), seen=mark))
    if error:
        messages.error(request, sentence(error))
        return _edit(request, edit_id, forms.RefusalForm(), status=409)
    messages.success(request, _("Đã duyệt. Danh mục đã đổi."))
    return redirect("control_edit", edit_id=edit_id)


@login_required
@require_http_methods(["POST"])
def refuse(request: organization.Request, edit_id: int) -> HttpResponse:
    form = forms.RefusalForm(request.POST)
    if not form.is_valid():
        return _edit(request, edit_id, form, status=422)
    refuse_edit(edit_id=edit_id, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now())
    messages.success(request, _("Đã trả lại đề nghị với lý do."))
    return redirect("control_edit", edit_id=edit_id)


@login_required
@require_POST
def withdraw(request: organization.Request, edit_id: int) -> HttpResponse:
    withdraw_edit(edit_id=edit_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã rút đề nghị. Danh mục không đổi."))
    return redirect("control_edit", edit_id=edit_id)


def _edit(request: organization.Request, edit_id: int, form: forms.RefusalForm, status: int = 200) -> HttpResponse:
    read: list[tuple[EditFact, str]] = []
    wrong = refusal_of(lambda: read.append(preview_of(edit_id=edit_id, actor=request.actor)))
    #: What was asked and cannot be made any more can still be refused.
    found, mark = (edits.edit(edit_id=edit_id, actor=request.actor), "") if wrong else read[0]
    waits, refusal = found.state is EditState.WAITING, DECIDERS.why_not(request.actor, (found.drafted_by,))
    people = organization.names_by_label((found.drafted_by, found.decided_by))
    screen = {
        "edit": found,
        "title": title(found),
        "mark": mark,
        "wrong": sentence(wrong) if wrong else "",
        "form": form,
        "drafter": people[found.drafted_by],
        "decider": people[found.decided_by],
        "may_decide": waits and refusal is None,
        "why_not": sentence(refusal) if waits and refusal else "",
        "may_withdraw": waits and found.drafted_by == request.actor.label,
    }
    return render(request, "catalogue/control/edit.html", screen, status=status)
