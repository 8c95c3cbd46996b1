"""What passes the door of the room: blocks of codes, what became of each, what was handed in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CodeState(StrEnum):
    """What became of a held code."""

    HELD = "held"
    USED = "used"
    FREE = "free"
    BACK = "back"
    UNUSED = "unused"

    @property
    def label(self) -> str:
        return _LABELS[self][0]

    @property
    def hue(self) -> str:
        return _LABELS[self][1]


_LABELS = {
    CodeState.HELD: ("Đang giữ", "cham"),
    CodeState.USED: ("Đã dùng", "la"),
    CodeState.FREE: ("Đã trả, chờ giữ lại", "song"),
    CodeState.BACK: ("Đã trả về sổ", "da"),
    CodeState.UNUSED: ("Không dùng", "da"),
}


class Doubt(StrEnum):
    """Why the time on a receipt must be looked at again."""

    FUTURE = "future"
    BEFORE_HELD = "before_held"
    OTHER_DAY = "other_day"
    TOO_OLD = "too_old"

    @property
    def label(self) -> str:
        return _DOUBTS[self]


_DOUBTS = {
    Doubt.FUTURE: "Giờ nhận sau giờ của máy chủ",
    Doubt.BEFORE_HELD: "Giờ nhận trước lúc giữ mã",
    Doubt.OTHER_DAY: "Ngày nhận khác ngày của mã",
    Doubt.TOO_OLD: "Gửi quá muộn so với giờ nhận",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What holds on a day (data/limits.csv)."""

    codes_per_block: int
    codes_open_most: int
    arrive_within_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFact:
    """Codes held by one official on one device for one day."""

    id: int
    centre_id: int
    user_id: int
    device: str
    day: date
    held_at: datetime
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One held code in the register."""

    id: int
    code: str
    state: CodeState
    who: str
    held_at: datetime
    received_at: datetime | None
    arrived_at: datetime | None
    due_at: datetime | None
    #: What the receipt promised, where that is not what was counted.
    promised_otherwise: datetime | None
    reason: str
    #: The block may still be closed by hand.
    block_id: int
    in_review: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a dossier that was handed in."""

    code: str
    #: "filed", "repeated" or "review".
    became: str
    due_at: datetime | None = None
    doubt: Doubt | None = None
    #: The receipt promised another due time.
    is_due_otherwise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """A dossier whose time somebody looks at again."""

    id: int
    code: str
    doubt: Doubt
    stated_at: datetime
    arrived_at: datetime
    held_at: datetime
    who: str
    centre_id: int
    day: date
