"""Shape of what the page of the calendar takes in; what is lawful the operations know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.calendar import facts
from motcua.calendar.facts import DayKind, IncidentKind, IncidentScope
from motcua.calendar.rules.tables import read_hours, write_hours
from motcua.foundation import clock
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import DomainError
from motcua.foundation.language import sentence

#: Django reads 07/12/2026 as July under the Vietnamese locale; here it is 7 December.
_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


def _date(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Ngày cần viết đủ ngày, tháng, năm."), "required": _("Chọn ngày.")},
    )


class Day(forms.Form):
    """A day that differs from the weekly hours."""

    use_required_attribute = False
    day = _date(_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=[(kind.value, _(kind.label)) for kind in DayKind])
    paired_day = _date(
        _("Ngày đi kèm"),
        required=False,
        hint=_("Với nghỉ hoán đổi hoặc làm bù: ngày của nửa kia. Cả hai ngày được ghi cùng lúc."),
    )
    name = forms.CharField(label=_("Tên"), max_length=200, error_messages={"required": _("Ghi tên ngày, ví dụ: Quốc khánh 2/9.")})
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=500,
        help_text=_("Số, ngày của văn bản, hoặc lý do."),
        error_messages={"required": _("Ghi căn cứ: số và ngày của văn bản.")},
    )
    confidence = forms.ChoiceField(
        label=_("Độ tin cậy"), choices=[(level.value, _(level.label)) for level in Confidence], initial=Confidence.READ
    )

    def given(self) -> facts.Day:
        data = self.cleaned_data
        return facts.Day(
            day=data["day"],
            kind=DayKind(data["kind"]),
            name=data["name"],
            basis=data["basis"],
            confidence=Confidence(data["confidence"]),
            paired_day=data["paired_day"],
        )

    @classmethod
    def of(cls, day: facts.Day) -> "Day":
        return cls(
            initial={
                "day": day.day,
                "kind": day.kind.value,
                "paired_day": day.paired_day,
                "name": day.name,
                "basis": day.basis,
                "confidence": day.confidence.value,
            }
        )


class Reason(forms.Form):
    """Why an entry is replaced or withdrawn."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Lý do thay thế hoặc bãi bỏ"),
        max_length=500,
        help_text=_("Ví dụ: văn bản điều chỉnh số 12/TB ngày 20/11/2026."),
        error_messages={"required": _("Ghi lý do: số và ngày của văn bản điều chỉnh.")},
    )


class Hours(forms.Form):
    """Weekly hours from a day on."""

    use_required_attribute = False
    valid_from = _date(_("Áp dụng từ ngày"))
    hours = forms.CharField(
        label=_("Giờ làm việc trong tuần"),
        max_length=500,
        help_text=_("Viết như: 1-5 07:00-11:00 13:00-17:00; 6 07:00-11:00. Số 1 là thứ Hai, 7 là Chủ nhật."),
        error_messages={"required": _("Ghi giờ làm việc.")},
    )
    hours_basis = forms.CharField(
        label=_("Căn cứ"), max_length=500, error_messages={"required": _("Ghi căn cứ: số và ngày của văn bản.")}
    )

    def clean_hours(self) -> str:
        try:
            return write_hours(read_hours(str(self.cleaned_data["hours"])))
        except DomainError as error:
            raise forms.ValidationError(sentence(error)) from None

    def given(self) -> facts.Week:
        data = self.cleaned_data
        return facts.Week(periods=read_hours(data["hours"]), valid_from=data["valid_from"], basis=data["hours_basis"])


def _moment(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Ngày giờ viết như 2026-11-27T17:00."), "required": _("Chọn ngày giờ.")},
    )


class Incident(forms.Form):
    """A period in which the platform did not work, or will not."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Việc gì"), max_length=200, help_text=_("Người nộp và cán bộ đọc được, ví dụ: mất kết nối với Cổng Dịch vụ công quốc gia."),
        error_messages={"required": _("Ghi việc gì đã xảy ra.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Loại"), choices=[(kind.value, _(kind.label)) for kind in IncidentKind])
    scope = forms.ChoiceField(label=_("Phạm vi"), choices=[(scope.value, _(scope.label)) for scope in IncidentScope])
    agency = forms.CharField(
        label=_("Đơn vị"), required=False, max_length=200, help_text=_("Chỉ khi phạm vi là một đơn vị: tên đầy đủ.")
    )
    starts_at = _moment(_("Từ lúc"))
    ends_at = _moment(_("Khôi phục lúc"), required=False, hint=_("Để trống khi chưa khôi phục; ghi sau."))
    announced_at = _moment(_("Thông báo lúc"), required=False)
    announced_where = forms.CharField(label=_("Thông báo ở đâu"), required=False, max_length=200)
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=500, error_messages={"required": _("Ghi căn cứ: số và ngày của văn bản, hoặc biên bản.")}
    )

    def given(self, *, agency_id: int | None) -> facts.NewIncident:
        data = self.cleaned_data
        return facts.NewIncident(
            name=data["name"], kind=IncidentKind(data["kind"]), scope=IncidentScope(data["scope"]), agency_id=agency_id,
            starts_at=clock.moment(data["starts_at"]), ends_at=clock.moment(data["ends_at"]) if data["ends_at"] else None,
            announced_at=clock.moment(data["announced_at"]) if data["announced_at"] else None,
            announced_where=data["announced_where"], basis=data["basis"],
        )  # fmt: skip


class Recovery(forms.Form):
    """When the platform worked again."""

    use_required_attribute = False
    ends_at = _moment(_("Khôi phục lúc"))

    def given(self) -> Any:
        return clock.moment(self.cleaned_data["ends_at"])
