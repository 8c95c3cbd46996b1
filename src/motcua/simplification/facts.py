"""What passes the door of the review: kinds and states of proposals, activities, costs."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from motcua.foundation.confidence import Confidence


class Kind(StrEnum):
    """What a proposal wants of a procedure."""

    CUT_PAPER = "cut_paper"
    CUT_TIME = "cut_time"
    CUT_COST = "cut_cost"
    SIMPLER_FORM = "simpler_form"
    ONLINE = "online"
    MERGE = "merge"
    DELEGATE = "delegate"
    ABOLISH = "abolish"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    Kind.CUT_PAPER: "Cắt giảm giấy tờ",
    Kind.CUT_TIME: "Cắt giảm thời gian",
    Kind.CUT_COST: "Cắt giảm phí, lệ phí, chi phí",
    Kind.SIMPLER_FORM: "Đơn giản hóa mẫu đơn, tờ khai",
    Kind.ONLINE: "Chuyển sang trực tuyến",
    Kind.MERGE: "Ghép với thủ tục khác",
    Kind.DELEGATE: "Phân cấp, ủy quyền giải quyết",
    Kind.ABOLISH: "Bãi bỏ thủ tục",
}


class State(StrEnum):
    """How far a proposal has come."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CARRIED_OUT = "carried_out"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _STATES[self]

    @property
    def hue(self) -> str:
        return {"proposed": "lua", "accepted": "song", "carried_out": "la", "rejected": "da", "withdrawn": "da"}[self.value]


_STATES = {
    State.PROPOSED: "Chờ xem xét",
    State.ACCEPTED: "Đã chấp nhận, chờ quyết định công bố",
    State.CARRIED_OUT: "Đã công bố",
    State.REJECTED: "Không chấp nhận",
    State.WITHDRAWN: "Đã rút đề xuất",
}


class Work(StrEnum):
    """The parts of following a procedure, as the table of the official method lists them."""

    PREPARE = "prepare"
    SUBMIT = "submit"
    PAY = "pay"
    INSPECTION = "inspection"
    OTHER = "other"
    RECEIVE = "receive"

    @property
    def label(self) -> str:
        return _WORKS[self]


_WORKS = {
    Work.PREPARE: "Chuẩn bị hồ sơ",
    Work.SUBMIT: "Nộp hồ sơ",
    Work.PAY: "Nộp phí, lệ phí",
    Work.INSPECTION: "Phục vụ kiểm tra, đánh giá của cơ quan",
    Work.OTHER: "Công việc khác",
    Work.RECEIVE: "Nhận kết quả",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What one activity takes: hours of work and of the way, and đồng paid directly."""

    hours: Decimal = Decimal(0)
    #: Advice and services bought
    service: int = 0
    #: Fee and charge of the procedure
    fee: int = 0
    #: Printing, travel, photographs and whatever else
    other: int = 0

    @property
    def direct(self) -> int:
        """What is paid, without the time."""
        return self.service + self.fee + self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One thing to do, as it is and as it would be."""

    work: Work
    name: str
    now: Effort
    then: Effort


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often a procedure is followed: times a year of one, and how many do."""

    times: Decimal
    people: int

    @property
    def cases(self) -> Decimal:
        return self.times * self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class HourPrice:
    """What an hour of somebody costs, in đồng, from a day on."""

    valid_from: date
    amount: int
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPrice:
    """A price of an hour that somebody entered and nobody has approved yet."""

    id: int
    price: HourPrice
    entered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What an activity costs once, now and then."""

    activity: Activity
    now: int
    then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a procedure costs those who follow it, now and under the proposal: once, and in a year."""

    lines: tuple[Line, ...]
    once_now: int
    once_then: int
    year_now: int
    year_then: int

    @property
    def saved(self) -> int:
        return self.year_now - self.year_then


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal as it is read."""

    id: int
    procedure_version_id: int
    procedure_code: str
    procedure_name: str
    #: The procedure has another version in force by now, or none.
    is_outdated: bool
    agency_id: int
    agency_name: str
    kind: Kind
    title: str
    reason: str
    state: State
    revision: int
    proposed_by: tuple[str, ...]
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    #: Number and day of the publication decision that carries it out
    publication: str
    published_on: date | None
    price: HourPrice
    now: Frequency
    then: Frequency
    frequency_basis: str
    frequency_confidence: Confidence
    activities: tuple[Activity, ...]
    cost: Cost
