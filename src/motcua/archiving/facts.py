"""What passes the door of this room: where a dossier stands in the archive, how long it is kept, packages."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.foundation.confidence import Confidence


class Track(StrEnum):
    """Where a dossier stands on its way into the archive: a track of its own beside the business state."""

    NOT_YET = "not_yet"
    CLOSING = "closing"
    LOCKED = "locked"
    HANDED_OVER = "handed_over"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        return _TRACKS[self][0]

    @property
    def hue(self) -> str:
        return _TRACKS[self][1]

    @property
    def icon(self) -> str:
        return _TRACKS[self][2]


_TRACKS = {
    Track.NOT_YET: ("Chưa tới lưu trữ", "da", "clock"),
    Track.CLOSING: ("Đang khóa sổ", "song", "inbox"),
    Track.LOCKED: ("Đã lưu", "la", "lock"),
    Track.HANDED_OVER: ("Đã giao nộp", "la", "box"),
    Track.EXPIRED: ("Đến hạn xét hủy", "lua", "hand"),
}


class Lack(StrEnum):
    """What is still owed before a dossier can be closed."""

    OPINION = "opinion"
    ALARM = "alarm"
    DOCUMENT = "document"
    FILE = "file"

    @property
    def label(self) -> str:
        return _LACKS[self]


_LACKS = {
    Lack.OPINION: "Còn ý kiến đã hỏi mà chưa trả lời",
    Lack.ALARM: "Còn cảnh báo chưa hết lý do",
    Lack.DOCUMENT: "Chưa cấp giấy, phiếu mà việc kết thúc hồ sơ phải có",
    Lack.FILE: "Kho tệp thiếu một tệp của hồ sơ",
}


class Progress(StrEnum):
    """How far a package is."""

    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"
    READY = "ready"
    HANDED_OVER = "handed_over"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        return _PROGRESS[self][0]

    @property
    def hue(self) -> str:
        return _PROGRESS[self][1]

    @property
    def icon(self) -> str:
        return _PROGRESS[self][2]


_PROGRESS = {
    Progress.WAITING: ("Chờ lập", "song", "clock"),
    Progress.RUNNING: ("Đang lập", "song", "work"),
    Progress.FAILED: ("Chưa lập được", "gach", "alert"),
    Progress.READY: ("Đã lập, chờ giao nộp", "lua", "box"),
    Progress.HANDED_OVER: ("Đã giao nộp", "la", "done"),
    Progress.DISCARDED: ("Đã bỏ", "da", "x"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long a dossier is kept by the rule of the day on which it was closed."""

    #: None: for ever.
    years: int | None
    rule: str
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A dossier in the archive."""

    id: int
    dossier_id: int
    code: str
    agency_id: int
    closed_on: date
    locked_at: datetime
    retention: Retention
    #: The first day on which it need not be kept; None: never comes.
    keep_until: date | None
    track: Track
    package_id: int | None
    procedure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What is handed over to the archive at once: the closed dossiers of an agency that ended in a year."""

    id: int
    agency_id: int
    year: int
    progress: Progress
    total: int
    done: int
    asked_at: datetime
    asked_by: int | None
    ready_at: datetime | None
    size: int
    sha256: str
    manifest_sha256: str
    problem: str
    handed_on: date | None
    receiver: str
    minutes_number: str

    @property
    def share(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_busy(self) -> bool:
        return self.progress in {Progress.WAITING, Progress.RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of a package against its manifest found."""

    files: int
    manifest_sha256: str
    #: Path and what is wrong with it: changed, missing, not_listed.
    wrong: tuple[tuple[str, str], ...]

    @property
    def is_whole(self) -> bool:
        return not self.wrong
