"""Asking several agencies at once: the same for an opinion, each its own task where they do a part of the dossier."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.facts import Asked
from motcua.dossiers.forms import FIELDS, MoveForm
from motcua.foundation import clock

#: As many beside the first as one form asks.
_MORE = (2, 3, 4, 5, 6)


class ConsultForm(MoveForm):
    """One question to one agency or several; a limit of its own only where it differs."""

    row_label = _("Hỏi thêm cơ quan thứ")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "agency_id" not in self.fields:  # what the process wants is sent as it stands
            return
        choices = [("", _("Không hỏi thêm")), *list(self.fields["agency_id"].choices)[1:]]  # type: ignore[attr-defined]
        for row in _MORE:
            self.fields[f"them{row}_agency"] = forms.TypedChoiceField(
                label=_("Cơ quan được hỏi"), coerce=int, empty_value=None, choices=choices, required=False
            )
            due = FIELDS["due_at"]()
            due.label, due.help_text, due.required = _("Hạn trả lời riêng"), _("Để trống: theo hạn chung ở trên."), False
            self.fields[f"them{row}_due"] = due

    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("them")]

    def rows(self) -> list[tuple[int, list[forms.BoundField], bool]]:
        if "agency_id" not in self.fields:
            return []
        return [
            (
                row,
                [self[f"them{row}_agency"], self[f"them{row}_due"]],
                bool(self[f"them{row}_agency"].value()) or self._is_wrong(row),
            )
            for row in _MORE
        ]

    def _is_wrong(self, row: int) -> bool:
        return bool({f"them{row}_agency", f"them{row}_due"} & self.errors.keys())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for row in _MORE:
            if given.get(f"them{row}_due") and not given.get(f"them{row}_agency"):
                self.add_error(f"them{row}_agency", _("Chọn cơ quan của hạn này, hoặc bỏ trống hạn."))
        return given

    def arguments(self) -> dict[str, Any]:
        given = {name: value for name, value in super().arguments().items() if not name.startswith("them")}
        more = tuple(self._asked(row) for row in _MORE if self.cleaned_data.get(f"them{row}_agency"))
        return given | ({"agencies": more} if more else {})

    def _asked(self, row: int) -> Asked:
        due = self.cleaned_data.get(f"them{row}_due")
        if due is not None and not due.tzinfo:
            due = due.replace(tzinfo=clock.TIME_ZONE)
        return Asked(agency_id=self.cleaned_data[f"them{row}_agency"], due_at=due)


#: As many as one form involves.
_TASKS = (1, 2, 3, 4, 5, 6)


class InvolveForm(MoveForm):
    """Several agencies, each with its own task and limit; the first is asked for, the others where there are more."""

    row_label = _("Cơ quan liên thông thứ")

    def __init__(self, *args: Any, agencies: Sequence[tuple[int | str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in _TASKS:
            self.fields[f"lt{row}_agency"] = forms.TypedChoiceField(
                label=_("Cơ quan làm phần này"), coerce=int, empty_value=None, choices=agencies, required=row == 1,
                error_messages={"required": _("Chọn cơ quan làm phần này.")},
            )  # fmt: skip
            task, due = FIELDS["content"](), FIELDS["due_at"]()
            task.label, task.help_text, task.required = _("Việc phải làm"), "", row == 1
            task.error_messages["required"] = _("Ghi việc phải làm.")
            due.label, due.required = _("Hạn xong phần này"), row == 1
            due.error_messages["required"] = _("Chọn ngày giờ phải xong.")
            self.fields[f"lt{row}_task"], self.fields[f"lt{row}_due"] = task, due

    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("lt") or name.startswith("lt1_")]

    def rows(self) -> list[tuple[int, list[forms.BoundField], bool]]:
        named = {row: [self[name] for name in self._names(row)] for row in _TASKS[1:]}
        return [(row, fields, any(one.value() or one.errors for one in fields)) for row, fields in named.items()]

    def _names(self, row: int) -> tuple[str, str, str]:
        return f"lt{row}_agency", f"lt{row}_task", f"lt{row}_due"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for row in _TASKS[1:]:
            names = self._names(row)
            if any(given.get(name) for name in names):
                for name in names:
                    if not given.get(name) and name not in self.errors:
                        self.add_error(name, self.fields[name].error_messages["required"])
        return given

    def arguments(self) -> dict[str, Any]:
        rows = (tuple(self.cleaned_data.get(name) for name in self._names(row)) for row in _TASKS)
        return {
            "agencies": tuple(
                Asked(agency_id=agency, content=task, due_at=due if due.tzinfo else due.replace(tzinfo=clock.TIME_ZONE))
                for agency, task, due in rows
                if agency and task and due
            )
        }
