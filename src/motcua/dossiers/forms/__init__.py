"""Shape of what people type; the law is asked by the operations."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import Channel, Correction, Outcome, Paper, Part, Person
from motcua.foundation import clock
from motcua.ui.fields import day


def _required(words: Any) -> dict[str, Any]:
    """An error says what to do, not that something is missing."""
    return {"required": words}


def _text(label: Any, *, rows: int = 3, hint: Any = "", most: int = 2000, missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=_required(missing),
    )


def _moment(label: Any, hint: Any, missing: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, help_text=hint, error_messages=_required(missing) | {"invalid": _("Ngày giờ viết như 2026-11-27T17:00.")},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip


#: How each argument of a move is asked for.
FIELDS: dict[str, Any] = {
    "reason": lambda: _text(_("Lý do"), hint=_("Ghi trên giấy gửi người nộp; nói rõ và đủ một lần."), missing=_("Ghi lý do.")),
    "again_reason": lambda: _text(
        _("Vì sao yêu cầu lần nữa"), hint=_("Lời của trưởng hoặc lãnh đạo, lưu trong hồ sơ; không ghi trên giấy gửi người nộp."),
        missing=_("Ghi vì sao yêu cầu lần nữa."),
    ),
    "note": lambda: _text(_("Ghi chú"), rows=2),
    "waive_reason": lambda: _text(
        _("Căn cứ không chờ ý kiến, phần liên thông"), rows=2,
        hint=_("Còn cơ quan chưa trả lời hoặc chưa xong phần liên thông. Im lặng không phải là đồng ý."),
        missing=_("Ghi căn cứ không chờ ý kiến, phần liên thông; hoặc chờ cơ quan ấy xong."),
    ),
    "items": lambda: _text(
        _("Cần bổ sung, sửa"), rows=5, hint=_("Mỗi dòng một giấy tờ hoặc một chỗ sai. Ghi hết trong một lần."),
        missing=_("Ghi ít nhất một giấy tờ hoặc một chỗ cần sửa."),
    ),
    "content": lambda: _text(_("Nội dung hỏi"), missing=_("Ghi nội dung hỏi.")),
    "answer": lambda: _text(_("Ý kiến trả lời"), missing=_("Ghi ý kiến trả lời.")),
    "result": lambda: _text(
        _("Kết quả của phần liên thông"), hint=_("Cơ quan chủ trì đọc dòng này để tổng hợp."), missing=_("Ghi kết quả của phần liên thông."),
    ),
    "paper": lambda: forms.CharField(
        label=_("Văn bản của cơ quan bạn"), max_length=300, help_text=_("Số, ngày; để trống nếu không có văn bản riêng.")
    ),
    "evidence": lambda: forms.CharField(label=_("Bằng chứng"), max_length=300, help_text=_("Chữ ký nhận, mã bưu gửi, số biên lai.")),
    "due_at": lambda: _moment(_("Hạn trả lời"), _("Thời hạn giải quyết vẫn chạy trong lúc chờ."), _("Chọn ngày giờ phải trả lời.")),
    "new_day": lambda: day(
        _("Ngày hẹn mới"), hint=_("Một ngày làm việc sau hạn hiện nay; người nộp được xin lỗi và báo ngày này."), missing=_("Chọn ngày hẹn mới.")
    ),
    "expected_on": lambda: day(
        _("Ngày dự kiến trả"), hint=_("Một ngày làm việc từ hôm nay trở đi. Người nộp đọc ngày này; hạn theo luật không đổi."),
        missing=_("Chọn ngày dự kiến trả."),
    ),
    "amount": lambda: forms.DecimalField(label=_("Số tiền, đồng"), min_value=1, max_digits=14, decimal_places=0, error_messages=_required(_("Ghi số tiền."))),
    "outcome": lambda: forms.ChoiceField(
        label=_("Kết quả"), choices=lambda: [(o.value, say(o.label)) for o in Outcome], widget=forms.RadioSelect,
        error_messages=_required(_("Chọn kết quả.")),
    ),
    "branch": lambda: forms.ChoiceField(
        label=_("Kết quả bước"), choices=[], widget=forms.RadioSelect, help_text=_("Theo quy trình đã phê duyệt."),
        error_messages=_required(_("Chọn kết quả bước.")),
    ),
    "agrees": lambda: forms.TypedChoiceField(
        label=_("Đồng ý không"), choices=[("1", _("Đồng ý")), ("0", _("Không đồng ý"))], coerce=lambda value: value == "1",
        widget=forms.RadioSelect, error_messages=_required(_("Chọn đồng ý hoặc không đồng ý.")),
    ),
    "agency_id": lambda: forms.TypedChoiceField(label=_("Cơ quan được hỏi"), coerce=int, choices=[], error_messages=_required(_("Chọn cơ quan được hỏi."))),
    "to_user_id": lambda: forms.TypedChoiceField(label=_("Giao cho"), coerce=int, choices=[], error_messages=_required(_("Chọn người được giao."))),
    "to_step": lambda: forms.TypedChoiceField(
        label=_("Trả lại về bước"), coerce=int, choices=[], widget=forms.RadioSelect, error_messages=_required(_("Chọn bước nhận lại."))
    ),
    "return_way": lambda: forms.TypedChoiceField(
        label=_("Cách nhận mới"), coerce=lambda value: Channel(int(value)), choices=[], widget=forms.RadioSelect,
        error_messages=_required(_("Chọn cách nhận kết quả.")),
    ),
    "asked_by": lambda: forms.TypedChoiceField(
        label=_("Ai yêu cầu đổi"), coerce=Part, choices=[], widget=forms.RadioSelect, error_messages=_required(_("Chọn người yêu cầu."))
    ),
    "number": lambda: forms.IntegerField(widget=forms.HiddenInput, min_value=1),
    "papers": lambda: _text(_("Giấy tờ đã nhận"), rows=4, hint=_("Mỗi dòng một giấy tờ.")),
}  # fmt: skip
#: The order in which arguments are asked.
ORDER = (
    "branch",
    "outcome",
    "to_step",
    "return_way",
    "asked_by",
    "agency_id",
    "number",
    "to_user_id",
    "items",
    "content",
    "answer",
    "agrees",
    "result",
    "paper",
    "amount",
    "new_day",
    "expected_on",
    "due_at",
    "papers",
    "reason",
    "again_reason",
    "note",
    "waive_reason",
    "evidence",
)


#: Who reads the reason, where it is not the applicant.
_READ_BY = {
    "correct": _("Lưu trong hồ sơ, thanh tra đọc được; không ghi trên giấy gửi người nộp."),
    "return_task": _("Cơ quan chủ trì đọc lý do này."),
    "return_step": _("Người làm bước trước đọc lý do này."),
    "change_return_way": _("Lưu trong hồ sơ; người nộp thấy cách nhận đã đổi."),
    "finish": _("Chỉ khi từ chối giải quyết, và khi ấy bắt buộc: người nộp đọc lý do này."),
}
#: What the reason is of, where the move alone does not say it.
_REASON_OF = {"finish": _("Lý do từ chối")}


class MoveForm(forms.Form):
    """The arguments of one move, with what the page had seen and a key that makes pressing twice harmless."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(
        self,
        *args: Any,
        move: str,
        needed: frozenset[str],
        optional: frozenset[str],
        choices: dict[str, list[tuple[int | str, str]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ORDER:
            if name in needed | optional:
                field = FIELDS[name]()
                field.required = name in needed
                if name == "reason":
                    field.help_text = _READ_BY.get(move, field.help_text)
                    field.label = _REASON_OF.get(move, field.label)
                if name in choices:
                    field.choices = choices[name]
                self.fields[name] = field

    def plain(self) -> list[forms.BoundField]:
        """The fields that stand one below the other."""
        return list(self)

    row_label: Any = ""

    def rows(self) -> list[tuple[int, list[forms.BoundField], bool]]:
        """Fields that are asked for several times: which time, the fields, whether they lie open."""
        return []

    def arguments(self) -> dict[str, Any]:
        """What the move takes, in its own types."""
        given = {
            name: value for name, value in self.cleaned_data.items() if name not in {"seen", "key"} and value not in ("", None)
        }
        for name, read in (("items", _lines), ("papers", _papers), ("due_at", _aware), ("outcome", Outcome), ("amount", Decimal)):
            if name in given:
                given[name] = read(given[name])
        return given


def _lines(text: str) -> list[str]:
    return [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]


def _papers(text: str) -> tuple[Paper, ...]:
    return tuple(Paper(name=line, originals=1) for line in _lines(text))


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=clock.TIME_ZONE)


def _checks(could_be: Callable[[str], bool], words: Any) -> Callable[[str], None]:
    """The same look that filing takes, said beside the field."""

    def look(text: str) -> None:
        if not could_be(text):
            raise ValidationError(words)

    return look


_PHONE = _("Số điện thoại có từ 8 đến 15 chữ số.")
_ID_NUMBER = _("Số định danh có từ 6 đến 20 chữ và số, trong đó ít nhất 6 chữ số.")
_EMAIL = _("Địa chỉ thư điện tử viết như ten@coquan.vn.")


class PersonFields(forms.Form):
    """What is asked of a person."""

    id_number = forms.CharField(
        label=_("Số định danh"), max_length=20, required=False, validators=[_checks(dossiers.is_id_number, _ID_NUMBER)], help_text=_("Đọc từ căn cước hoặc gõ 12 số"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-private": True}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Họ tên người nộp"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Ghi họ tên người nộp.")},
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Điện thoại nhận tin"), max_length=20, required=False, validators=[_checks(dossiers.is_phone, _PHONE)],
        help_text=_("Người nộp dùng số này để tra hồ sơ"), widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Địa chỉ"), max_length=500, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    authority_paper = forms.CharField(
        label=_("Giấy ủy quyền"), max_length=300, required=False, help_text=_("Số, ngày, nơi chứng thực")
    )


class TrialForm(forms.Form):
    """Where a test dossier tries a draft of a process, and on which line of it."""

    competent_id = forms.TypedChoiceField(label=_("Cơ quan giải quyết"), coerce=int, choices=[])
    case = forms.ChoiceField(label=_("Trường hợp"), choices=[], required=False)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], cases: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "thu_%s"} | kwargs)
        self.fields["competent_id"].choices = agencies  # type: ignore[attr-defined]
        self.fields["case"].choices = [("", _("Không ghi")), *((one, one) for one in cases)]  # type: ignore[attr-defined]
        if not cases:
            del self.fields["case"]


