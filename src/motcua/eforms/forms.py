"""Shape of what the pages of the designers take in; what a form may say the rules know."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.eforms.facts import Kind, Prefill, Width
from motcua.eforms.rules.designing import Wanted
from motcua.foundation.confidence import Confidence
from motcua.ui.fields import day


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


class NewForm(forms.Form):
    """A form to begin."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Tên biểu mẫu"), max_length=200, error_messages={"required": _("Ghi tên, ví dụ: Tờ khai đăng ký khai sinh.")}
    )
    code = forms.CharField(
        label=_("Mã"),
        max_length=60,
        help_text=_("Chữ thường không dấu, số và gạch nối, ví dụ: to-khai-khai-sinh."),
        error_messages={"required": _("Ghi mã.")},
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=500,
        help_text=_("Văn bản ban hành mẫu: số, ngày, phụ lục."),
        error_messages={"required": _("Ghi căn cứ của mẫu.")},
    )


class Ground(forms.Form):
    """What a draft rests on."""

    use_required_attribute = False
    basis = forms.CharField(label=_("Căn cứ"), max_length=500, error_messages={"required": _("Ghi căn cứ của mẫu.")})
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=[(one.value, _(one.label)) for one in Confidence])


class Approval(forms.Form):
    """From when a draft is used."""

    use_required_attribute = False
    valid_from = day(_("Dùng từ ngày"))


class Reason(forms.Form):
    """Why a version is used no more."""

    use_required_attribute = False
    reason = forms.CharField(label=_("Lý do"), max_length=500, error_messages={"required": _("Ghi lý do.")})


class Pin(forms.Form):
    """A procedure that a form is for."""

    use_required_attribute = False
    procedure = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=40,
        help_text=_("Ví dụ: 1.001193. Gắn với phiên bản đang có hiệu lực hôm nay."),
        error_messages={"required": _("Ghi mã thủ tục.")},
    )
    case = forms.CharField(
        label=_("Chỉ cho trường hợp"), max_length=500, required=False, help_text=_("Để trống nếu mẫu dùng cho mọi trường hợp.")
    )


class Section(forms.Form):
    """A section, new or named otherwise."""

    use_required_attribute = False
    title = forms.CharField(label=_("Tên phần"), max_length=200, error_messages={"required": _("Ghi tên phần.")})


class Document(forms.Form):
    """A document to take over."""

    use_required_attribute = False
    file = forms.FileField(label=_("Tệp JSON"), error_messages={"required": _("Chọn tệp.")})


