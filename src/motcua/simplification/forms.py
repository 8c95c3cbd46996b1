"""Shape of what the pages of the review take in."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.foundation.confidence import Confidence
from motcua.simplification.facts import Activity, Effort, Frequency, Kind, Work
from motcua.ui.fields import day


class Amount(forms.Field):
    """A number as people write it here: 1.250 and 1.250,5. With `decimals` 0 whole đồng or people."""

    def __init__(self, *, decimals: int = 0, most: int = 10**12, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal" if decimals else "numeric", "size": 8}))
        super().__init__(**kwargs)  # an empty one is nought, so it is never missing
        self.decimals, self.most = decimals, most

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"[\s\u00a0]|đồng$|đ$", "", str(value or ""))
        if not text:
            return Decimal(0)
        if len(text) > 25 or not re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?", text):
            raise ValidationError(_("Ghi số như 1.250 hoặc 1.250,5."))
        amount = Decimal(text.replace(".", "").replace(",", "."))
        if amount != round(amount, self.decimals) or amount > self.most:
            raise ValidationError(_("Số quá lớn hoặc có quá nhiều chữ số lẻ."))
        return amount

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(Decimal(0) if initial is None else initial, data)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal | int):
            return value
        plain = f"{Decimal(value).normalize():f}"
        whole, _point, rest = plain.partition(".")
        grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", whole)
        return f"{grouped},{rest}" if rest else grouped


class Words(forms.Form):
    """What is proposed and why."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Loại đề xuất"), choices=[(kind.value, _(kind.label)) for kind in Kind])
    title = forms.CharField(
        label=_("Nội dung đề xuất"), max_length=300, error_messages={"required": _("Ghi nội dung, ví dụ: Bỏ bản sao căn cước.")}
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sự cần thiết, tính hợp lý, căn cứ; không ghi tên người nộp hồ sơ."),
        error_messages={"required": _("Ghi lý do.")},
    )


class New(Words):
    """A proposal to begin."""

    procedure = forms.CharField(
        label=_("Mã thủ tục"), max_length=40, help_text=_("Ví dụ: 1.001193."), error_messages={"required": _("Ghi mã thủ tục.")}
    )
    agency = forms.TypedChoiceField(label=_("Cơ quan đề xuất"), coerce=int)
    field_order = ("procedure", "agency", "kind", "title", "reason")

    def __init__(self, *args: Any, agencies: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (of this class itself)
        field.choices = list(agencies)


class Often(forms.Form):
    """How often, how many, and who says so."""

    use_required_attribute = False
    times_now = Amount(label=_("Số lần một người làm trong năm, hiện nay"), decimals=2, most=10_000)
    people_now = Amount(label=_("Số người, tổ chức làm trong năm, hiện nay"), most=10_000_000)
    times_then = Amount(label=_("Số lần một người làm trong năm, sau"), decimals=2, most=10_000)
    people_then = Amount(label=_("Số người, tổ chức làm trong năm, sau"), most=10_000_000)
    basis = forms.CharField(
        label=_("Nguồn số liệu"),
        max_length=500,
        help_text=_("Ví dụ: số hồ sơ tiếp nhận năm 2025 trên hệ thống; khảo sát 20 người nộp."),
        error_messages={"required": _("Ghi nguồn số liệu.")},
    )
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=[(one.value, _(one.label)) for one in Confidence])

    def now(self) -> Frequency:
        return Frequency(times=self.cleaned_data["times_now"], people=int(self.cleaned_data["people_now"]))

    def then(self) -> Frequency:
        return Frequency(times=self.cleaned_data["times_then"], people=int(self.cleaned_data["people_then"]))


_AMOUNTS = ("hours", "service", "fee", "other")


class ActivityRow(forms.Form):
    """One thing to do, now and then. A row without a name is no row."""

    use_required_attribute = False
    work = forms.ChoiceField(
        label=_("Công việc"), choices=[(work.value, _(work.label)) for work in Work], initial=Work.PREPARE.value
    )
    name = forms.CharField(label=_("Hoạt động"), max_length=300, error_messages={"required": _("Ghi tên hoạt động.")})
    hours_now = Amount(label=_("Giờ, hiện nay"), decimals=2, most=10_000)
    hours_then = Amount(label=_("Giờ, sau"), decimals=2, most=10_000)
    service_now = Amount(label=_("Tư vấn, dịch vụ, hiện nay"))
    service_then = Amount(label=_("Tư vấn, dịch vụ, sau"))
    fee_now = Amount(label=_("Phí, lệ phí, hiện nay"))
    fee_then = Amount(label=_("Phí, lệ phí, sau"))
    other_now = Amount(label=_("Chi phí khác, hiện nay"))
    other_then = Amount(label=_("Chi phí khác, sau"))
    gone = forms.BooleanField(label=_("Bỏ dòng"), required=False)

    def effort(self, side: str) -> Effort:
        said = {name: self.cleaned_data.get(f"{name}_{side}") or Decimal(0) for name in _AMOUNTS}
        return Effort(hours=said["hours"], **{name: int(said[name]) for name in _AMOUNTS[1:]})

    def activity(self) -> Activity | None:
        if self.cleaned_data.get("gone") or not self.cleaned_data.get("name"):
            return None
        work = Work(self.cleaned_data.get("work") or Work.PREPARE)
        return Activity(work=work, name=self.cleaned_data["name"], now=self.effort("now"), then=self.effort("then"))


def initial_rows(activities: Sequence[Activity]) -> list[dict[str, Any]]:
    """The rows as they stand."""
    return [
        {"work": one.work.value, "name": one.name}
        | {f"{name}_now": getattr(one.now, name) for name in _AMOUNTS}
        | {f"{name}_then": getattr(one.then, name) for name in _AMOUNTS}
        for one in activities
    ]


Rows = forms.formset_factory(ActivityRow, extra=2, max_num=62, absolute_max=62)


class Judgement(forms.Form):
    """Why a proposal is accepted or not."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Ý kiến"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cần ghi khi không chấp nhận."),
    )


class Publication(forms.Form):
    """The decision that carries a proposal out."""

    use_required_attribute = False
    publication = forms.CharField(
        label=_("Số quyết định công bố"),
        max_length=200,
        error_messages={"required": _("Ghi số quyết định, ví dụ: 1521/QĐ-UBND.")},
    )
    published_on = day(_("Ngày quyết định"))


class Price(forms.Form):
    """The price of an hour from a day on."""

    use_required_attribute = False
    valid_from = day(_("Áp dụng từ ngày"))
    amount = Amount(label=_("Giá một giờ (đồng)"), most=10_000_000)
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=500, help_text=_("Số liệu và văn bản, ví dụ: thu nhập bình quân năm 2025, Cục Thống kê; chia 22 ngày, 8 giờ."),
        error_messages={"required": _("Ghi căn cứ.")},
    )  # fmt: skip
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=[(one.value, _(one.label)) for one in Confidence])
