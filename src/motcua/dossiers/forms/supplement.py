"""One request that lists everything: components and found defects to tick, and lines of one's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import public as dossiers
from motcua.dossiers.forms import MoveForm
from motcua.dossiers.rules.supplementing import AskedItem, Lack


class SupplementForm(MoveForm):
    """What is ticked goes into the request with the law's reason for each; free lines go as they are written."""

    def __init__(self, *args: Any, askable: dossiers.Askable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._askable = askable
        names = [(str(place), _said(name, database)) for place, (name, database) in enumerate(askable.components)]
        if askable.defects:
            found = [(str(place), f"{defect.vi} {defect.mend_vi}") for place, (_file, defect) in enumerate(askable.defects)]
            self.fields["files"] = _ticks(_("Tệp có lỗi (máy kiểm tra)"), found)
            self.fields["files"].initial = [place for place, _words in found]
        if names:
            self.fields["missing"] = _ticks(_("Thành phần còn thiếu"), names)
            self.fields["wrong"] = _ticks(_("Thành phần chưa đúng"), names)
        if any(database for _name, database in askable.components):
            self.fields["asking_reason"] = forms.ChoiceField(
                label=_("Vì sao vẫn yêu cầu giấy mà dữ liệu đã có"), required=False, choices=[("", _("Không yêu cầu giấy ấy")), *askable.reasons],
            )  # fmt: skip
        self.fields["items"].required = False
        self.fields["items"].label = _("Chỗ khác cần bổ sung, sửa")
        self.order_fields(["files", "missing", "wrong", "asking_reason", "items"])

    def clean(self) -> dict[str, Any]:
        """One thing at least is asked."""
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in ("files", "missing", "wrong", "items")) and "items" not in self.errors:
            self.add_error("items", _("Đánh dấu hoặc ghi ít nhất một giấy tờ hoặc một chỗ cần sửa."))
        return given

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        ticked = [self._component(int(place), lack) for lack in (Lack.MISSING, Lack.WRONG) for place in given.pop(lack, ())]
        files = [self._defect(int(place)) for place in given.pop("files", ())]
        given.pop("asking_reason", None)
        return given | {"items": [*files, *ticked, *given.get("items", ())]}

    def _component(self, place: int, lack: Lack) -> AskedItem:
        name, database = self._askable.components[place]
        reason = self.cleaned_data.get("asking_reason", "") if database else ""
        return AskedItem(what=name[:500], component=name, lack=lack, asking_reason=reason)

    def _defect(self, place: int) -> AskedItem:
        file, defect = self._askable.defects[place]
        return AskedItem(
            what=f"{file.paper}: {defect.vi}"[:500],
            component=file.component,
            paper_id=file.paper_id,
            lack=Lack.FILE,
            mend=defect.mend_vi,
        )


def _said(name: str, database: str) -> str:
    return say("{paper} (không phải nộp, lấy từ {database})").format(paper=name, database=database) if database else name


def _ticks(label: Any, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple)
