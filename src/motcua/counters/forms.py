"""Shape of what the pages of the waiting room take in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.counters import facts
from motcua.counters.facts import DeviceKind
from motcua.counters.queries.cameras import CameraFact
from motcua.ui import fields as shared

Choices = Iterable[tuple[object, Any]]


class _Plain(forms.Form):
    use_required_attribute = False


class Take(_Plain):
    """A number for a group."""

    group = forms.ChoiceField(
        label=_("Bạn cần làm việc gì?"), widget=forms.RadioSelect, error_messages={"required": _("Chọn một nhóm việc.")}
    )
    priority = forms.ChoiceField(label=_("Ưu tiên"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *given: Any, groups: Choices = (), priorities: Choices = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]
        self.fields["priority"].choices = [("", _("Không thuộc nhóm ưu tiên")), *priorities]  # type: ignore[attr-defined]


class Book(_Plain):
    slot = forms.ChoiceField(label=_("Giờ hẹn"), widget=forms.RadioSelect, error_messages={"required": _("Chọn một giờ hẹn.")})
    phone = forms.CharField(
        label=_("Số điện thoại"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("Chỉ để mỗi người đặt một lịch trong ngày; số được mã hóa."),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *given: Any, slots: Choices = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["slot"].choices = list(slots)  # type: ignore[attr-defined]


class Code(_Plain):
    code = forms.CharField(
        label=_("Mã"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Ghi mã.")},
    )  # fmt: skip


class RoomRules(_Plain):
    calls = forms.IntegerField(label=_("Số lần gọi trước khi ghi vắng"), min_value=1, max_value=10)
    run = forms.IntegerField(
        label=_("Số lượt ưu tiên liền nhau"),
        min_value=1,
        max_value=20,
        help_text=_("Sau chừng ấy lượt, gọi một số không ưu tiên."),
    )
    early_minutes = forms.IntegerField(label=_("Gọi lịch hẹn sớm nhất trước giờ, phút"), min_value=0, max_value=120)
    late_minutes = forms.IntegerField(label=_("Giữ lượt cho người hẹn đến trễ, phút"), min_value=0, max_value=120)
    slot_minutes = forms.IntegerField(label=_("Độ dài khung giờ hẹn, phút"), min_value=5, max_value=240)
    phone_most = forms.IntegerField(label=_("Số lấy qua điện thoại được chờ cùng lúc"), min_value=0, max_value=1000)
    opens_minutes = forms.IntegerField(label=_("Phát số trước giờ mở cửa, phút"), min_value=0, max_value=240)
    takes_phone = forms.BooleanField(label=_("Cho lấy số qua điện thoại"), required=False)

    @classmethod
    def of(cls, room: facts.RoomFact) -> "RoomRules":
        rules = {name: getattr(room.rules, name) for name in facts.Rules.__dataclass_fields__}
        return cls(initial=rules | {"takes_phone": room.takes_phone})

    def given(self) -> facts.Rules:
        return facts.Rules(**{name: self.cleaned_data[name] for name in facts.Rules.__dataclass_fields__})


class GroupForm(_Plain):
    group_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    letter = forms.CharField(label=_("Chữ cái"), max_length=1)
    name = forms.CharField(label=_("Tên nhóm"), max_length=120)
    fields_served = forms.CharField(label=_("Lĩnh vực"), required=False, max_length=2000, help_text=_("Cách nhau bằng dấu phẩy."))
    slot_capacity = forms.IntegerField(
        label=_("Số lịch hẹn mỗi khung giờ"), min_value=0, max_value=100, initial=0, help_text=_("0: không nhận lịch hẹn.")
    )

    @classmethod
    def of(cls, group: facts.Group) -> "GroupForm":
        initial = {
            "group_id": group.id, "letter": group.letter, "name": group.name, "slot_capacity": group.slot_capacity,
            "fields_served": ", ".join(group.fields),
        }  # fmt: skip
        return cls(initial=initial, prefix=None, auto_id=f"nhom-{group.id}-%s")


class CounterForm(_Plain):
    counter_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = forms.IntegerField(label=_("Số quầy"), min_value=1, max_value=999)
    name = forms.CharField(label=_("Tên quầy"), required=False, max_length=120)
    groups = forms.MultipleChoiceField(label=_("Nhóm dịch vụ"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, groups: Choices = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["groups"].choices = list(groups)  # type: ignore[attr-defined]


class DeviceForm(_Plain):
    kind = forms.ChoiceField(label=_("Loại thiết bị"), choices=[(kind.value, _(kind.label)) for kind in DeviceKind])
    name = forms.CharField(label=_("Tên thiết bị"), max_length=120)


class CameraForm(_Plain):
    camera_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Tên camera"), max_length=120)
    stream_url = forms.CharField(label=_("Địa chỉ luồng (rtsp, http, https)"), max_length=500)
    picture_url = forms.CharField(label=_("Địa chỉ ảnh tĩnh (http, https)"), required=False, max_length=500)
    username = forms.CharField(
        label=_("Tài khoản của camera"), required=False, max_length=100,
        help_text=_("Để trống thì giữ tài khoản đã ghi. Đổi máy hay cổng hỏi ảnh thì tài khoản cũ bị bỏ, phải ghi lại."),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Mật khẩu của camera"), required=False, max_length=100, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    drops_account = forms.BooleanField(label=_("Bỏ tài khoản đã ghi"), required=False)
    counters = forms.MultipleChoiceField(label=_("Quầy trong khung hình"), required=False, widget=forms.CheckboxSelectMultiple)
    is_active = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)

    def __init__(self, *given: Any, counters: Choices = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["counters"].choices = list(counters)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, camera: CameraFact, counters: Choices) -> "CameraForm":
        initial = {
            "camera_id": camera.id, "name": camera.name, "stream_url": camera.stream_url, "picture_url": camera.picture_url,
            "counters": [str(pk) for pk in camera.counter_ids], "is_active": camera.is_active,
        }  # fmt: skip
        form = cls(initial=initial, counters=counters, auto_id=f"camera-{camera.id}-%s")
        if not camera.has_account:
            del form.fields["drops_account"]
        return form


class Period(_Plain):
    """Days of a report."""

    tu = shared.day(_("Từ ngày"))
    den = shared.day(_("Đến ngày"))
