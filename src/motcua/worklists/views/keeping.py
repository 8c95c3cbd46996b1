"""What somebody keeps for their lists: filters and columns. Without them every list is still there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.foundation import clock
from motcua.foundation.errors import DomainError
from motcua.foundation.language import sentence
from motcua.foundation.text import whole
from motcua.organization import public as organization
from motcua.worklists import operations
from motcua.worklists.facts import Column
from motcua.worklists.forms import address_of
from motcua.worklists.views.lists import wanted_of


def _back(address: str) -> HttpResponse:
    return redirect(f"{reverse('my_work')}?{address}")


@login_required
@require_POST
def keep(request: organization.Request) -> HttpResponse:
    wanted, shared = wanted_of(request.POST), request.POST.get("don-vi", "")
    try:
        kept = operations.keep_filter(
            name=request.POST.get("ten", ""), wanted=wanted, actor=request.actor, at=clock.now(),
            agency_id=whole(shared),
        )  # fmt: skip
    except DomainError as problem:
        messages.error(request, sentence(problem))
    else:
        messages.success(request, _("Đã lưu bộ lọc «{name}».").format(name=kept.name))
    return _back(address_of(wanted))


@login_required
@require_POST
def drop(request: organization.Request, filter_id: int) -> HttpResponse:
    try:
        operations.drop_filter(filter_id=filter_id, actor=request.actor, at=clock.now())
    except DomainError as problem:
        messages.error(request, sentence(problem))
    else:
        messages.success(request, _("Đã xóa bộ lọc."))
    return _back(address_of(wanted_of(request.POST)))


@login_required
@require_POST
def columns(request: organization.Request) -> HttpResponse:
    """Each column has a number: its place, or none."""
    known = {str(column): column for column in Column}
    placed = sorted(
        (place, number, known[name]) for number, name in enumerate(known) if (place := whole(request.POST.get(name, ""), most=99))
    )
    try:
        operations.choose_columns(columns=[column for _, _, column in placed], actor=request.actor, at=clock.now())
    except DomainError as problem:
        messages.error(request, sentence(problem))
    return _back(address_of(wanted_of(request.POST)))
