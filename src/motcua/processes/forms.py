"""Shape of what the pages of processes take in; what is right the rules know."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.foundation.errors import DomainError
from motcua.foundation.language import sentence
from motcua.foundation.text import fold, tidy, whole
from motcua.organization import public as organization
from motcua.processes.facts import Kind, Onward, Outcome, Place, Step
from motcua.processes.rules.checking import MOST_STEPS, ROLES
from motcua.processes.rules.durations import minutes_of, written
from motcua.processes.rules.written_steps import NAME, TEXT
from motcua.ui.fields import day

#: Lines for branches that stand ready beyond those that are filled.
_SPARE = 1


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Row(forms.Form):
    """One step, as typed."""

    use_required_attribute = False
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Tên bước"), required=False, max_length=NAME)
    kind = forms.ChoiceField(label=_("Loại bước"), required=False)
    role = forms.ChoiceField(label=_("Vai trò"), required=False)
    place = forms.ChoiceField(label=_("Nơi làm"), choices=[(place.value, _(place.label)) for place in Place])
    agency = forms.CharField(
        label=_("Cơ quan khác"), required=False, max_length=NAME, widget=forms.TextInput(attrs={"list": "cac-co-quan"})
    )
    minutes = forms.CharField(label=_("Thời gian"), required=False, max_length=60, widget=forms.TextInput(attrs={"size": "9"}))
    case = forms.ChoiceField(label=_("Trường hợp"), required=False)
    beside = forms.ChoiceField(label=_("Chạy song song trong bước"), required=False)
    work = forms.CharField(label=_("Nội dung công việc"), required=False, max_length=TEXT, widget=_area())
    document = forms.CharField(label=_("Biểu mẫu, kết quả của bước"), required=False, max_length=TEXT, widget=_area(1))

    def __init__(self, *given: Any, steps: Sequence[tuple[str, str]], cases: Sequence[str], **more: Any) -> None:
        super().__init__(*given, **more)
        nobody = ("", gettext("– chọn –"))
        self._choose("kind", [nobody, *((kind.value, gettext(kind.label)) for kind in Kind)])
        self._choose("role", [nobody, *((role, gettext(organization.Role(role).label)) for role in ROLES)])
        self._choose("case", [("", gettext("Mọi trường hợp")), *((case, case) for case in cases)], keeping=True)
        self._choose("beside", [("", gettext("Không, bước chính")), *steps], keeping=True)
        self._targets = [nobody, *((one.value, gettext(one.label)) for one in Onward), *steps]

    def _choose(self, name: str, choices: list[tuple[str, str]], *, keeping: bool = False) -> None:
        """What is kept and no longer to be had stays in sight, so that it is not lost by saving."""
        now = str(self[name].value() or "")
        if keeping and now and now not in {value for value, _label in choices}:
            choices.append((now, now))
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def ways(self) -> list[dict[str, Any]]:
        """The lines of branches: what is typed and one more."""
        typed = self.data if self.is_bound else self.initial
        pairs = [(label, target) for label, target in _typed_ways(typed, self.prefix or "", self.is_bound) if label or target]
        known = {value for value, _label in self._targets}
        return [
            {
                "label": label, "target": target, "number": place,
                "choices": self._targets if target in known else [*self._targets, (target, target)],
            }
            for place, (label, target) in enumerate([*pairs, *[("", "")] * _SPARE])
        ]  # fmt: skip

    def clean_minutes(self) -> int:
        try:
            return minutes_of(str(self.cleaned_data["minutes"]))
        except DomainError as error:
            raise forms.ValidationError(sentence(error)) from None

    def step(self, agencies: dict[str, int]) -> Step:
        """What was typed, and where something could not be read, without it."""
        data = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        named = tidy(str(data.pop("agency")))
        minutes = data.pop("minutes") or 0
        pairs = _typed_ways(self.data, self.prefix or "", posted=True)
        is_other = data["place"] == Place.AGENCY
        return Step(
            number=0, minutes=int(minutes), agency_id=agencies.get(fold(named)) if is_other else None, agency=named if is_other else "",
            outcomes=tuple(Outcome(label=tidy(label), target=target) for label, target in pairs if label.strip() or target),
            **{name: str(value) for name, value in data.items()},
        )  # fmt: skip


def _typed_ways(typed: Any, prefix: str, posted: bool) -> list[tuple[str, str]]:  # noqa: FBT001
    if not posted:
        return [(one.label, one.target) for one in typed.get("outcomes", ())]
    return [(str(typed.get(f"{prefix}-way{n}", ""))[:200], str(typed.get(f"{prefix}-to{n}", ""))[:40]) for n in range(11)]


def agencies_by_name() -> dict[str, int]:
    """Whole and short names, without diacritics, of every agency of today."""
    known = organization.agencies()
    return {
        fold(tidy(name)): agency.id for agency in known for name in (agency.name, agency.short_name) if agency.valid_to is None
    }


class Table:
    """The whole table as typed: a name and rows in their order."""

    def __init__(self, rows: list[Row], *, name: str, seen: int) -> None:
        self.rows, self.name, self.seen = rows, name, seen

    @classmethod
    def of(cls, steps: Sequence[Step], *, name: str, seen: int, cases: Sequence[str]) -> "Table":
        others = _others(steps)
        return cls(
            [Row(initial=_initial(step), prefix=f"b{place}", steps=others, cases=cases) for place, step in enumerate(steps)],
            name=name, seen=seen,
        )  # fmt: skip

    @classmethod
    def posted(cls, data: QueryDict, *, cases: Sequence[str]) -> "Table":
        count = min(MOST_STEPS, whole(data.get("count", "")) or 0)
        others = [(data.get(f"b{n}-key", ""), f"{n + 1}. {data.get(f'b{n}-name', '')[:40]}") for n in range(count)]
        rows = [Row(data, prefix=f"b{n}", steps=[one for one in others if one[0]], cases=cases) for n in range(count)]
        return cls(rows, name=data.get("name", "")[:400], seen=whole(data.get("revision", "")) or 0)

    def is_valid(self) -> bool:
        return not self.errors

    def steps(self) -> tuple[Step, ...]:
        """The steps as far as they can be read."""
        known = agencies_by_name()
        for row in self.rows:
            row.is_valid()
        return tuple(row.step(known) for row in self.rows)

    @property
    def errors(self) -> dict[str, Any]:
        return {row.prefix or "": row.errors for row in self.rows if row.is_bound and row.errors}


def reordered(data: QueryDict, move: str) -> QueryDict:
    """The typed rows after a button of a row: up:2, down:2, remove:2, add:2, with everything typed kept as it is."""
    what, _colon, place = move.partition(":")
    at, count = whole(place, most=MOST_STEPS), min(MOST_STEPS, whole(data.get("count", "")) or 0)
    at = MOST_STEPS + 1 if at is None else at
    order: list[int | None] = list(range(count))
    if what == "add" and at <= count < MOST_STEPS:
        order.insert(at, None)
    elif what == "remove" and at < count:
        order.pop(at)
    elif what in {"up", "down"} and at < count:
        order.insert(max(0, at - 1) if what == "up" else at + 1, order.pop(at))
    changed = QueryDict(mutable=True)
    for name in ("name", "revision", "csrfmiddlewaretoken"):
        changed[name] = data.get(name, "")
    changed["count"] = str(len(order))
    for now, before in enumerate(order):
        taken = {name: data.get(name, "") for name in data if name.startswith(f"b{before}-")} if before is not None else {}
        changed.update({f"b{now}-{name.partition('-')[2]}": value for name, value in taken.items()})
        if before is None:
            changed[f"b{now}-key"], changed[f"b{now}-place"] = _free_key(data, count), Place.COMPETENT.value
    return changed


def _free_key(data: QueryDict, count: int) -> str:
    taken = {data.get(f"b{n}-key", "") for n in range(count)}
    return next(key for n in range(1, count + 2) if (key := f"step_{n}") not in taken)


def _others(steps: Sequence[Step]) -> list[tuple[str, str]]:
    return [(step.key, f"{step.number}. {step.name[:40]}") for step in steps]


def _initial(step: Step) -> dict[str, Any]:
    values = {
        name: getattr(step, name)
        for name in ("key", "name", "kind", "role", "place", "case", "beside", "work", "document", "outcomes")
    }
    agency = organization.agency(step.agency_id).name if step.agency_id else step.agency
    return values | {"minutes": written(step.minutes), "agency": agency}


class New(forms.Form):
    """What a new draft begins with."""

    use_required_attribute = False
    code = forms.RegexField(
        label=_("Mã thủ tục"),
        regex=r"^\s*\d\.\d{6}\s*$",
        help_text=_("Viết như 1.001193; tìm ở mục Thủ tục."),
        error_messages={"required": _("Ghi mã thủ tục."), "invalid": _("Mã thủ tục viết như 1.001193.")},
    )
    from_day = day(
        _("Áp dụng từ ngày"),
        required=False,
        hint=_(
            "Thủ tục sắp đổi theo quyết định đã duyệt: ghi ngày có hiệu lực, dự thảo theo bản mới. Để trống: bản đang có hiệu lực."
        ),
    )
    how = forms.ChoiceField(
        label=_("Bắt đầu từ"),
        widget=forms.RadioSelect,
        initial="in_force",
        choices=[
            ("in_force", _("Quy trình đang áp dụng")),
            ("file", _("Tệp của đơn vị: bảng trong XLSX, DOCX, hoặc sơ đồ BPMN")),
            ("empty", _("Bảng trống")),
        ],
    )
    file = forms.FileField(label=_("Tệp"), required=False, allow_empty_file=True)
    table = forms.IntegerField(
        label=_("Bảng thứ mấy trong tệp"), required=False, min_value=1, max_value=999,
        help_text=_("Chỉ ghi khi tệp có nhiều bảng quy trình."),
    )  # fmt: skip

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("how") == "file" and not data.get("file") and "file" not in self.errors:
            self.add_error("file", _("Chọn tệp."))
        return data


class Note(forms.Form):
    """Why a draft goes back."""

    use_required_attribute = False
    note = forms.CharField(
        label=_("Cần sửa gì"),
        max_length=2_000,
        widget=_area(3),
        error_messages={"required": _("Ghi lý do trả lại: người soạn cần biết sửa gì.")},
    )


class Decided(forms.Form):
    """The decision by which a process comes into force."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=200,
        help_text=_("Viết như 1234/QĐ-UBND."),
        error_messages={"required": _("Ghi số quyết định phê duyệt.")},
    )
    decided_on = day(_("Ngày quyết định"), missing=_("Ghi ngày quyết định."))
    valid_from = day(_("Áp dụng từ ngày"), missing=_("Ghi ngày bắt đầu áp dụng."))

    @classmethod
    def on(cls, today: date, *, begins: date | None = None) -> "Decided":
        return cls(initial={"decided_on": today, "valid_from": begins or today})


