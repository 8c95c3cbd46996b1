"""What this room knows of a process on its way: its steps, where it stands, what is wrong with it, who did what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    RECEIVE = "receive"
    EXAMINE = "examine"
    REVIEW = "review"
    SIGN = "sign"
    ISSUE = "issue"
    RETURN = "return"
    CONSULT = "consult"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    Kind.RECEIVE: "Tiếp nhận",
    Kind.EXAMINE: "Thẩm định",
    Kind.REVIEW: "Xem xét",
    Kind.SIGN: "Ký duyệt",
    Kind.ISSUE: "Phát hành",
    Kind.RETURN: "Trả kết quả",
    Kind.CONSULT: "Lấy ý kiến",
}


class Place(StrEnum):
    """Where a step is done, seen from a dossier."""

    CENTRE = "centre"
    COMPETENT = "competent"
    AGENCY = "agency"

    @property
    def label(self) -> str:
        return {"centre": "Trung tâm tiếp nhận", "competent": "Cơ quan giải quyết", "agency": "Cơ quan khác"}[self.value]


class Onward(StrEnum):
    """Where an outcome leads, when not to a step by its key."""

    NEXT = "next"
    SUPPLEMENT = "supplement"
    REFUSE = "refuse"
    END = "end"

    @property
    def label(self) -> str:
        return _ONWARD[self]


_ONWARD = {
    Onward.NEXT: "Sang bước tiếp theo",
    Onward.SUPPLEMENT: "Yêu cầu bổ sung hồ sơ",
    Onward.REFUSE: "Không giải quyết, trả hồ sơ",
    Onward.END: "Kết thúc",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way in which a step ends. `target`: the key of a step, or an `Onward`; empty while nobody chose."""

    label: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A row of the table of a process. Zero minutes, no role, no kind: nobody chose yet."""

    number: int
    key: str
    kind: str = ""
    name: str = ""
    role: str = ""
    place: str = Place.COMPETENT.value
    minutes: int = 0
    agency_id: int | None = None
    agency: str = ""
    work: str = ""
    document: str = ""
    #: Empty: in every case of the procedure.
    case: str = ""
    #: The key of the step during which a consultation runs.
    beside: str = ""
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a process must keep within: as much of the procedure as the rules ask for."""

    #: Working minutes that the legal limit holds; None where none is published.
    allowed: int | None
    cases: tuple[str, ...] = ()
    limits_by_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with a process, in which row. A warning stops nobody."""

    code: str
    vi: str
    en: str
    number: int = 0
    is_warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSum:
    """How long the steps of a case take together, against what the law allows."""

    case: str
    minutes: int
    allowed: int | None

    @property
    def is_too_long(self) -> bool:
        return self.allowed is not None and self.minutes > self.allowed

    @property
    def share(self) -> int:
        """Per cent of what is allowed, up to 100."""
        return min(100, 100 * self.minutes // self.allowed) if self.allowed else 0


class DraftState(StrEnum):
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    APPRAISED = "appraised"
    APPROVED = "approved"
    RETURNED = "returned"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return _STATES[self]

    @property
    def hue(self) -> str:
        return {"drafted": "song", "submitted": "cham", "appraised": "cham", "approved": "la", "returned": "lua"}.get(
            self.value, ""
        )

    @property
    def turn(self) -> str:
        """Whose turn it is."""
        return _TURNS.get(self, "")


_STATES = {
    DraftState.DRAFTED: "Đang soạn",
    DraftState.SUBMITTED: "Chờ thẩm định",
    DraftState.APPRAISED: "Chờ phê duyệt",
    DraftState.APPROVED: "Đã phê duyệt",
    DraftState.RETURNED: "Trả lại để sửa",
    DraftState.DROPPED: "Đã bỏ",
}
_TURNS = {
    DraftState.DRAFTED: "Người soạn",
    DraftState.RETURNED: "Người soạn",
    DraftState.SUBMITTED: "Kiểm soát thủ tục hành chính",
    DraftState.APPRAISED: "Người ghi quyết định phê duyệt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft in a list."""

    id: int
    code: str
    procedure: str
    name: str
    state: DraftState
    agency_id: int | None
    agencies: int
    changed_at: datetime
    #: Whether the draft itself may be read; else only the process that it became.
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A row of a draft's history."""

    number: int
    what: str
    by_id: int | None
    at: datetime
    note: str
    #: Values that belong to what was done, to be put into words when they are read.
    said: Mapping[str, Any]
    #: In Vietnamese and in English.
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRead:
    """A draft with all that its page shows."""

    id: int
    version_id: int
    code: str
    procedure: str
    name: str
    state: DraftState
    revision: int
    agency_id: int | None
    agency_ids: tuple[int, ...]
    steps: tuple[Step, ...]
    #: Labels, as the journal names actors.
    editors: frozenset[str]
    appraised_by: str
    return_note: str
    decision: str
    decided_on: date | None
    valid_from: date | None
    process_id: int | None
    source: str
    history: tuple[Event, ...] = field(default=())


#: What leads a draft on, as buttons say it.
MOVES = {
    "submit": "Trình thẩm định",
    "withdraw": "Rút về sửa tiếp",
    "appraise": "Thẩm định đạt",
    "return": "Trả lại để sửa",
    "send_back": "Không phê duyệt, trả lại",
    "approve": "Phê duyệt",
    "drop": "Bỏ dự thảo",
}
#: What was done with a draft, as its history says it.
EVENTS = {
    "started": "Bắt đầu soạn",
    "imported": "Nhập từ tệp",
    "copied": "Chép từ dự thảo khác",
    "saved": "Sửa",
    "agencies": "Chọn cơ quan áp dụng",
    "tried": "Thử quy trình",
    "submitted": "Trình thẩm định",
    "withdrawn": "Rút về sửa tiếp",
    "appraised": "Thẩm định đạt",
    "returned": "Trả lại để sửa",
    "sent_back": "Không phê duyệt, trả lại",
    "approved": "Phê duyệt",
    "dropped": "Bỏ dự thảo",
}
#: Words of a drawing that are no step's.
BEGINNING, OTHER_CASES = "Hồ sơ đến", "Trường hợp khác"
#: The end that a finished dossier comes to, and that of a branch of which nobody has said where it leads.
DONE, UNKNOWN = "done", "unknown"
END_NAMES = {
    DONE: "Kết thúc",
    Onward.END.value: "Kết thúc",
    Onward.REFUSE.value: "Trả hồ sơ",
    Onward.SUPPLEMENT.value: "Chờ bổ sung",
    UNKNOWN: "Chưa rõ",
}
