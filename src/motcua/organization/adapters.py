"""The sign-in library (django-allauth) in this house: no sign-up, Vietnamese sentences, sealed secrets."""

import base64
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.foundation import sealing


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã ngừng hoạt động. Liên hệ người quản trị của đơn vị."),
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng."),
        "incorrect_code": _("Mã chưa đúng. Xem lại mã đang hiện trên ứng dụng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "rate_limited": _("Bạn thử quá nhiều lần. Đợi năm phút rồi thử lại."),
        "too_many_login_attempts": _("Bạn nhập sai quá nhiều lần. Đợi năm phút rồi đăng nhập lại."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock rồi nhập lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (the library's signature)
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Không tắt được xác thực hai bước."),
        "cannot_generate_recovery_codes": _("Bật xác thực hai bước trước, rồi mới lấy mã dự phòng."),
        "incorrect_code": _("Mã chưa đúng. Xem lại mã đang hiện trên ứng dụng."),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(sealing.seal(text, secret=settings.IDENTITY_KEY)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(base64.b64decode(encrypted_text), secret=settings.IDENTITY_KEY)

    def build_totp_svg(self, url: str) -> str:
        """The picture as plain SVG: the library's has a style attribute, which the content security policy refuses."""
        from qrcode import QRCode  # type: ignore[import-untyped]  # noqa: PLC0415 (slow to import, needed once in a while)

        code = QRCode(border=4)
        code.add_data(url)
        code.make(fit=True)
        matrix = code.get_matrix()
        squares = "".join(f"M{x} {y}h1v1h-1z" for y, line in enumerate(matrix) for x, dark in enumerate(line) if dark)
        side, title = len(matrix), _("Mã QR cho ứng dụng xác thực")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="232" height="232" role="img"'
            f' aria-labelledby="qr-title"><title id="qr-title">{title}</title>'
            f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{squares}"/></svg>'
        )
