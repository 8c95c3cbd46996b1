"""Shape of what people type in the register of held codes; the rules are asked by the operations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Close(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao không dùng"), max_length=300, error_messages={"required": _("Ghi vì sao các mã còn lại không dùng.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class Resolve(forms.Form):
    received_at = forms.DateTimeField(
        label=_("Giờ nhận đúng"), help_text=_("Theo giấy tiếp nhận đã đưa người nộp; thời hạn tính từ giờ này."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Ghi giờ nhận."), "invalid": _("Ngày giờ viết như 2026-11-27T17:00.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Giấy tiếp nhận, sổ tay, lời người nộp."),
        error_messages={"required": _("Ghi căn cứ của giờ nhận.")}, widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def moment(self) -> Any:
        """The moment, by the clock of the province."""
        return self.cleaned_data["received_at"]
