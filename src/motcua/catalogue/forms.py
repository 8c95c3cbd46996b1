"""Shape of what the control office's pages take in; what is lawful the operations know."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.facts import (
    Cause,
    Channel,
    DecisionLevel,
    DescribePapers,
    DictionaryKind,
    EndWord,
    EnterWord,
    EntryFact,
    MergeWords,
    Property,
    SetCharge,
    SetProperty,
    Source,
)
from motcua.catalogue.rules.decisions.naming import Given
from motcua.catalogue.rules.parts import values
from motcua.foundation.confidence import Confidence
from motcua.ui.fields import day


class _Kept(forms.Form):
    """What everything kept beside the text says of itself."""

    use_required_attribute = False
    valid_from = day(_("Áp dụng từ"))
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=500,
        help_text=_("Số, ngày của văn bản, điều khoản."),
        error_messages={"required": _("Ghi căn cứ: số văn bản, điều khoản.")},
    )
    confidence = forms.ChoiceField(
        label=_("Độ tin cậy"), choices=[(one.value, _(one.label)) for one in Confidence], initial=Confidence.READ
    )

    def kept(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"valid_from": data["valid_from"], "basis": data["basis"], "confidence": Confidence(data["confidence"])}


class PropertyForm(_Kept):
    """One property of one procedure or of many."""

    value = forms.ChoiceField(label=_("Giá trị"), widget=forms.RadioSelect, error_messages={"required": _("Chọn một giá trị.")})
    system = forms.CharField(
        label=_("Tên hệ thống của bộ"),
        max_length=200,
        required=False,
        help_text=_("Hệ thống này tiếp nhận và giải quyết; ở đây không nhận hồ sơ nữa."),
    )
    agency = forms.ChoiceField(label=_("Cơ quan"), required=False)
    field_order = ("value", "system", "agency", "valid_from", "basis", "confidence")

    def __init__(self, *args: Any, name: Property, agencies: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        choices = [(value, _(words)) for value, words in values.choices(name).items()]
        if name is Property.ROUTE:
            choices.append(("ministry", _("Hệ thống của bộ")))
        else:
            del self.fields["system"]
        if name is Property.COMPETENT:
            choices.append(("agency", _("Một cơ quan của tỉnh")))
            self.fields["agency"].choices = [("", "—"), *((str(id_), label) for id_, label in agencies)]  # type: ignore[attr-defined]
        else:
            del self.fields["agency"]
        self.fields["value"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for value, name, words in (
            ("ministry", "system", _("Ghi tên hệ thống của bộ.")),
            ("agency", "agency", _("Chọn cơ quan.")),
        ):
            if data.get("value") == value and not data.get(name):
                self.add_error(name, words)
        return data

    def asked(self, codes: Iterable[str]) -> SetProperty:
        data = self.cleaned_data
        named = data["value"] in {"ministry", "agency"}
        value = values.Value(
            listed="" if named else data["value"],
            system=data["system"].strip() if data["value"] == "ministry" else "",
            agency_id=int(data["agency"]) if data["value"] == "agency" else None,
        )
        return SetProperty(codes=tuple(codes), name=self.name, value=value.kept, **self.kept())


class PaperForm(_Kept):
    """What kind of paper it is, and where it can be taken from."""

    type_code = forms.ChoiceField(label=_("Loại giấy tờ"), required=False)
    e_copy = forms.ChoiceField(
        label=_("Bản sao điện tử"), required=False, choices=[("", _("Chưa rõ")), ("1", _("Nhận")), ("0", _("Không nhận"))]
    )
    source = forms.ChoiceField(
        label=_("Lấy lại từ"), choices=[(one.value, _(one.label)) for one in Source], widget=forms.RadioSelect
    )
    source_name = forms.CharField(
        label=_("Tên nguồn"),
        max_length=300,
        required=False,
        help_text=_("Kết quả của thủ tục trước: ghi mã thủ tục, ví dụ 1.001193. Cơ sở dữ liệu hoặc kho: ghi tên."),
    )
    everywhere = forms.BooleanField(label=_("Áp dụng cho mọi thủ tục có giấy tờ tên này"), required=False)
    field_order = ("type_code", "e_copy", "source", "source_name", "everywhere", "valid_from", "basis", "confidence")

    def __init__(self, *args: Any, types: Iterable[EntryFact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type_code"].choices = [("", _("Chưa xếp loại")), *((one.code, one.name) for one in types)]  # type: ignore[attr-defined]

    def asked(self, papers: Iterable[tuple[str, str]]) -> DescribePapers:
        data = self.cleaned_data
        return DescribePapers(
            papers=tuple(papers),
            type_code=data["type_code"],
            e_copy={"1": True, "0": False}.get(data["e_copy"]),
            source=Source(data["source"]),
            source_name=data["source_name"].strip(),
            **self.kept(),
        )


class ChargeForm(_Kept):
    """A rule of fees: for whom, through which channel, how much."""

    codes = forms.CharField(
        label=_("Mã thủ tục"),
        required=False,
        max_length=4_000,
        help_text=_("Cách nhau bằng dấu cách. Để trống: theo lĩnh vực hoặc mọi thủ tục."),
    )
    field_slug = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    channel = forms.ChoiceField(
        label=_("Hình thức nộp"),
        required=False,
        choices=[("", _("Mọi hình thức")), *((one.value, _(one.label)) for one in Channel)],
    )
    group = forms.ChoiceField(label=_("Nhóm người"), required=False)
    amount = forms.IntegerField(label=_("Mức thu (đồng)"), required=False, min_value=0)
    percent = forms.IntegerField(
        label=_("Hoặc phần phải nộp (%)"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("0 là miễn; 50 là nộp một nửa."),
    )
    valid_to = day(_("Đến trước ngày"), required=False)
    field_order = (
        "codes",
        "field_slug",
        "channel",
        "group",
        "amount",
        "percent",
        "valid_from",
        "valid_to",
        "basis",
        "confidence",
    )

    def __init__(self, *args: Any, fields: Iterable[EntryFact], groups: Iterable[EntryFact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field_slug"].choices = [("", _("Mọi lĩnh vực")), *((one.code, one.name) for one in fields)]  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", _("Mọi người")), *((one.code, one.name) for one in groups)]  # type: ignore[attr-defined]

    def asked(self) -> SetCharge:
        data = self.cleaned_data
        return SetCharge(
            codes=tuple(dict.fromkeys(data["codes"].replace(",", " ").replace(";", " ").split())),
            field_slug=data["field_slug"],
            channel=data["channel"],
            group=data["group"],
            amount=data["amount"],
            percent=data["percent"],
            valid_to=data["valid_to"],
            **self.kept(),
        )


class EndChargeForm(forms.Form):
    use_required_attribute = False
    valid_to = day(_("Kết thúc từ ngày"))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=500, error_messages={"required": _("Ghi căn cứ: số văn bản, điều khoản.")}
    )


class WordForm(forms.Form):
    """An entry of a dictionary."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Mã"),
        max_length=200,
        help_text=_("Chữ không dấu, số, dấu chấm, gạch nối. Đã dùng thì không đổi."),
        error_messages={"required": _("Ghi mã.")},
    )
    name = forms.CharField(label=_("Tên"), max_length=500, error_messages={"required": _("Ghi tên.")})
    basis = forms.CharField(label=_("Căn cứ"), max_length=500, required=False)

    def asked(self, kind: DictionaryKind, on: date) -> EnterWord:
        data = self.cleaned_data
        return EnterWord(dictionary=kind, code=data["code"].strip(), name=data["name"], valid_from=on, basis=data["basis"])


