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
from motcua.foundation.errors import DomainError, NotAllowed
from motcua.foundation.language import sentence
from motcua.organization import public as organization


def asked_or_shown(
    request: organization.Request,
    form: Form,
    asked: Callable[[], EditAsked],
    *,
    summary: str,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The page of a form: empty, with what must be put right, with the preview; or away to the edit once it is sent."""
    shown: dict[str, Any] = {"form": form, "lines": None}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change = asked()
                if "send" in request.POST:
                    edit = ask_edit(asked=change, summary=summary, actor=request.actor, at=clock.now())
                    messages.success(
                        request, _("Đã gửi đề nghị số %(id)s. Người khác duyệt thì mới có hiệu lực.") % {"id": edit.id}
                    )
                    return redirect("control_edit", edit_id=edit.id)
                shown["lines"], status = preview(asked=change, actor=request.actor), 200
            except NotAllowed:
                raise
            except DomainError as error:
                form.add_error(None, sentence(error))
    return render(request, template, shown | context, status=status)
