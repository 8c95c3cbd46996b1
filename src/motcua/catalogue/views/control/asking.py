"""A form that first shows what it would change, and is sent for approval only when that was seen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.catalogue.facts import EditAsked
from motcua.catalogue.operations.edits.deciding import ask_edit, preview
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.organization import public as organization


def asked_or_shown(
    request: organization.Request,
    form: Form,
    asked: Callable[[], EditAsked],
    *,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The page of a form: empty, with what must be put right, with the preview; or away to the edit once it is sent."""
    shown: dict[str, Any] = {"form": form, "lines": None}
    status = 200
    sent: list[int] = []

    def change() -> None:
        if "send" in request.POST:
            sent.append(ask_edit(asked=asked(), actor=request.actor, at=clock.now()).id)
        else:
            shown["lines"] = preview(asked=asked(), actor=request.actor)

    if request.method == "POST":
        status = 200 if form.is_valid() and done(form, change) else 422
    if sent:
        messages.success(request, _("Đã gửi đề nghị số %(id)s. Người khác duyệt thì mới có hiệu lực.") % {"id": sent[0]})
        return redirect("control_edit", edit_id=sent[0])
    return render(request, template, shown | context, status=status)