class Copy(forms.Form):
    """To which procedure the steps are copied."""

    use_required_attribute = False
    code = New.base_fields["code"]


class Agencies(forms.Form):
    """For which agencies a process is."""

    use_required_attribute = False
    scope = forms.ChoiceField(
        label=_("Áp dụng cho"),
        widget=forms.RadioSelect,
        choices=[("all", _("Mọi cơ quan giải quyết thủ tục này")), ("some", _("Chỉ những cơ quan chọn dưới đây"))],
    )
    pasted = forms.CharField(
        label=_("Dán danh sách tên"), required=False, max_length=20_000, widget=_area(3),
        help_text=_("Mỗi dòng một cơ quan, tên đầy đủ hoặc tên ngắn."),
    )  # fmt: skip

    def __init__(self, *given: Any, deciding: Sequence[organization.AgencyFact], **more: Any) -> None:
        super().__init__(*given, **more)
        self.deciding = deciding
        self.fields["agencies"] = forms.TypedMultipleChoiceField(
            label=_("Cơ quan"), required=False, coerce=int, choices=[(agency.id, agency.name) for agency in deciding],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    def clean_pasted(self) -> list[int]:
        known = {fold(tidy(name)): agency.id for agency in self.deciding for name in (agency.name, agency.short_name)}
        lines = [tidy(line) for line in str(self.cleaned_data["pasted"]).splitlines() if tidy(line)]
        unknown = [line for line in lines if fold(line) not in known]
        if unknown:
            raise forms.ValidationError(
                _("Không có cơ quan giải quyết tên là: %(names)s."), params={"names": "; ".join(unknown[:10])}
            )
        return [known[fold(line)] for line in lines]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("scope") == "some" and not self.errors and not self.chosen():
            self.add_error("agencies", _("Chọn ít nhất một cơ quan."))
        return data

    def chosen(self) -> frozenset[int]:
        data = self.cleaned_data
        return frozenset() if data["scope"] == "all" else frozenset({*data["agencies"], *data["pasted"]})