class MergeForm(forms.Form):
    """An entry gives way to another."""

    use_required_attribute = False
    into = forms.ChoiceField(label=_("Gộp vào"), error_messages={"required": _("Chọn mục giữ lại.")})
    basis = forms.CharField(label=_("Lý do"), max_length=500, error_messages={"required": _("Ghi lý do.")})

    def __init__(self, *args: Any, others: Iterable[EntryFact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", "—"), *((one.code, f"{one.name} ({one.uses})") for one in others)]  # type: ignore[attr-defined]

    def asked(self, kind: DictionaryKind, code: str, on: date) -> MergeWords:
        return MergeWords(
            dictionary=kind, code=code, into=self.cleaned_data["into"], valid_from=on, basis=self.cleaned_data["basis"]
        )


class EndForm(forms.Form):
    use_required_attribute = False
    basis = forms.CharField(label=_("Lý do"), max_length=500, error_messages={"required": _("Ghi lý do.")})

    def asked(self, kind: DictionaryKind, code: str, on: date) -> EndWord:
        return EndWord(dictionary=kind, code=code, valid_from=on, basis=self.cleaned_data["basis"])


class RefusalForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Lý do không duyệt"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ghi lý do để người đề nghị biết sửa gì.")},
    )


class DecisionForm(forms.Form):
    """A decision's list, and what the file may leave unsaid."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Tệp danh mục"),
        help_text=_("Excel (.xlsx) hoặc Word (.docx), không quá 20 MB. Bảng cần có cột «Mã TTHC» và «Tên thủ tục hành chính»."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx"}),
        error_messages={
            "required": _("Chọn tệp danh mục. Nếu vừa gửi mà trang báo lỗi, hãy chọn lại tệp đã sửa."),
            "empty": _("Tệp rỗng. Chọn tệp khác."),
        },
    )
    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=100,
        required=False,
        help_text=_("Bỏ trống nếu tệp ghi rõ, hoặc chưa ký. Ví dụ: 2770/QĐ-UBND."),
    )
    signed_on = day(_("Ngày ký"), required=False, hint=_("Bỏ trống nếu tệp ghi rõ. Chưa ký thì tệp được giữ là dự thảo."))
    effective_on = day(
        _("Ngày có hiệu lực"), required=False, hint=_("Bỏ trống nếu tệp ghi rõ. Thiếu ngày này thì chỉ xem trước, chưa giữ.")
    )
    law_effective_on = day(
        _("Văn bản quy phạm pháp luật có hiệu lực từ"),
        required=False,
        hint=_("Hạn ký tính từ ngày này. Bỏ trống thì tạm tính từ ngày quyết định có hiệu lực."),
    )
    title = forms.CharField(label=_("Trích yếu"), max_length=2000, required=False)
    level = forms.ChoiceField(
        label=_("Cấp ban hành"), choices=[(one.value, _(one.label)) for one in DecisionLevel], initial=DecisionLevel.PROVINCE
    )
    shortened = forms.BooleanField(label=_("Theo trình tự, thủ tục rút gọn"), required=False)

    def given(self) -> Given:
        data = self.cleaned_data
        return Given(
            number=data["number"],
            title=data["title"],
            signed_on=data["signed_on"],
            effective_on=data["effective_on"],
            level=DecisionLevel(data["level"]),
            shortened=data["shortened"],
            law_effective_on=data["law_effective_on"],
        )


class SigningForm(forms.Form):
    """Number and days of a draft that has been signed."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=100,
        help_text=_("Ví dụ: 2770/QĐ-UBND."),
        error_messages={"required": _("Ghi số quyết định.")},
    )
    signed_on = day(_("Ngày ký"))
    effective_on = day(_("Ngày có hiệu lực"), hint=_("Đổi ngày thì nội dung thay đổi được tính lại theo ngày ấy."))


