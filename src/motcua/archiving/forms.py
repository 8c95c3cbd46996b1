"""What is written down when a dossier is opened again, a package asked for or handed over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ui.fields import day


class Reopen(forms.Form):
    reason = forms.CharField(
        label=_("Lý do mở lại"), max_length=2000, error_messages={"required": _("Ghi lý do mở lại.")}, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ghi rõ vì sao phải mở hồ sơ đã khóa; lý do được giữ cùng hồ sơ."),
    )  # fmt: skip


class Ask(forms.Form):
    agency = forms.IntegerField(min_value=1)
    year = forms.IntegerField(min_value=2000, max_value=9000)
    key = forms.CharField(max_length=60)


class HandOver(forms.Form):
    handed_on = day(_("Ngày giao nộp"), missing=_("Ghi ngày giao nộp."))
    receiver = forms.CharField(
        label=_("Bên nhận"),
        max_length=300,
        error_messages={"required": _("Ghi bên nhận.")},
        help_text=_("Tên cơ quan, bộ phận lưu trữ nhận."),
    )
    minutes_number = forms.CharField(
        label=_("Số biên bản giao nhận"), max_length=100, error_messages={"required": _("Ghi số biên bản giao nhận.")}
    )
