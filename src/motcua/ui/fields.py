"""Fields that forms of several rooms share."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

#: Django reads 07/12/2026 as July under the Vietnamese locale; here it is 7 December.
_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
_OUT = _("Năm phải từ 1900 đến 2199.")
#: Days whose neighbours, in any time zone, are days too.
_YEARS = [MinValueValidator(date(1900, 1, 1), _OUT), MaxValueValidator(date(2199, 12, 31), _OUT)]


def day(label: Any, *, required: bool = True, hint: Any = "", missing: Any = None) -> forms.DateField:
    """A calendar day: picked, or typed as Vietnamese write it. `missing` is said where it must be given and is not."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=_FORMATS,
        validators=_YEARS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Ngày cần viết đủ ngày, tháng, năm."), "required": missing or _("Chọn ngày.")},
    )
