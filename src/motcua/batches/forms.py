"""Shape of what is handed in with a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.batches.facts import Handed, Handing


class NewList(forms.Form):
    """The file, and what is common to everybody in it."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Tệp danh sách"), help_text=_("Excel (.xlsx) hoặc CSV (UTF-8), không quá 20 MB và 50.000 dòng."),
        error_messages={"required": _("Chọn tệp danh sách."), "empty": _("Tệp không có gì. Chọn lại tệp danh sách.")},
    )  # fmt: skip
    handing = forms.ChoiceField(
        label=_("Ai nộp"),
        widget=forms.RadioSelect,
        initial=Handing.AUTHORITY,
        choices=lambda: [(one.value, say(one.label)) for one in Handing],
    )
    name = forms.CharField(
        label=_("Tên tổ chức nộp"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Trường Trung học phổ thông Thoại Ngọc Hầu. Chỉ khi nộp theo ủy quyền."),
    )
    id_number = forms.CharField(label=_("Mã định danh hoặc mã số thuế của tổ chức"), max_length=20, required=False)
    phone = forms.CharField(label=_("Điện thoại của tổ chức"), max_length=20, required=False)
    address = forms.CharField(label=_("Địa chỉ của tổ chức"), max_length=500, required=False)
    authority_paper = forms.CharField(
        label=_("Văn bản ủy quyền hoặc đồng ý"), max_length=300, help_text=_("Số, ngày của văn bản cho biết những người trong danh sách muốn nộp."),
        error_messages={"required": _("Ghi số, ngày của văn bản ủy quyền hoặc đồng ý.")},
    )  # fmt: skip
    consent = forms.BooleanField(label=_("Từng người trong danh sách đã đồng ý để một cửa giúp nộp"), required=False)
    competent_id = forms.TypedChoiceField(label=_("Cơ quan giải quyết"), coerce=int, choices=[])
    by_post = forms.BooleanField(label=_("Trả kết quả qua bưu điện, về địa chỉ trong danh sách"), required=False)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competent_id"].choices = agencies  # type: ignore[attr-defined]

    def handed(self, *, procedure: str, centre_id: int) -> Handed:
        data = self.cleaned_data
        by_authority = data["handing"] == Handing.AUTHORITY
        school = {name: data[name].strip() if by_authority else "" for name in ("name", "id_number", "phone", "address")}
        return Handed(
            procedure_code=procedure, centre_id=centre_id, competent_id=data["competent_id"], handing=Handing(data["handing"]),
            by_post=data["by_post"], authority_paper=data["authority_paper"].strip(), consent=data["consent"] and not by_authority, **school,
        )  # fmt: skip
