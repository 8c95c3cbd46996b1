"""What passes the door of this room: the kinds of documents, one that was issued, a register that was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The documents that the law owes, in the order of their forms."""

    RECEIPT = "receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL_SHEET = "control_sheet"
    REGISTER = "register"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_for_applicant(self) -> bool:
        return self not in {Kind.CONTROL_SHEET, Kind.REGISTER}


_LABELS = {
    Kind.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    Kind.SUPPLEMENT_REQUEST: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    Kind.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    Kind.APOLOGY: "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    Kind.STOP_NOTICE: "Thông báo dừng giải quyết hồ sơ",
    Kind.CONTROL_SHEET: "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    Kind.REGISTER: "Sổ theo dõi hồ sơ",
}

#: What a document says, beside its number and its heading: texts, lists and mappings of texts.
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A document still without its number: of what, because of what, and what it says."""

    subject: str
    fact: str
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a set, as the law has it from a day on."""

    form_set: str
    kind: Kind
    #: "centre": only where a service centre issues it; empty: anybody else.
    receiver: str
    #: As the circular numbers it.
    form: str
    #: What stands behind the stroke of a number.
    symbol: str
    #: The folder of templates that prints it.
    templates: str
    valid_from: date
    valid_to: date | None
    basis: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A document that has its number. `number` is as it is written: 07/TTPVHCC."""

    id: int
    kind: Kind
    number: str
    agency_id: int
    subject: str
    form_set: str
    form: str
    issued_at: datetime
    issued_by: int | None
    #: False while what it tells still goes on (a control sheet of an open dossier): it is printed as of now.
    is_final: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF that was asked for. `is_kept`: the same bytes will be given for ever."""

    document: Issued
    pdf: bytes
    sha256: str
    is_kept: bool


class Sheet(StrEnum):
    """As what a register is written."""

    XLSX = "xlsx"
    PDF = "pdf"


class Progress(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"waiting": "Đang chờ", "running": "Đang lập", "ready": "Đã xong", "failed": "Không lập được"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAsked:
    """Which register: of an agency, of a field or all of them (empty), for a period of whole days."""

    agency_id: int
    field: str
    first: date
    last: date
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A register that somebody asked for, as far as it has come."""

    id: int
    asked: RegisterAsked
    number: str
    asked_by: int
    asked_at: datetime
    progress: Progress
    rows: int
    done: int
    finished_at: datetime | None
    size: int
    sha256: str

    @property
    def percent(self) -> int:
        return 100 if self.progress is Progress.READY else 100 * self.done // self.rows if self.rows else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One dossier in the register."""

    code: str
    procedure: str
    person: str
    contact: str
    agency: str
    received_at: datetime
    due_at: datetime | None
    returned_at: datetime | None
    way: str
