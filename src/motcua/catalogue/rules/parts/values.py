"""Which values may a property of a procedure take?"""

import re

from motcua.catalogue.facts import Property
from motcua.foundation.errors import Invalid

LEVELS = {"full": "Toàn trình", "partial": "Một phần", "information": "Cung cấp thông tin trực tuyến"}
#: Closed list: a procedure that is not fully online says why.
PARTIAL_REASONS = {
    "presence": "Pháp luật buộc người nộp có mặt",
    "field_check": "Phải kiểm tra, xác minh thực địa",
    "incident": "Sự cố kỹ thuật",
    "technical": "Vấn đề kỹ thuật khác chưa giải quyết được",
}
RECEPTIONS = {
    "none": "Chỉ nơi giải quyết",
    "province": "Mọi trung tâm trong tỉnh",
    "nationwide": "Mọi trung tâm trong cả nước",
}
COMPETENT = {
    "place": "Xã, phường, đặc khu nơi có việc",
    "level": "Cơ quan cùng cấp, cán bộ chọn khi tiếp nhận",
}
ROUTES = {"local": "Hệ thống của tỉnh"}
_MINISTRY = re.compile(r"^ministry:\S.{2,200}$")
_AGENCY = re.compile(r"^agency:\d{1,9}$")
_LISTS = {
    Property.SERVICE_LEVEL: LEVELS,
    Property.PARTIAL_REASON: PARTIAL_REASONS,
    Property.RECEPTION: RECEPTIONS,
    Property.COMPETENT: COMPETENT,
    Property.ROUTE: ROUTES,
}


class BadProperty(Invalid):
    code = "bad_property"
    vi = "«{value}» không phải một giá trị của «{property}». Chọn trong danh sách."
    en = "“{value}” is not a value of {property_en}. Choose one of the list."


def choices(name: Property) -> dict[str, str]:
    """The values of a property that stand in a list, with the words that people read.

    Basis: Nghị định 224/2026/NĐ-CP Điều 14 (levels and reasons), Nghị định 118/2025/NĐ-CP Điều 14 (reception), 224/2026 Điều 15 (route).
    """
    return _LISTS[name]


def require(name: Property, value: str) -> None:
    """Raises BadProperty when the value cannot be one.

    Basis: house choice (a closed list, or a named system or agency).
    """
    open_ended = (name is Property.ROUTE and _MINISTRY.match(value)) or (name is Property.COMPETENT and _AGENCY.match(value))
    if value not in _LISTS[name] and not open_ended:
        raise BadProperty(value=value[:60], property=name.label, property_en=name.value)


def words(name: Property, value: str) -> str:
    """The value as people read it; an agency's id stays for who knows agencies.

    Basis: house choice.
    """
    if name is Property.ROUTE and value.startswith("ministry:"):
        return value.removeprefix("ministry:")
    return _LISTS[name].get(value, value)
