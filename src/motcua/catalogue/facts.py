"""What the catalogue tells others: terms of a procedure, what was found, what an import did."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from motcua.foundation.lines import LineRefused


class Level(StrEnum):
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LEVELS[self]


_LEVELS = {
    Level.MINISTRY: "Cấp bộ",
    Level.PROVINCE: "Cấp tỉnh",
    Level.DISTRICT: "Cấp huyện (đến 30/6/2025)",
    Level.COMMUNE: "Cấp xã",
    Level.OTHER: "Cơ quan khác",
}


class Channel(StrEnum):
    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"

    @property
    def label(self) -> str:
        return {"direct": "Trực tiếp", "online": "Trực tuyến", "postal": "Bưu chính công ích"}[self.value]


class LimitUnit(StrEnum):
    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"

    @property
    def label(self) -> str:
        return {"working_days": "ngày làm việc", "working_hours": "giờ làm việc", "calendar_days": "ngày", "months": "tháng"}[
            self.value
        ]


class ServiceLevel(StrEnum):
    UNKNOWN = ""
    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"

    @property
    def label(self) -> str:
        return {
            "": "Nguồn không ghi",
            "full": "Toàn trình",
            "partial": "Một phần",
            "information": "Cung cấp thông tin trực tuyến",
        }[self.value]


class Detail(StrEnum):
    FULL = "full"
    NAME_ONLY = "name_only"

    @property
    def label(self) -> str:
        return {"full": "Có nội dung", "name_only": "Mới có tên, chưa có nội dung"}[self.value]


class ProcessStatus(StrEnum):
    DERIVED = "derived"
    APPROVED = "approved"

    @property
    def label(self) -> str:
        return {"derived": "Suy ra từ thời hạn, chưa phê duyệt", "approved": "Đã phê duyệt"}[self.value]


class StepKind(StrEnum):
    RECEIVE = "receive"
    EXAMINE = "examine"
    REVIEW = "review"
    SIGN = "sign"
    ISSUE = "issue"
    RETURN = "return"


class Place(StrEnum):
    CENTRE = "centre"
    COMPETENT = "competent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentFact:
    case: str
    name: str
    originals: int
    copies: int
    has_form: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFact:
    """A fee as published. `amount` in đồng only where the words leave no doubt."""

    channel: str
    text: str
    amount: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTerms:
    number: int
    key: str
    name: str
    role: str
    place: str
    minutes: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalValue:
    """One dated rule of law that applies, with where it stands and how sure we are of it."""

    rule: str
    value: str
    basis: str
    confidence: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRules:
    """The rules of the clock for one procedure on one day. None: no rule in force says anything."""

    supplement_return_days: int | None
    supplement_restarts: bool
    supplement_requests_max: int | None
    close_unanswered_after_days: int | None
    extension_notice_days: int | None
    extensions_max: int | None
    notice_hours_online: int | None
    notice_days_counter: int | None
    boundary_start: str
    forward_cutoff: time | None
    sources: tuple[LegalValue, ...]

    def source_of(self, rule: str) -> LegalValue | None:
        return next((value for value in self.sources if value.rule == rule), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything about a procedure that a dossier is pinned to."""

    procedure_id: int
    version_id: int
    process_id: int
    code: str
    name: str
    short_name: str
    field: str
    limit: tuple[int, str] | None
    policy: str
    cutoff: time | None
    same_day: bool
    service_level: str
    boundary: str
    steps: tuple[StepTerms, ...]
    rules: ClockRules
    rules_on: date
    components: tuple[ComponentFact, ...]
    fees: tuple[FeeFact, ...]
    channels: frozenset[str]
    results: tuple[str, ...]
    levels: frozenset[str]
    process_status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFound:
    procedure_id: int
    version_id: int
    code: str
    name: str
    short_name: str
    field: str
    ministry: str
    levels: frozenset[str]
    detail: str
    offered: bool
    fileable: bool
    service_level: str
    limit: tuple[int, str] | None
    same_day: bool
    cutoff: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFound:
    name: str
    slug: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFact:
    version_id: int
    number: int
    valid_from: date
    valid_to: date | None
    detail: str
    decision: str
    source: str

    @property
    def never_in_force(self) -> bool:
        return self.valid_to is not None and self.valid_to <= self.valid_from


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    key: str
    icon: str
    title: str
    summary: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseComponent:
    """A paper that a database answers for: it may not be asked except where the law allows."""

    component: str
    database: str
    owner: str
    basis: str


@dataclass(slots=True, kw_only=True)
class ImportReport:
    source: str
    effective: date
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    processes: int = 0
    refused: list[LineRefused] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.new + self.changed + self.unchanged + len(self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionName:
    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fileable:
    """A procedure for which a dossier can be filed."""

    code: str
    field: str
    ministry: str
    levels: frozenset[str]
