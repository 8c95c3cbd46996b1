"""What the watchdog tells: alarms, whom they were told to, and the measures by which they are raised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from motcua.foundation.dated import Dated


class Kind(StrEnum):
    """What an alarm is about, the most pressing first."""

    OVERDUE = "overdue"
    APOLOGY_OWED = "apology_owed"
    CONSULTATION_LATE = "consultation_late"
    NOTICE_OWED = "notice_owed"
    AT_RISK = "at_risk"
    DUE_SOON = "due_soon"
    SUPPLEMENT_LIMIT = "supplement_limit"
    NOT_PICKED_UP = "not_picked_up"

    @property
    def label(self) -> str:
        return _KINDS[self][0]

    @property
    def hue(self) -> str:
        return _KINDS[self][1]

    @property
    def icon(self) -> str:
        return _KINDS[self][2]

    @property
    def todo(self) -> str:
        """What whoever holds it can do."""
        return _KINDS[self][3]


_KINDS = {
    Kind.OVERDUE: ("Quá hạn", "gach", "late", "Giải quyết ngay; chưa xin lỗi thì xin lỗi và báo ngày dự kiến."),
    Kind.APOLOGY_OWED: ("Phải xin lỗi, gia hạn", "gach", "voice", "Không kịp hạn: trưởng đơn vị gửi văn bản xin lỗi và ngày hẹn mới."),
    Kind.CONSULTATION_LATE: ("Ý kiến trả lời trễ", "gach", "ask", "Trả lời ngay; cơ quan chủ trì báo người đứng đầu bộ phận một cửa."),
    Kind.NOTICE_OWED: ("Đến hạn báo thiếu sót", "lua", "inbox", "Tiếp nhận, hoặc báo một lần mọi chỗ thiếu, sai."),
    Kind.AT_RISK: ("Có nguy cơ quá hạn", "lua", "alert", "Làm bước này trước; không kịp thì báo trưởng đơn vị."),
    Kind.DUE_SOON: ("Sắp đến hạn", "lua", "clock", "Làm cho kịp hạn."),
    Kind.SUPPLEMENT_LIMIT: ("Sắp hết hạn trả để bổ sung", "lua", "undo", "Hồ sơ thiếu thì yêu cầu bổ sung trước hạn này."),
    Kind.NOT_PICKED_UP: ("Kết quả chưa ai nhận", "song", "box", "Nhắc người nộp đến nhận, hoặc hỏi cách gửi khác."),
}  # fmt: skip


class Level(StrEnum):
    """To whom an alarm is told: who holds the work, then who heads the unit."""

    PERSON = "person"
    HEAD = "head"

    @property
    def label(self) -> str:
        return {Level.PERSON: "Người giữ việc", Level.HEAD: "Trưởng đơn vị"}[self]


class Key(NamedTuple):
    """What makes an alarm this one and no other: raised once for each. A new due time is a new alarm."""

    kind: str
    dossier_id: int
    #: The consultation asked, where that is what is late.
    ref: int
    due_at: datetime


class Reason(NamedTuple):
    """Why an alarm is due now, and who holds what it is about."""

    key: Key
    agency_id: int
    role: str
    holder_id: int | None


class Work(NamedTuple):
    """What the house rules ask about a dossier in process. Times in working minutes of the agency that decides."""

    #: Below zero when overdue; None without a promise.
    minutes_left: int | None
    #: From the start of the clock to the due time.
    minutes_promised: int
    #: That its process still needs by the times of its steps.
    minutes_needed: int
    step_is_late: bool
    opinion_is_late: bool
    #: Working minutes until no new date can be given any more; None when none is left to give.
    minutes_to_apologise: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures of a day; minutes are working minutes."""

    due_soon_minutes: int
    due_soon_percent: int
    apology_lead_minutes: int
    notice_lead_minutes: int
    supplement_lead_minutes: int
    not_picked_up_days: int
    #: Unattended for so long, it is told to the head; a kind that is not there never is.
    to_head_after: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alarm was told to somebody, or to everybody in a role at an agency."""

    level: Level
    user_id: int | None
    role: str
    agency_id: int
    at: datetime
    #: The absent holder in whose place this one was told.
    instead_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmFact:
    """An alarm as it stands."""

    id: int
    kind: Kind
    dossier_id: int
    due_at: datetime
    agency_id: int
    role: str
    holder_id: int | None
    raised_at: datetime
    ended_at: datetime | None = None
    head_told_at: datetime | None = None
    head_agency_id: int | None = None
    attended_at: datetime | None = None
    attended_by: int | None = None
    note: str = ""
    is_seen: bool = False
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one look of the watchdog did."""

    raised: int = 0
    returned: int = 0
    ended: int = 0
    to_heads: int = 0
    handed_on: int = 0
    #: The server's clock stands before the last look: nothing was done.
    is_clock_back: bool = False
