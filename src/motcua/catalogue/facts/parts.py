"""What the control office keeps beside the published text: parts and what is missing, papers' kinds and sources, fee rules."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.foundation.confidence import Confidence


class Part(StrEnum):
    """A part that makes up a procedure (Nghị định 63/2010/NĐ-CP Điều 8 khoản 2)."""

    NAME = "name"
    STEPS = "steps"
    MANNER = "manner"
    COMPONENTS = "components"
    TIME_LIMIT = "time_limit"
    APPLICANTS = "applicants"
    AGENCIES = "agencies"
    RESULTS = "results"
    REQUIREMENTS = "requirements"
    FEES = "fees"
    FORMS = "forms"
    LEGAL_BASES = "legal_bases"

    @property
    def label(self) -> str:
        return _PARTS[self]


_PARTS = {
    Part.NAME: "Tên thủ tục",
    Part.STEPS: "Trình tự thực hiện",
    Part.MANNER: "Cách thức thực hiện",
    Part.COMPONENTS: "Thành phần, số lượng hồ sơ",
    Part.TIME_LIMIT: "Thời hạn giải quyết",
    Part.APPLICANTS: "Đối tượng thực hiện",
    Part.AGENCIES: "Cơ quan thực hiện",
    Part.RESULTS: "Kết quả",
    Part.REQUIREMENTS: "Yêu cầu, điều kiện",
    Part.FEES: "Phí, lệ phí",
    Part.FORMS: "Mẫu đơn, tờ khai",
    Part.LEGAL_BASES: "Căn cứ pháp lý",
}


class Source(StrEnum):
    """Where a paper can be taken from instead of being asked again."""

    NONE = "none"
    RESULT = "result"
    DATABASE = "database"
    VAULT = "vault"

    @property
    def label(self) -> str:
        return _SOURCES[self]


_SOURCES = {
    Source.NONE: "Không lấy được ở đâu, người nộp phải mang",
    Source.RESULT: "Kết quả của thủ tục trước",
    Source.DATABASE: "Cơ sở dữ liệu",
    Source.VAULT: "Kho dữ liệu điện tử của tổ chức, cá nhân",
}


class Property(StrEnum):
    """What is kept of a procedure from a day on, beside its published text."""

    SERVICE_LEVEL = "service_level"
    PARTIAL_REASON = "partial_reason"
    RECEPTION = "reception"
    COMPETENT = "competent"
    ROUTE = "route"

    @property
    def label(self) -> str:
        return _PROPERTIES[self]


_PROPERTIES = {
    Property.SERVICE_LEVEL: "Mức dịch vụ công trực tuyến",
    Property.PARTIAL_REASON: "Lý do chưa toàn trình",
    Property.RECEPTION: "Nơi tiếp nhận",
    Property.COMPETENT: "Cơ quan giải quyết",
    Property.ROUTE: "Hệ thống giải quyết",
}


class DictionaryKind(StrEnum):
    FIELD = "field"
    PAPER = "paper"
    RESULT = "result"
    GROUP = "group"

    @property
    def label(self) -> str:
        return _DICTIONARIES[self]


_DICTIONARIES = {
    DictionaryKind.FIELD: "Lĩnh vực",
    DictionaryKind.PAPER: "Loại giấy tờ",
    DictionaryKind.RESULT: "Loại kết quả",
    DictionaryKind.GROUP: "Nhóm người được miễn, giảm",
}


class EditState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"waiting": "Chờ duyệt", "approved": "Đã duyệt", "refused": "Không duyệt", "withdrawn": "Đã rút"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """A procedure of which the law's parts are not all said."""

    code: str
    name: str
    #: Parts that every procedure has: what the quality index counts (criterion 1.3).
    missing: tuple[Part, ...]
    #: Parts that a procedure may lack: nothing is said of them.
    silent: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyFact:
    name: Property
    value: str
    valid_from: date
    valid_to: date | None
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFact:
    """One paper of a procedure as the control office knows it."""

    key: str
    name: str
    cases: tuple[str, ...]
    originals: int
    copies: int
    type_code: str
    type_name: str
    e_copy: bool | None
    source: Source
    #: The procedure or result code, or the database, that the paper comes from.
    source_name: str
    #: A database answers for it: it may be asked only for a reason that the law names.
    database: str
    basis: str
    confidence: Confidence | None

    @property
    def is_reusable(self) -> bool:
        return self.source is not Source.NONE or bool(self.database)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingReason:
    """Why a paper may be asked although a database has it."""

    code: str
    label: str
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRule:
    """A rule of fees: an amount in đồng, or a share in per cent of what would be due."""

    id: int
    codes: frozenset[str]
    field_slug: str
    channel: str
    group: str
    amount: int | None
    percent: int | None
    valid_from: date
    valid_to: date | None
    basis: str
    confidence: Confidence

    @property
    def is_general(self) -> bool:
        return not self.codes and not self.field_slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What somebody pays: đồng, or None where the published words leave it open; with the rules that say so."""

    amount: int | None
    #: Before any reduction
    full: int | None
    bases: tuple[str, ...]
    is_certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFact:
    kind: DictionaryKind
    code: str
    name: str
    #: Versions, papers or rules that use it today
    uses: int
    merged_into: str
    valid_to: date | None
    is_kept: bool
