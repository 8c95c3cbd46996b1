"""What a request to correct a point, and its decision, ask for."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.appraisal.facts import OF_A_DOSSIER, Indicator
from motcua.ui.fields import day


def _reason(hint: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=hint,
        error_messages={"required": _("Ghi lý do.")},
    )


def _indicators() -> list[tuple[int, str]]:
    return [(int(one), f"{int(one)}. {gettext(one.label)}") for one in OF_A_DOSSIER]


class ContestForm(forms.Form):
    """Which point, and what it should be."""

    indicator = forms.TypedChoiceField(
        label=_("Chỉ số"),
        coerce=lambda text: Indicator(int(text)),
        choices=_indicators,
    )
    wanted = forms.TypedChoiceField(
        label=_("Điểm đề nghị"), coerce=int, choices=[(2, "2"), (1, "1"), (0, "0")], widget=forms.RadioSelect,
        error_messages={"required": _("Chọn điểm đề nghị.")},
    )  # fmt: skip
    reason = _reason(_("Việc gì máy không biết: văn bản, ngày, người xác nhận. Người xem xét đọc lý do này."))


def outcome_label(points: int, said: str, percent: Decimal) -> str:
    return gettext("{said}: {points} điểm").format(said=gettext(said).format(percent=percent), points=points)


class FindingForm(forms.Form):
    """What was found, when, and where it is written."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    points = forms.TypedChoiceField(
        label=_("Kết quả"), coerce=int, widget=forms.RadioSelect, error_messages={"required": _("Chọn kết quả.")}
    )
    found_on = day(_("Ngày kiểm tra hoặc ngày báo cáo"), missing=_("Ghi ngày."))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": _("Ghi căn cứ.")},
        help_text=_("Số, ngày của biên bản kiểm tra hoặc báo cáo. Khi sửa lần ghi trước, ghi cả lý do sửa."),
    )  # fmt: skip

    def __init__(self, *args: Any, outcomes: Sequence[tuple[int, str, Decimal]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["points"].choices = [(one[0], outcome_label(*one)) for one in outcomes]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Accepted or not, and why."""

    accept = forms.TypedChoiceField(
        label=_("Kết luận"), coerce=lambda text: text == "1", choices=[("1", _("Sửa điểm như đề nghị")), ("0", _("Giữ nguyên điểm"))],
        widget=forms.RadioSelect, error_messages={"required": _("Chọn kết luận.")},
    )  # fmt: skip
    reason = _reason(_("Người được chấm đọc lý do này; lưu cùng điểm."))
