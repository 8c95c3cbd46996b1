"""What passes within this room: columns to choose, what somebody wants to see, filters that are kept."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Column(StrEnum):
    """What stands beside the subject of a line."""

    STATE = "trang-thai"
    OWNERS = "thoi-gian"
    DUE = "han"
    HOLDER = "nguoi-giu"
    STEP_DUE = "han-buoc"
    FILED = "ngay-nop"
    ACCEPTED = "tiep-nhan"
    CHANNEL = "hinh-thuc"
    CENTRE = "noi-nhan"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Column.STATE: "Trạng thái, bước",
    Column.OWNERS: "Thời gian thuộc về ai",
    Column.DUE: "Hạn",
    Column.HOLDER: "Người giữ",
    Column.STEP_DUE: "Hạn của bước",
    Column.FILED: "Nộp lúc",
    Column.ACCEPTED: "Tiếp nhận lúc",
    Column.CHANNEL: "Hình thức nộp",
    Column.CENTRE: "Nơi tiếp nhận",
}
USUAL = (Column.STATE, Column.OWNERS, Column.DUE)
#: More of them no screen shows without scrolling.
MOST_COLUMNS = 6
#: Moves that may be made on many at once, because what they ask for can be the same for all.
MANY = ("accept", "forward", "assign", "complete_step", "return_step", "finish", "extend")
#: Dossiers moved in one go.
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A list and what it is narrowed to, as an address or a kept filter has it."""

    #: The name of a list (dossiers.Filter).
    which: str
    words: str = ""
    procedure_id: int | None = None
    step: str = ""
    #: Due within so many days, today being 0.
    days: int | None = None
    assignee_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Somebody of a unit who is away, and what lies with them meanwhile."""

    user_id: int
    name: str
    roles: tuple[str, ...]
    agency_ids: tuple[int, ...]
    back_on: date | None
    deputy: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFilter:
    id: int
    name: str
    wanted: Wanted
    is_mine: bool
    #: The unit that it is shared with.
    agency_id: int | None
