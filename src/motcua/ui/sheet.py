"""Sample content of the component sheet: invented names, no dossier of anybody."""

from datetime import datetime
from typing import Any

from django import forms

from motcua.foundation.clock import TIME_ZONE
from motcua.foundation.paging import Page
from motcua.ui import icons
from motcua.ui.facts import Crumb, Held, Stage, Track

STATES = (
    ("Mới nộp", "song", "inbox"),
    ("Đã tiếp nhận", "song", "file-check"),
    ("Không tiếp nhận", "da", "no"),
    ("Đang giải quyết", "song", "work"),
    ("Chờ bổ sung", "lua", "hand"),
    ("Chờ nghĩa vụ tài chính", "lua", "coin"),
    ("Đã rút", "da", "undo"),
    ("Dừng giải quyết", "da", "no"),
    ("Đã xong", "la", "done"),
    ("Đã trả", "la", "box"),
    ("Chờ cơ quan khác", "cham", "ask"),
    ("Quá hạn", "gach", "late"),
    ("Tạm dừng", "da", "pause"),
)
HELD = (
    Held(hue="song", minutes=1660, label="Đơn vị"),
    Held(hue="lua", minutes=1290, label="Người nộp"),
    Held(hue="song", minutes=510, label="Đơn vị"),
    Held(hue="cham", minutes=1140, label="Cơ quan khác"),
    Held(hue="da", minutes=180, label="Không ai"),
    Held(hue="song", minutes=102, label="Đơn vị"),
)
TRACKS = (
    Track(icon="work", label="Giải quyết", state="Đang giải quyết", hue="song", note="bước 4/6, Lê Minh Khang"),
    Track(icon="coin", label="Tiền", state="Không thu", note="theo nghị quyết HĐND"),
    Track(icon="box", label="Trả kết quả", state="Chưa tới", hue="da", note="nhận tại quầy + bản điện tử"),
    Track(
        icon="sync",
        label="Đồng bộ Cổng Quốc gia",
        state="Trễ 1 lần gửi",
        hue="gach",
        note="18/11 15:01 chưa xác nhận",
        href="#dong-bo",
    ),
    Track(icon="archive", label="Lưu trữ", state="Chưa tới", hue="da", note="thời hạn 10 năm"),
)
STAGES = (
    Stage(label="Đã tiếp nhận", note="Thứ Năm 5/11, 08:20", past=True),
    Stage(label="Đang soạn giấy phép", note="Từ 08:00 sáng nay", here=True),
    Stage(label="Chủ tịch phường ký, đóng dấu", note="Dự kiến thứ Hai 23/11"),
)


class SampleForm(forms.Form):
    name = forms.CharField(label="Họ, chữ đệm, tên của trẻ", help_text="Viết có dấu, như sẽ in trên giấy khai sinh")
    born = forms.CharField(label="Ngày sinh", help_text="Ví dụ: 3/11/2026")
    gender = forms.ChoiceField(label="Giới tính", choices=(("nam", "Nam"), ("nu", "Nữ")), widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Quê quán", choices=(("1", "Xã Cù Lao Giêng"), ("2", "Xã Óc Eo")), required=False)
    note = forms.CharField(label="Ghi thêm", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    told = forms.BooleanField(label="Nhắn tôi khi có thay đổi", required=False)

    def clean_born(self) -> str:
        raise forms.ValidationError("Ngày sinh không thể sau hôm nay, 19/11/2026. Có phải bạn muốn ghi năm 2026?")


def screen(asked: Any) -> dict[str, Any]:
    form = SampleForm({"name": "Nguyễn Trần Gia Hân", "born": "11/11/2062", "gender": "nu", "place": "1"})
    return {
        "base": "ui/base_public.html" if asked.get("kieu") == "dan" else "ui/base_office.html",
        "places": (Crumb(label="Trang chủ", href="/"), Crumb(label="H01.61-261105-0037", code=True)),
        "states": STATES,
        "held": HELD,
        "tracks_shown": TRACKS,
        "stages": STAGES,
        "labels": ("Người nộp", "Thông tin của trẻ", "Nhận kết quả", "Xem lại và ký"),
        "form": form,
        "page": Page(rows=tuple(range(50)), next="sau-day", previous="truoc-day"),
        "icons": sorted(icons.drawings()),
        "at": datetime(2026, 11, 27, 17, tzinfo=TIME_ZONE),
        "rows": (
            ("Cấp phép sử dụng tạm thời lòng đường, vỉa hè", "Phạm Văn Đượm"),
            ("Gia hạn giấy phép xây dựng", "Danh Thị Sà Ruône"),
        ),
    }
