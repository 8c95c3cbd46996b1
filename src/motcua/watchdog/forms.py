"""Shape of what people say about an alarm."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Attend(forms.Form):
    """How an alarm is attended to."""

    use_required_attribute = False
    note = forms.CharField(
        label=_("Đang xử lý thế nào"), max_length=300, required=False,
        help_text=_("Một câu, ví dụ: đã trình lãnh đạo, chiều nay có kết quả. Trưởng đơn vị đọc được."),
        error_messages={"max_length": _("Ghi ngắn lại, nhiều nhất 300 chữ cái.")},
    )  # fmt: skip
