"""My account: who I am, my roles, password, second factor, absences, tokens."""

from typing import Any

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.organization import forms, queries
from motcua.organization.facts import Actor
from motcua.organization.middleware import Request
from motcua.organization.operations import accounts, roles, tokens
from motcua.organization.rules import naming
from motcua.organization.views.access import signed_in


@require_safe
@signed_in
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who I am, my roles and until when."""
    return _page(request, actor, forms.Absence(colleagues=_colleagues(actor)))


def _page(request: HttpRequest, actor: Actor, absence: Form, status: int = 200) -> HttpResponse:
    today = clock.local_day(clock.now())
    user_id = _id(actor)
    me = queries.user(user_id, on=today)
    context = {
        "me": me,
        "employer": queries.agency(me.agency_id) if me.agency_id else None,
        "absences": queries.absences_of(user_id, on=today),
        "standing_in": queries.stands_in_for(user_id, on=today),
        "tokens": [token for token in queries.tokens_of(user_id) if token.revoked_at is None],
        "second_factor": is_mfa_enabled(request.user, [Authenticator.Type.TOTP]),
        "form": absence,
    }
    return render(request, "organization/account/overview.html", context, status=status)


@require_POST
@signed_in
def record_absence(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say when I am away and who stands in."""
    form = forms.Absence(request.POST, colleagues=_colleagues(actor))
    if form.is_valid():
        given = form.cleaned_data
        if done(
            form,
            lambda: roles.record_absence(
                user_id=_id(actor),
                first_day=given["first_day"],
                until=given["until"],
                deputy_id=given["deputy"],
                actor=actor,
                at=clock.now(),
            ),
        ):
            messages.success(request, _("Đã ghi ngày vắng mặt."))
            return redirect("account")
    return _page(request, actor, form, status=422)


@require_POST
@signed_in
def end_absence(request: HttpRequest, actor: Actor, absence_id: int) -> HttpResponse:
    """Say that I am back."""
    roles.end_absence(absence_id=absence_id, actor=actor, at=clock.now())
    messages.success(request, _("Đã kết thúc đợt vắng mặt."))
    return redirect("account")


@require_POST
@signed_in
def revoke_token(request: HttpRequest, actor: Actor, token_id: int) -> HttpResponse:
    """End one of my API tokens."""
    tokens.revoke_api_token(token_id=token_id, actor=actor, at=clock.now())
    messages.success(request, _("Đã thu hồi mã truy cập."))
    return redirect("account")


@sensitive_post_parameters("current", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_password(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Choose a new password; other open sessions end."""
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="change_password", user=request.user)
    if too_many:
        return too_many
    form = forms.NewPassword(request.POST or None, user=request.user)
    if form.is_valid():
        accounts.set_password(user_id=_id(actor), password=form.cleaned_data["password"], actor=actor, at=clock.now())
        user: Any = request.user
        user.refresh_from_db()
        update_session_auth_hash(request, user)
        messages.success(
            request, _("Đã đổi mật khẩu. Các máy khác đang đăng nhập phải đăng nhập lại; mọi mã truy cập cho máy đã bị thu hồi.")
        )
        return redirect("account")
    return render(request, "organization/account/password.html", {"form": form}, status=422 if form.is_bound else 200)


class _TurnOn(totp.ActivateTOTPView):  # type: ignore[misc]
    template_name = "organization/account/turn_on.html"

    def form_valid(self, form: Form) -> HttpResponse:
        return _recorded(self.request, "SecondFactorTurnedOn", lambda: super(_TurnOn, self).form_valid(form))


class _TurnOff(totp.DeactivateTOTPView):  # type: ignore[misc]
    template_name = "organization/account/turn_off.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Form) -> HttpResponse:
        return _recorded(self.request, "SecondFactorTurnedOff", lambda: super(_TurnOff, self).form_valid(form))


class _NewCodes(recovery_codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "organization/account/new_codes.html"

    def form_valid(self, form: Form) -> HttpResponse:
        return _recorded(self.request, "RecoveryCodesRenewed", lambda: super(_NewCodes, self).form_valid(form))


turn_on = _TurnOn.as_view()
turn_off = _TurnOff.as_view()
new_codes = _NewCodes.as_view()
codes = recovery_codes.ViewRecoveryCodesView.as_view(template_name="organization/account/codes.html")


def _recorded(request: Request, name: str, change: Any) -> HttpResponse:
    response: HttpResponse = accounts.change_second_factor(name=name, change=change, actor=request.actor, at=clock.now())
    return response


def _colleagues(actor: Actor) -> list[tuple[int, str]]:
    at = clock.now()
    found = {
        one.user_id: one.name
        for agency_id in actor.agencies()
        for one in queries.officials(agency_id, at=at)
        if one.user_id != actor.user_id and not one.absent
    }
    return sorted(found.items(), key=lambda person: naming.sort_name(person[1]))


def _id(actor: Actor) -> int:
    assert actor.user_id is not None  # noqa: S101 (for the type checker: who is signed in is somebody)
    return actor.user_id
