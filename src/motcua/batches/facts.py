"""What a list of many dossiers is made of: how far it is, its lines, its columns."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class State(StrEnum):
    """How far a list is."""

    READING = "reading"
    REFUSED = "refused"
    COLUMNS = "columns"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    #: Given up before anything of it was filed.
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return _STATES[self][0]

    @property
    def hue(self) -> str:
        return _STATES[self][1]

    @property
    def icon(self) -> str:
        return _STATES[self][2]


_STATES = {
    State.READING: ("Đang đọc tệp", "song", "clock"),
    State.REFUSED: ("Không đọc được tệp", "gach", "alert"),
    State.COLUMNS: ("Chờ xác nhận cột", "lua", "hand"),
    State.CHECKING: ("Đang kiểm tra", "song", "clock"),
    State.CHECKED: ("Đã kiểm tra, chờ nộp", "lua", "hand"),
    State.RUNNING: ("Đang nộp", "song", "work"),
    State.PAUSED: ("Tạm dừng", "da", "pause"),
    State.DONE: ("Đã xong", "la", "done"),
    State.DROPPED: ("Đã bỏ, không nộp", "da", "no"),
}
#: The program is at work on it: a page looks again by itself.
BUSY = frozenset({State.READING, State.CHECKING, State.RUNNING})
#: Nothing is done with it any more.
OVER = frozenset({State.DONE, State.DROPPED})


class LineState(IntEnum):
    """What became of a line."""

    UNCHECKED = 0
    GOOD = 1
    WRONG = 2
    FILED = 3
    #: The same line, in this list or another, was a dossier before.
    BEFORE = 4
    LEFT_OUT = 5

    @property
    def label(self) -> str:
        return ("Chưa kiểm tra", "Đúng, chờ nộp", "Sai, phải sửa", "Đã nộp", "Đã nộp từ trước", "Bỏ, không nộp")[self.value]


class Part(StrEnum):
    """Which table of a list is taken away."""

    WRONG = "wrong"
    RESULT = "result"


class Handing(StrEnum):
    """Who files the dossiers of a list."""

    AUTHORITY = "authority"
    ASSISTED = "assisted"

    @property
    def label(self) -> str:
        return {
            "authority": "Tổ chức nộp theo ủy quyền cho từng người trong danh sách",
            "assisted": "Từng người nộp, một cửa giúp nộp (đã có sự đồng ý)",
        }[self.value]


class Column(StrEnum):
    """What a column of a list may hold."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CASE = "case"
    PAPERS = "papers"

    @property
    def label(self) -> str:
        return _COLUMNS[self][0]

    @property
    def hint(self) -> str:
        return _COLUMNS[self][1]


_COLUMNS = {
    Column.NAME: ("Họ và tên", "bắt buộc"),
    Column.ID_NUMBER: ("Số định danh", "12 số; định dạng cột là Văn bản để giữ số 0 ở đầu"),
    Column.PHONE: ("Điện thoại", "8 đến 15 chữ số; không có thì để trống"),
    Column.EMAIL: ("Thư điện tử", "viết như ten@coquan.vn; không có thì để trống"),
    Column.ADDRESS: ("Địa chỉ", "cần khi nhận kết quả qua bưu điện"),
    Column.CASE: ("Trường hợp", "theo thủ tục; thủ tục không chia trường hợp thì để trống"),
    Column.PAPERS: ("Giấy tờ đã nộp", "cách nhau bằng dấu chấm phẩy"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is common to every line of a list, as it is handed in."""

    procedure_code: str
    centre_id: int
    competent_id: int
    handing: Handing
    by_post: bool = False
    #: The organisation that files: only with authority.
    name: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    #: The paper that says that the persons of the list want it so.
    authority_paper: str = ""
    consent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing that is wrong in a line: the column, what, and how to mend it."""

    column: str
    said: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """A line as a page shows it."""

    number: int
    state: LineState
    cells: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    warnings: tuple[str, ...]
    code: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFact:
    """A list as it stands."""

    id: int
    name: str
    state: State
    procedure_code: str
    procedure: str
    centre_id: int
    centre: str
    filer: str
    handing: Handing
    made_at: datetime
    headings: tuple[str, ...]
    columns: dict[int, Column]
    counts: dict[LineState, int]
    started_at: datetime | None
    filed_seconds: float
    filed_here: int
    note: str
    is_wiped: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def filed(self) -> int:
        return self.counts.get(LineState.FILED, 0)

    @property
    def good(self) -> int:
        return self.counts.get(LineState.GOOD, 0)

    @property
    def wrong(self) -> int:
        return self.counts.get(LineState.WRONG, 0)

    @property
    def before(self) -> int:
        return self.counts.get(LineState.BEFORE, 0)

    @property
    def left_out(self) -> int:
        return self.counts.get(LineState.LEFT_OUT, 0)

    @property
    def rate(self) -> float:
        """Dossiers a second while it ran."""
        return self.filed_here / self.filed_seconds if self.filed_seconds else 0.0

    @property
    def share(self) -> int:
        """How many of a hundred are done, of those that can be."""
        able = self.filed + self.good
        return 100 * self.filed // able if able else 100