class Question(forms.Form):
    """One question, as people who write no JSON say it."""

    use_required_attribute = False
    title = forms.CharField(
        label=_("Câu hỏi"), max_length=200, error_messages={"required": _("Ghi câu hỏi, ví dụ: Họ, chữ đệm, tên.")}
    )
    kind = forms.ChoiceField(label=_("Kiểu trả lời"), choices=[(kind.value, _(kind.label)) for kind in Kind])
    required = forms.BooleanField(label=_("Bắt buộc trả lời"), required=False)
    section = forms.ChoiceField(label=_("Phần"), required=False, widget=forms.Select(attrs={"lang": "vi"}))
    choices = forms.CharField(
        label=_("Các lựa chọn"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "vi"}),
        help_text=_("Mỗi dòng một lựa chọn. Chỉ dùng cho kiểu chọn."),
    )
    help = forms.CharField(
        label=_("Lời hướng dẫn"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2, "lang": "vi"})
    )
    asks = forms.ChoiceField(label=_("Chỉ hiện khi"), required=False, widget=forms.Select(attrs={"lang": "vi"}))
    asks_for = forms.CharField(
        label=_("có câu trả lời là"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "vi"}),
        help_text=_("Mỗi dòng một giá trị. Để trống: chỉ cần đã trả lời. Với ô đánh dấu, ghi: có hoặc không."),
    )
    prefill = forms.ChoiceField(label=_("Nguồn điền sẵn"), required=False)
    width = forms.ChoiceField(label=_("Bề rộng"), choices=[(width.value, _(width.label)) for width in Width])
    least = forms.DecimalField(label=_("Nhỏ nhất"), required=False, max_digits=18, decimal_places=3)
    most = forms.DecimalField(label=_("Lớn nhất"), required=False, max_digits=18, decimal_places=3)
    is_whole = forms.BooleanField(label=_("Chỉ nhận số nguyên"), required=False)
    not_before = forms.ChoiceField(label=_("Không trước"), required=False)
    not_after = forms.ChoiceField(label=_("Không sau"), required=False)
    shortest = forms.IntegerField(label=_("Ít nhất bao nhiêu ký tự"), required=False, min_value=0, max_value=5000)
    longest = forms.IntegerField(label=_("Nhiều nhất bao nhiêu ký tự"), required=False, min_value=1, max_value=5000)
    pattern = forms.CharField(
        label=_("Mẫu chữ"),
        max_length=100,
        required=False,
        help_text=_("Ví dụ: ^[A-Z]{2}[0-9]{6}$ là hai chữ in hoa và sáu chữ số."),
    )
    pattern_help = forms.CharField(label=_("Nói mẫu chữ bằng lời"), max_length=200, required=False)
    fewest = forms.IntegerField(label=_("Ít nhất bao nhiêu dòng, lựa chọn"), required=False, min_value=0, max_value=50)
    at_most = forms.IntegerField(label=_("Nhiều nhất bao nhiêu dòng, lựa chọn"), required=False, min_value=1, max_value=50)

    #: What every question has, when it is asked, and what only some kinds have
    MAIN = ("title", "kind", "choices", "required", "section", "help")
    SHOWN = ("asks", "asks_for")
    FINE = ("prefill", "width", "is_whole", "least", "most", "not_before", "not_after", "shortest", "longest", "pattern",
            "pattern_help", "fewest", "at_most")  # fmt: skip
    #: For which kinds a part is; a script hides it for others
    KINDS: ClassVar[Mapping[str, tuple[Kind, ...]]] = {
        "choices": (Kind.SELECT, Kind.RADIO, Kind.CHECKBOXES),
        "is_whole": (Kind.NUMBER,),
        **dict.fromkeys(("least", "most"), (Kind.NUMBER, Kind.MONEY)),
        **dict.fromkeys(("not_before", "not_after"), (Kind.DATE,)),
        **dict.fromkeys(("shortest", "longest", "pattern", "pattern_help"), (Kind.TEXT, Kind.LONG_TEXT)),
        **dict.fromkeys(("fewest", "at_most"), (Kind.ROWS, Kind.CHECKBOXES)),
    }

    def __init__(
        self,
        *args: Any,
        sections: Iterable[tuple[str, str]],
        askable: Iterable[tuple[str, str]],
        wanted: Wanted | None = None,
        **kwargs: Any,
    ) -> None:
        if wanted is not None:
            kwargs["initial"] = _initial(wanted)
        super().__init__(*args, **kwargs)
        days: list[tuple[str, Any]] = [("", _("Không giới hạn")), ("today", _("Hôm nay, ngày điền"))]
        said = {wanted.not_before, wanted.not_after} if wanted else set()
        days.extend((day, day) for day in sorted(said - {"", "today"}))
        self._offer("section", list(sections))
        self._offer("asks", [("", _("Luôn hiện")), *askable])
        self._offer("prefill", [("", _("Không")), *((one.value, f"{_(one.label)}: {_(one.source)}") for one in Prefill)])
        self._offer("not_before", days)
        self._offer("not_after", days)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (of this class itself)
        field.choices = choices

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        return Wanted(
            **{name: said[name] for name in ("title", "required", "help", "section", "width", "prefill", "asks", "least", "most", "is_whole",
                                             "longest", "shortest", "pattern", "pattern_help", "not_before", "not_after", "fewest", "at_most")},
            kind=Kind(said["kind"]),
            choices=_lines(said["choices"]),
            asks_for=_lines(said["asks_for"]),
        )  # fmt: skip

    def part(self, names: Iterable[str]) -> list[tuple[forms.BoundField, str, str]]:
        """Each field with the input that decides whether it matters, and the values of that as JSON."""
        return [(self[name], *self._when(name)) for name in names if name in self.fields]

    def _when(self, name: str) -> tuple[str, str]:
        if name == "asks_for":
            return "asks", ""
        return ("kind", json.dumps([kind.value for kind in self.KINDS[name]])) if name in self.KINDS else ("", "")

    @property
    def main(self) -> list[tuple[forms.BoundField, str, str]]:
        return self.part(self.MAIN)

    @property
    def shown(self) -> list[tuple[forms.BoundField, str, str]]:
        return self.part(self.SHOWN)

    @property
    def fine(self) -> list[tuple[forms.BoundField, str, str]]:
        return self.part(self.FINE)


def _initial(wanted: Wanted) -> dict[str, Any]:
    names = ("title", "required", "help", "section", "width", "prefill", "asks", "least", "most", "is_whole", "longest", "shortest",
             "pattern", "pattern_help", "not_before", "not_after", "fewest", "at_most")  # fmt: skip
    said = {name: getattr(wanted, name) for name in names}
    return said | {"kind": wanted.kind.value, "choices": "\n".join(wanted.choices), "asks_for": "\n".join(wanted.asks_for)}
