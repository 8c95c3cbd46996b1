"""What passes the door of the electronic forms: kinds of fields, sources, states, and a form as it is read from its document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from motcua.foundation.sheets.lines import LineRefused

#: Where a field stands: the keys that lead to it, with the number of the row inside repeated groups.
Address: TypeAlias = tuple[str | int, ...]
#: What a condition asks for, as JSON writes it
Scalar: TypeAlias = str | int | bool


class Kind(StrEnum):
    """What a field takes in. The document says it in the keyword `widget`."""

    TEXT = "text"
    LONG_TEXT = "textarea"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    SELECT = "select"
    RADIO = "radio"
    CHECKBOX = "checkbox"
    CHECKBOXES = "checkboxes"
    IDENTITY = "identity"
    ENTERPRISE = "enterprise"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    GROUP = "group"
    ROWS = "rows"

    @property
    def label(self) -> str:
        return _KINDS[self]

    @property
    def has_choices(self) -> bool:
        return self in {Kind.SELECT, Kind.RADIO, Kind.CHECKBOXES}

    @property
    def has_fields(self) -> bool:
        return self in {Kind.GROUP, Kind.ROWS}


_KINDS = {
    Kind.TEXT: "Chữ, một dòng",
    Kind.LONG_TEXT: "Chữ, nhiều dòng",
    Kind.DATE: "Ngày",
    Kind.NUMBER: "Số",
    Kind.MONEY: "Số tiền (đồng)",
    Kind.SELECT: "Chọn một, danh sách thả xuống",
    Kind.RADIO: "Chọn một, các ô tròn",
    Kind.CHECKBOX: "Đánh dấu có hoặc không",
    Kind.CHECKBOXES: "Chọn nhiều",
    Kind.IDENTITY: "Số định danh cá nhân (12 số)",
    Kind.ENTERPRISE: "Mã số doanh nghiệp, hộ kinh doanh (10 số)",
    Kind.PHONE: "Số điện thoại",
    Kind.EMAIL: "Thư điện tử",
    Kind.ADDRESS: "Địa chỉ hai cấp (tỉnh, xã)",
    Kind.GROUP: "Nhóm câu hỏi",
    Kind.ROWS: "Nhóm lặp lại nhiều dòng",
}


class Width(StrEnum):
    FULL = "full"
    HALF = "half"

    @property
    def label(self) -> str:
        return {"full": "Cả dòng", "half": "Nửa dòng"}[self.value]


class Prefill(StrEnum):
    """A value that the state may know already, named the same in every form."""

    FULL_NAME = "applicant.full_name"
    ID_NUMBER = "applicant.id_number"
    BIRTH_DATE = "applicant.birth_date"
    GENDER = "applicant.gender"
    ETHNICITY = "applicant.ethnicity"
    NATIONALITY = "applicant.nationality"
    ADDRESS = "applicant.address"
    PHONE = "applicant.phone"
    EMAIL = "applicant.email"
    MARITAL_STATUS = "applicant.marital_status"
    ENTERPRISE_CODE = "enterprise.code"
    ENTERPRISE_NAME = "enterprise.name"
    ENTERPRISE_ADDRESS = "enterprise.address"
    LAND_CERTIFICATE = "land.certificate_number"
    LAND_PARCEL = "land.parcel"

    @property
    def label(self) -> str:
        return _PREFILLS[self][0]

    @property
    def source(self) -> str:
        """Whose record it is taken from."""
        return _PREFILLS[self][1]


_POPULATION = "Cơ sở dữ liệu quốc gia về dân cư"
_ACCOUNT = "Tài khoản của bạn trên Cổng Dịch vụ công quốc gia"
_BUSINESS = "Cơ sở dữ liệu về đăng ký kinh doanh"
_LAND = "Cơ sở dữ liệu quốc gia về đất đai"
_PREFILLS = {
    Prefill.FULL_NAME: ("Họ, chữ đệm, tên người nộp", _POPULATION),
    Prefill.ID_NUMBER: ("Số định danh cá nhân người nộp", _POPULATION),
    Prefill.BIRTH_DATE: ("Ngày sinh người nộp", _POPULATION),
    Prefill.GENDER: ("Giới tính người nộp", _POPULATION),
    Prefill.ETHNICITY: ("Dân tộc người nộp", _POPULATION),
    Prefill.NATIONALITY: ("Quốc tịch người nộp", _POPULATION),
    Prefill.ADDRESS: ("Nơi cư trú người nộp", _POPULATION),
    Prefill.PHONE: ("Điện thoại người nộp", _ACCOUNT),
    Prefill.EMAIL: ("Thư điện tử người nộp", _ACCOUNT),
    Prefill.MARITAL_STATUS: ("Tình trạng hôn nhân người nộp", "Cơ sở dữ liệu hộ tịch điện tử"),
    Prefill.ENTERPRISE_CODE: ("Mã số doanh nghiệp, hộ kinh doanh", _BUSINESS),
    Prefill.ENTERPRISE_NAME: ("Tên doanh nghiệp, hộ kinh doanh", _BUSINESS),
    Prefill.ENTERPRISE_ADDRESS: ("Trụ sở doanh nghiệp, hộ kinh doanh", _BUSINESS),
    Prefill.LAND_CERTIFICATE: ("Số phát hành Giấy chứng nhận", _LAND),
    Prefill.LAND_PARCEL: ("Thửa đất, tờ bản đồ", _LAND),
}


class State(StrEnum):
    """How far a version of a form has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"draft": "Bản nháp", "approved": "Đã duyệt", "withdrawn": "Đã rút mẫu"}[self.value]

    @property
    def hue(self) -> str:
        return {"draft": "lua", "approved": "la", "withdrawn": "da"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a field is shown: another field has one of these values, or has any value at all."""

    #: The field asked, as a path through the form without rows
    asks: tuple[str, ...]
    #: None: being filled is enough
    values: tuple[Scalar, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form, or a group of them."""

    path: tuple[str, ...]
    title: str
    kind: Kind
    #: Must be answered whenever it is shown
    required: bool
    section: str
    order: int
    width: Width
    help: str
    prefill: Prefill | None
    shown_when: Condition | None
    choices: tuple[str, ...]
    least: Decimal | None
    most: Decimal | None
    is_whole: bool
    shortest: int
    longest: int
    pattern: str
    pattern_help: str
    not_before: str
    not_after: str
    fewest: int
    at_most: int
    fields: tuple["Field", ...]

    @property
    def key(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str
    title: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as its document says it."""

    title: str
    help: str
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong in a document, and where (JSON pointer)."""

    pointer: str
    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What must be put right in the answers, and where."""

    at: Address
    code: str
    vi: str
    en: str

    @property
    def pointer(self) -> str:
        return "".join(f"/{part}" for part in self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Answers after the check: the values that may go on, in the order of the form, and what is wrong."""

    values: dict[str, Any]
    errors: tuple[Wrong, ...]

    @property
    def ok(self) -> bool:
        return not self.errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the world outside the form says: the day, the places of the province, what the state knows of the applicant."""

    today: date
    #: Province to its communes; a province without a list takes any name
    places: Mapping[str, frozenset[str]]
    known: Mapping[Prefill, Any]


@dataclass(slots=True, kw_only=True)
class FormsLoaded:
    """What an import of forms did; a second run changes nothing."""

    source: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    #: Procedures that a form is for and the catalogue does not have in force: "form: code"
    not_pinned: list[str] = field(default_factory=list)
    refused: list[LineRefused] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.new + self.changed + self.unchanged + len(self.refused)