#: What the form asks of a person, as intake does.
_OF_PERSON = ("id_number", "name", "phone", "email", "address", "authority_paper")


class CorrectForm(MoveForm):
    """What was typed at intake, filled in as it is written, with the reason for changing it. What is not sent stays as it is."""

    def __init__(self, *args: Any, parts: tuple[Part, ...], case: str, cases: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parts = parts
        for part in parts:
            for name in _OF_PERSON:
                if name == "authority_paper" and part is not Part.FILER:  # it is the filer who acts for somebody
                    continue
                if self._asks(f"{part}_{name}"):
                    self.fields[f"{part}_{name}"] = _of_person(part, name)
        known = dict.fromkeys(one for one in (*cases, case) if one)
        if known and self._asks("case"):
            choices = [("", _("Không ghi")), *((one, one) for one in known)]
            self.fields["case"] = forms.ChoiceField(label=_("Trường hợp"), choices=choices, required=False)
        self.order_fields([name for name in self.fields if name != "reason"])

    def _asks(self, name: str) -> bool:
        """A page that answers asks only for what was sent: a field shown empty would empty what is written."""
        return not self.is_bound or name in self.data

    @staticmethod
    def written(persons: tuple[Person, ...], case: str) -> dict[str, str]:
        """The values as they are written."""
        return {f"{one.part}_{name}": getattr(one, name) for one in persons for name in _OF_PERSON} | {"case": case}

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        persons = tuple(
            Correction(part=part, **{name: given.get(f"{part}_{name}") for name in _OF_PERSON}) for part in self._parts
        )
        return {"reason": given["reason"], "persons": persons, "case": given.get("case")}


def _of_person(part: Part, name: str) -> forms.Field:
    """A field of the intake form, for one person of a dossier."""
    field = deepcopy(PersonFields.base_fields[name]) if name != "email" else _email()
    label = _LABELS.get(name, field.label)
    field.label = label if part is Part.FILER else format_lazy("{}: {}", _(part.label), label)
    if name == "name":
        field.error_messages["required"] = _("Ghi họ tên.")
    return field


def _email() -> forms.Field:
    return forms.CharField(max_length=254, required=False, validators=[_checks(dossiers.is_email, _EMAIL)])


_LABELS = {"name": _("Họ tên"), "email": _("Thư điện tử")}


class FollowForm(forms.Form):
    """What the applicant knows: the code on the receipt and a number given when filing."""

    code = forms.CharField(
        label=_("Mã hồ sơ"), max_length=60, help_text=_("Ghi trên giấy hẹn"), error_messages={"required": _("Ghi mã hồ sơ.")},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Số điện thoại hoặc số định danh"), max_length=30, help_text=_("Số đã ghi khi nộp hồ sơ"),
        error_messages={"required": _("Ghi số điện thoại hoặc số định danh.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