class PostingForm(forms.Form):
    """When a decision's procedures became public in the national database."""

    use_required_attribute = False
    posted_on = day(_("Ngày công khai trên cơ sở dữ liệu quốc gia"))


class LawDayForm(forms.Form):
    """From which day the legal documents of a decision are in effect."""

    use_required_attribute = False
    law_effective_on = day(_("Văn bản quy phạm pháp luật có hiệu lực từ"))


class UndoForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Lý do hoàn tác"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Lý do hiện ở trang và nhật ký của quyết định."),
        error_messages={"required": _("Ghi lý do hoàn tác: người đã duyệt và người xem nhật ký cần biết.")},
    )


class CauseForm(forms.Form):
    """The ministry's decision that a province follows."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Số quyết định của bộ"), max_length=100, error_messages={"required": _("Ghi số quyết định của bộ.")}
    )
    signed_on = day(_("Bộ ký ngày"))
    received_on = day(_("Tỉnh nhận ngày"))
    evidence = forms.CharField(
        label=_("Chứng cứ"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: số đến và ngày đến ở sổ văn thư, mã văn bản trên trục liên thông."),
        error_messages={"required": _("Ghi chứng cứ: số đến, ngày đến.")},
    )

    def cause(self) -> Cause:
        return Cause(**self.cleaned_data)
