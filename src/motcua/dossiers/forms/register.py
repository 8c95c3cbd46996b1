"""Which register: unit, field and period."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.owed_documents.public import RegisterAsked, Sheet
from motcua.ui import fields


class RegisterForm(forms.Form):
    agency = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    field = forms.CharField(label=gettext_lazy("Lĩnh vực"), required=False, max_length=500, widget=forms.Select)
    first = fields.day(gettext_lazy("Từ ngày"))
    last = fields.day(gettext_lazy("Đến hết ngày"))

    def __init__(self, *args: object, units: list[tuple[int, str]], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["agency"].choices = units  # type: ignore[attr-defined]
        self.fields["field"].widget.choices = [("", _("Tất cả lĩnh vực"))]

    def offer(self, received: tuple[tuple[str, int], ...]) -> None:
        offered = [(name, f"{name} ({count})") for name, count in received if name]
        self.fields["field"].widget.choices = [("", _("Tất cả lĩnh vực")), *offered]

    def asked(self, sheet: Sheet) -> RegisterAsked:
        given = self.cleaned_data
        return RegisterAsked(
            agency_id=given["agency"],
            field=given["field"],
            first=given["first"],
            last=given["last"],
            sheet=sheet,
        )
