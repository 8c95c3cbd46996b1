"""Which values may a property of a procedure take?"""

import re
from dataclasses import dataclass

from motcua.catalogue.facts import Property, ServiceLevel
from motcua.foundation.errors import Invalid

LEVELS = {level.value: level.label for level in ServiceLevel if level}
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
_OPEN = re.compile(r"^(?:ministry:(?P<system>\S.{2,200})|agency:(?P<agency>[0-9]{1,9}))$")
_LISTS = {
    Property.SERVICE_LEVEL: LEVELS,
    Property.PARTIAL_REASON: PARTIAL_REASONS,
    Property.RECEPTION: RECEPTIONS,
    Property.COMPETENT: COMPETENT,
    Property.ROUTE: ROUTES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a property says: a value of its list, the system of a ministry by its name, or one agency of the province."""

    listed: str = ""
    system: str = ""
    agency_id: int | None = None

    @property
    def kept(self) -> str:
        """As one text: how it is stored, and how a change says it."""
        if self.agency_id is not None:
            return f"agency:{self.agency_id}"
        return f"ministry:{self.system}" if self.system else self.listed


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
    said = read(value)
    open_ended = (name is Property.ROUTE and said.system) or (name is Property.COMPETENT and said.agency_id is not None)
    if value not in _LISTS[name] and not open_ended:
        raise BadProperty(value=value[:60], property=name.label, property_en=name.value)


def read(kept: str) -> Value:
    """What a kept text says.

    Basis: house choice.
    """
    found = _OPEN.match(kept)
    if found is None:
        return Value(listed=kept)
    agency = found["agency"]
    return Value(system=found["system"] or "", agency_id=int(agency) if agency else None)


def words(name: Property, value: Value) -> str:
    """A value of a list, or a system, as people read it; an agency's name is for who knows agencies.

    Basis: house choice.
    """
    return value.system or _LISTS[name].get(value.listed, value.listed)
