"""The shape of what people type: sign-in, second factor, accounts, roles, absences."""

from collections.abc import Sequence
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.organization.facts import LONGEST_NAME, HoldingKind, Role

Choices = Sequence[tuple[str | int, str]]


def _speak(field: forms.Field, label: Any, missing: Any, hint: Any = "") -> None:
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


class SignIn(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _speak(self.fields["login"], _("Tên đăng nhập"), _("Nhập tên đăng nhập."))
        _speak(self.fields["password"], _("Mật khẩu"), _("Nhập mật khẩu."))
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class ConfirmPassword(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _speak(self.fields["password"], _("Mật khẩu"), _("Nhập mật khẩu."))


_CODE_HINT = _("Sáu chữ số đang hiện trên ứng dụng xác thực, hoặc một mã dự phòng")


class SecondFactor(AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _speak(self.fields["code"], _("Mã xác thực"), _("Nhập mã xác thực."), _CODE_HINT)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ConfirmCode(ReauthenticateByCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _speak(self.fields["code"], _("Mã xác thực"), _("Nhập mã xác thực."), _CODE_HINT)


class TurnOnSecondFactor(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _speak(self.fields["code"], _("Mã xác thực"), _("Nhập mã xác thực."), _("Sáu chữ số đang hiện trên ứng dụng"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


def _text(label: Any, missing: Any = "", hint: Any = "", **extra: Any) -> forms.CharField:
    field = forms.CharField(label=label, help_text=hint, **extra)
    if missing:
        field.error_messages["required"] = missing
    return field


def _password(label: Any, missing: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return _text(label, missing, hint, widget=widget, strip=False, max_length=200)


def _day(label: Any, missing: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    field = forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    field.error_messages.update(required=missing, invalid=_("Nhập ngày theo mẫu 19/11/2026."))
    return field


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
    field.choices = list(choices)


#: By the code of the validator. Django's own sentences have no Vietnamese for every one of them.
_WEAK = {
    "password_too_short": _("Mật khẩu cần ít nhất %(min_length)d ký tự."),
    "password_too_common": _("Mật khẩu này quá phổ biến, dễ đoán. Chọn mật khẩu khác."),
    "password_too_similar": _("Mật khẩu quá giống tên đăng nhập hoặc thư điện tử. Chọn mật khẩu khác."),
}


class ChosenPassword(forms.Form):
    """What a password must be that somebody chooses, on the screen and on the command line."""

    password = _password(
        _("Mật khẩu mới"), _("Nhập mật khẩu mới."), "new-password", _("Ít nhất 10 ký tự. Một câu dài dễ nhớ tốt hơn một từ khó")
    )
    again = _password(_("Nhập lại mật khẩu mới"), _("Nhập lại mật khẩu mới."), "new-password")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        try:
            password_validation.validate_password(self.cleaned_data["password"], self.user)
        except forms.ValidationError as refused:
            raise forms.ValidationError([_spoken(one) for one in refused.error_list]) from None
        return str(self.cleaned_data["password"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("Hai lần nhập chưa giống nhau."))
        return given


def _spoken(refused: forms.ValidationError) -> forms.ValidationError:
    return forms.ValidationError(_WEAK.get(refused.code or "", refused.message), code=refused.code, params=refused.params)


class NewPassword(ChosenPassword):
    current = _password(_("Mật khẩu hiện tại"), _("Nhập mật khẩu hiện tại."), "current-password")
    field_order = ("current", "password", "again")

    def clean_current(self) -> str:
        if not self.user.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError(_("Mật khẩu hiện tại chưa đúng."))
        return str(self.cleaned_data["current"])


class Absence(forms.Form):
    first_day = _day(_("Vắng từ ngày"), _("Chọn ngày đầu vắng mặt."))
    until = _day(_("Trở lại làm việc ngày"), _("Chọn ngày trở lại."))
    deputy = forms.TypedChoiceField(
        label=_("Người thay"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Có mọi vai trò của bạn trong những ngày đó, và thao tác đứng tên người thay"),
    )

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "deputy", [("", gettext("Không có người thay")), *colleagues])


class Account(forms.Form):
    full_name = _text(_("Họ và tên"), _("Nhập họ và tên."), max_length=LONGEST_NAME)
    username = _text(_("Tên đăng nhập"), _("Nhập tên đăng nhập."), _("Ví dụ: khang.lm"), max_length=60)
    agency = forms.TypedChoiceField(label=_("Cơ quan công tác"), coerce=int)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    phone = _text(_("Điện thoại"), required=False, max_length=20)

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "agency", agencies)
        self.fields["email"].error_messages["invalid"] = _("Thư điện tử có dạng ten@coquan.gov.vn.")


class RoleGiven(forms.Form):
    agency = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    role = forms.TypedChoiceField(label=_("Vai trò"), coerce=Role)
    kind = forms.TypedChoiceField(
        label=_("Hình thức"), coerce=HoldingKind, choices=[(kind.value, _(kind.label)) for kind in HoldingKind]
    )
    valid_from = _day(_("Từ ngày"), _("Chọn ngày bắt đầu."))
    valid_to = _day(_("Đến hết trước ngày"), "", _("Để trống nếu không có thời hạn"), required=False)
    basis = _text(_("Căn cứ"), hint=_("Số quyết định, ngày ký"), required=False, max_length=300)

    def __init__(self, *args: Any, agencies: Choices, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "agency", agencies)
        _offer(self, "role", [(role.value, gettext(role.label)) for role in roles])
