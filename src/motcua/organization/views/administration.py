"""Accounts and roles of the own agency and those below it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.foundation.text import alphabetical, tidy
from motcua.organization import forms, queries
from motcua.organization.facts import Actor, Role, UserFact
from motcua.organization.operations import accounts, roles
from motcua.organization.operations.accounts import AccountNotYoursToManage
from motcua.organization.rules import administration
from motcua.organization.views.access import signed_in


@require_safe
@signed_in
def users(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The accounts that I may manage."""
    today = clock.local_day(clock.now())
    text = tidy(request.GET.get("q", ""))
    page = queries.users_of(_managed(actor), on=today, text=text, cursor=request.GET.get("sau") or None)
    return render(request, "organization/admin/users.html", {"page": page, "q": text})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_user(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make an account; its first password is shown once."""
    form = forms.Account(request.POST or None, agencies=_agency_choices(_managed(actor)))
    if form.is_valid():
        given, made = form.cleaned_data, list[int]()
        if done(
            form,
            lambda: made.append(
                accounts.create_user(
                    username=given["username"],
                    full_name=given["full_name"],
                    email=given["email"],
                    phone=given["phone"],
                    agency_id=given["agency"],
                    actor=actor,
                    at=clock.now(),
                )
            ),
        ):
            return _new_password(request, actor, made[0])
    return render(request, "organization/admin/new_user.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def user(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """One account with its roles; POST gives it one more."""
    managed = _managed(actor)
    today = clock.local_day(clock.now())
    if not queries.is_of(user_id, managed, on=today):
        raise AccountNotYoursToManage
    tree = queries.tree()
    offered = [role for role in Role if administration.manageable_agencies(actor, tree, role=role, on=today)]
    form = forms.RoleGiven(
        request.POST or None,
        agencies=_agency_choices(managed),
        roles=offered,
        initial={"valid_from": today},
    )
    if form.is_valid() and done(form, lambda: _appoint(user_id, form.cleaned_data, actor)):
        messages.success(request, _("Đã giao vai trò."))
        return redirect("user_account", user_id=user_id)
    person = queries.user(user_id)
    context = {
        "person": person,
        "employer": queries.agency(person.agency_id) if person.agency_id else None,
        "absences": queries.absences_of(user_id, on=today),
        "form": form,
        "manages": accounts.may_manage(actor, person, at=clock.now()),
        "endable": _endable(actor, person, today),
        "is_own": actor.user_id == user_id,
    }
    return render(request, "organization/admin/user.html", context, status=422 if form.is_bound else 200)


def _appoint(user_id: int, given: dict[str, Any], actor: Actor) -> None:
    roles.appoint(
        user_id=user_id,
        role=given["role"],
        agency_id=given["agency"],
        kind=given["kind"],
        valid_from=given["valid_from"],
        valid_to=given["valid_to"],
        basis=given["basis"],
        actor=actor,
        at=clock.now(),
    )


@require_POST
@signed_in
def end_role(request: HttpRequest, actor: Actor, user_id: int, holding_id: int) -> HttpResponse:
    """End a role from today."""
    roles.end_appointment(holding_id=holding_id, actor=actor, at=clock.now())
    messages.success(request, _("Đã thu vai trò. Có hiệu lực ngay."))
    return redirect("user_account", user_id=user_id)


@require_POST
@signed_in
def new_password(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """Give an account a new random password."""
    return _new_password(request, actor, user_id)


def _new_password(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    password = accounts.reset_password(user_id=user_id, actor=actor, at=clock.now())
    return render(request, "organization/admin/password.html", {"person": queries.user(user_id), "password": password})


def _done(request: HttpRequest, actor: Actor, user_id: int, operation: Callable[..., None], said: str) -> HttpResponse:
    operation(user_id=user_id, actor=actor, at=clock.now())
    messages.success(request, said)
    return redirect("user_account", user_id=user_id)


@require_POST
@signed_in
def deactivate(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """Close an account."""
    return _done(request, actor, user_id, accounts.deactivate_user, _("Đã ngừng tài khoản và thu mọi vai trò."))


@require_POST
@signed_in
def reactivate(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """Open a closed account again."""
    return _done(
        request,
        actor,
        user_id,
        accounts.reactivate_user,
        _("Đã mở lại tài khoản. Cấp mật khẩu mới và giao vai trò để người này làm việc."),
    )


@require_POST
@signed_in
def remove_second_factor(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """Help somebody who lost the phone."""
    return _done(request, actor, user_id, accounts.remove_second_factor, _("Đã tắt xác thực hai bước của tài khoản này."))


def _endable(actor: Actor, person: UserFact, today: date) -> set[int]:
    """The holdings of an account that I may end, whatever else it holds."""
    if person.id == actor.user_id:
        return set()
    may = {role: administration.manageable_agencies(actor, queries.tree(), role=role, on=today) for role in Role}
    lasting = (held for held in person.holdings if held.valid_to is None or held.valid_to > today)
    return {held.id for held in lasting if held.agency_id in may[held.role]}


def _managed(actor: Actor) -> frozenset[int]:
    managed = queries.manageable_agencies(actor, on=clock.local_day(clock.now()))
    if not managed:
        raise AccountNotYoursToManage
    return managed


def _agency_choices(agency_ids: frozenset[int]) -> list[tuple[str | int, str]]:
    today = clock.local_day(clock.now())
    found = (agency for agency in queries.agencies(on=today) if agency.id in agency_ids)
    return [(agency.id, agency.name) for agency in sorted(found, key=lambda agency: alphabetical(agency.name))]
