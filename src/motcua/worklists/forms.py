"""What the pages of lists take in: a list as an address has it, and what a move of many asks for."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import public as dossiers
from motcua.ui.fields import day
from motcua.worklists.facts import Wanted

DAYS = ((0, _("Hạn: hôm nay")), (2, _("Hạn: 2 ngày tới")), (5, _("Hạn: 5 ngày tới")), (10, _("Hạn: 10 ngày tới")))


class ListForm(forms.Form):
    """The address of a list."""

    loc = forms.ChoiceField(choices=[(one.value, one.label) for one in dossiers.Filter])
    q = forms.CharField(required=False, max_length=100)
    tt = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    buoc = forms.CharField(required=False, max_length=300)
    trong = forms.TypedChoiceField(required=False, choices=DAYS, coerce=int, empty_value=None)
    nguoi = forms.IntegerField(required=False, min_value=1, max_value=2**31)

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            which=given["loc"], words=given["q"], procedure_id=given["tt"], step=given["buoc"], days=given["trong"],
            assignee_id=given["nguoi"],
        )  # fmt: skip


def address_of(wanted: Wanted) -> str:
    """The query of a list's address."""
    named = {
        "loc": wanted.which, "q": wanted.words, "tt": wanted.procedure_id, "buoc": wanted.step, "trong": wanted.days,
        "nguoi": wanted.assignee_id,
    }  # fmt: skip
    return urlencode({name: value for name, value in named.items() if value not in {None, ""}})


_BRANCH_HINT = _("Theo quy trình đã phê duyệt; hồ sơ không có nhánh này sẽ được nêu tên, không bị chuyển.")


class ManyForm(forms.Form):
    """What one move asks for when it is made on many."""

    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(
        self,
        *args: Any,
        move: str,
        people: Sequence[tuple[int | str, str]],
        branches: Sequence[str],
        must_branch: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if move == "assign":
            self.fields["to_user_id"] = forms.TypedChoiceField(
                label=_("Giao cho"), coerce=int, choices=people, error_messages={"required": _("Chọn người được giao.")}
            )
        if branches:
            self.fields["branch"] = forms.ChoiceField(
                label=_("Kết quả bước"), choices=[(one, one) for one in branches], widget=forms.RadioSelect, required=must_branch,
                help_text=_BRANCH_HINT, error_messages={"required": _("Chọn kết quả bước.")},
            )  # fmt: skip
        if move == "extend":
            self.fields["new_day"] = day(
                _("Ngày hẹn mới"), missing=_("Chọn ngày hẹn mới."),
                hint=_("Một ngày làm việc sau hạn của từng hồ sơ; mỗi người nộp được xin lỗi và báo ngày này."),
            )  # fmt: skip
        if move in {"return_step", "extend"}:
            self.fields["reason"] = forms.CharField(
                label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Ghi cho mọi hồ sơ đã chọn."),
                error_messages={"required": _("Ghi lý do.")},
            )  # fmt: skip
        if move in {"complete_step", "finish"}:
            self.fields["note"] = forms.CharField(
                label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def arguments(self) -> dict[str, Any]:
        """What the move takes, without its branch: not every dossier has one."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in {"key", "branch"} and value not in {"", None}
        }
