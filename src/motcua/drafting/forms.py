"""Shape of what people type here; the rules are asked by the operations."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.drafting.facts import Kind, Minutes, Plan, Text
from motcua.foundation import clock


def _moment(label: Any, missing: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, error_messages={"required": missing, "invalid": _("Ngày giờ viết như 2026-11-27T17:00.")},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip


def _text(
    label: Any, *, rows: int, most: int | None = 2000, missing: Any = "", hint: Any = "", required: bool = True
) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )  # fmt: skip


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=clock.TIME_ZONE)


class PlanForm(forms.Form):
    """When and where something is to be verified."""

    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)
    kind = forms.ChoiceField(
        label=_("Cách xác minh"),
        choices=[(kind.value, _(kind.label)) for kind in Kind],
        widget=forms.RadioSelect,
        initial=Kind.SITE,
    )
    planned_at = _moment(_("Giờ hẹn"), _("Chọn ngày giờ hẹn."))
    place = forms.CharField(label=_("Nơi"), max_length=500, error_messages={"required": _("Ghi nơi hẹn.")})
    asked = _text(_("Mời ai"), rows=2, required=False, hint=_("Cơ quan, người được mời; không ghi số định danh."))
    applicant_must = forms.BooleanField(
        label=_("Người nộp phải có mặt"), required=False, help_text=_("Người nộp đọc giờ và nơi hẹn khi tra hồ sơ.")
    )
    purpose = _text(_("Việc cần xác minh"), rows=3, required=False)

    def given(self) -> Plan:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Plan(**typed | {"kind": Kind(typed["kind"]), "planned_at": _aware(typed["planned_at"])})


class MinutesForm(forms.Form):
    """The record of a verification."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    held_at = _moment(_("Tiến hành lúc"), _("Chọn ngày giờ đã tiến hành."))
    attendees = _text(
        _("Người tham dự"), rows=3, most=4000, missing=_("Ghi những người tham dự."), hint=_("Mỗi dòng một người, cơ quan.")
    )
    applicant_came = forms.BooleanField(label=_("Người nộp có mặt"), required=False)
    content = _text(_("Nội dung"), rows=6, most=100_000, missing=_("Ghi nội dung đã xác minh."))
    conclusion = _text(_("Kết luận"), rows=3, most=4000, missing=_("Ghi kết luận."))

    def given(self) -> Minutes:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Minutes(**typed | {"held_at": _aware(typed["held_at"])})


class PutOffForm(forms.Form):
    """Why a verification is put off."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = _text(_("Lý do hoãn"), rows=2, missing=_("Ghi lý do hoãn."))


class DraftForm(forms.Form):
    """The text of a draft, on top of the version that was seen; a new draft has seen none."""

    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Tên văn bản"), max_length=500, error_messages={"required": _("Ghi tên văn bản.")})
    body = _text(_("Nội dung"), rows=16, most=None, missing=_("Ghi nội dung dự thảo."))
    remarks = _text(_("Ghi chú cho người duyệt"), rows=2, most=4000, required=False, hint=_("Không nằm trong văn bản."))

    def given(self) -> Text:
        return Text(**{name: self.cleaned_data[name] for name in ("title", "body", "remarks")})
