"""Fields that forms of several rooms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


def day(label: Any, *, required: bool = True, hint: Any = "", missing: Any = None) -> forms.DateField:
    """A calendar day: picked, or typed as Vietnamese write it. `missing` is said where it must be given and is not."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Ngày cần viết đủ ngày, tháng, năm."), "required": missing or _("Chọn ngày.")},
    )
