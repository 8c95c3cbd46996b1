"""What passes the door: the nine indicators, points of a dossier, sums of a person or a unit, contested points."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum


class Indicator(IntEnum):
    """The nine indicators; their numbers are those of the text."""

    TIME = 1
    EACH_AGENCY = 2
    CONTACTS = 3
    AGENCIES = 4
    ONE_STOP = 5
    PUBLICATION = 6
    ATTITUDE = 7
    FEEDBACK = 8
    ONLINE = 9

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Indicator.TIME: "Thời gian giải quyết so với quy định",
    Indicator.EACH_AGENCY: "Thời gian của từng cơ quan, kể cả cơ quan phối hợp",
    Indicator.CONTACTS: "Số lần phải liên hệ để hoàn thiện hồ sơ",
    Indicator.AGENCIES: "Số cơ quan phải liên hệ",
    Indicator.ONE_STOP: "Giải quyết tại Bộ phận Một cửa",
    Indicator.PUBLICATION: "Công khai thủ tục hành chính",
    Indicator.ATTITUDE: "Thái độ",
    Indicator.FEEDBACK: "Xử lý phản ánh, kiến nghị",
    Indicator.ONLINE: "Dịch vụ công trực tuyến",
}
#: Given dossier by dossier, and to each official for theirs.
OF_A_DOSSIER = (Indicator.TIME, Indicator.EACH_AGENCY, Indicator.CONTACTS, Indicator.AGENCIES, Indicator.ATTITUDE)
#: What dossiers do not show of a unit: an inspection or a report says it.
BY_INSPECTION = (Indicator.ONE_STOP, Indicator.PUBLICATION, Indicator.FEEDBACK)
#: What may be found of these, for 2, 1 and 0 points; {percent} is a dated measure.
OUTCOMES = {
    Indicator.ONE_STOP: (
        "Giải quyết ngay tại Bộ phận Một cửa ít nhất {percent} % thủ tục của danh mục",
        "Tiếp nhận và trả kết quả toàn bộ tại Bộ phận Một cửa",
        "Chưa tiếp nhận và trả kết quả toàn bộ tại Bộ phận Một cửa",
    ),
    Indicator.PUBLICATION: (
        "Niêm yết tại nơi tiếp nhận và công khai điện tử",
        "Chỉ niêm yết, hoặc chỉ công khai điện tử",
        "Không công khai, công khai sai hoặc muộn",
    ),
    Indicator.FEEDBACK: (
        "Không có phản ánh, kiến nghị; hoặc toàn bộ được xử lý đúng hạn, không việc nào kéo dài",
        "Từ {percent} % được xử lý đúng hạn",
        "Dưới {percent} % được xử lý đúng hạn, hoặc có việc kéo dài",
    ),
}


class Verdict(StrEnum):
    """What became of a contested point."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return {"open": "Đang xem xét", "accepted": "Đã sửa điểm", "rejected": "Giữ nguyên điểm"}[self.value]


class Band(StrEnum):
    """How a unit is ranked, and how much of an official's duty is done."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    WEAK = "weak"
    FULL = "full"
    PART = "part"
    LITTLE = "little"

    @property
    def label(self) -> str:
        return _BANDS[self]


_BANDS = {
    Band.EXCELLENT: "Xuất sắc",
    Band.GOOD: "Tốt",
    Band.FAIR: "Khá",
    Band.AVERAGE: "Trung bình",
    Band.WEAK: "Yếu",
    Band.FULL: "Hoàn thành toàn bộ nhiệm vụ",
    Band.PART: "Hoàn thành từ 70 phần trăm trở lên",
    Band.LITTLE: "Hoàn thành dưới 70 phần trăm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A quarter or a year of the calendar: `start` is its first day, `end` the first day after it."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an inspection or a report found of an indicator, as it was entered."""

    id: int
    indicator: Indicator
    points: int
    found_on: date
    basis: str
    entered_by: int
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Points of one indicator that a person or a unit got in a period."""

    indicator: Indicator
    #: Dossiers with 0, 1 and 2 points; of an indicator of the whole unit nothing.
    counts: tuple[int, int, int] = (0, 0, 0)
    #: The mean over dossiers, or the unit's own points. None: no data, and `why` says so.
    points: Decimal | None = None
    why: str = ""
    #: Where the points are an inspection's or a report's.
    found: Found | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """A person's or a unit's indicators of a period."""

    period: Period
    given: tuple[Given, ...]
    #: What was decided here.
    dossiers: int
    total: Decimal | None
    #: The most that what has data could bring.
    most: int
    #: None while an indicator has no data.
    band: Band | None
    #: Dossiers that others decided and in which a unit had a part: an opinion, a step.
    parts: int = 0

    @property
    def missing(self) -> tuple[Indicator, ...]:
        """The indicators without data."""
        return tuple(one.indicator for one in self.given if one.points is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """The points of one dossier for one unit or one of its officials."""

    id: int
    dossier_id: int
    agency_id: int
    user_id: int | None
    finished_at: datetime
    points: tuple[int | None, ...]
    #: Indicators whose points were corrected.
    corrected: frozenset[Indicator]

    @property
    def given(self) -> tuple[tuple[Indicator, int | None], ...]:
        return tuple(zip(OF_A_DOSSIER, self.points, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestShown:
    id: int
    line: PointLine
    indicator: Indicator
    was: int | None
    wanted: int
    reason: str
    asked_by: int
    asked_at: datetime
    verdict: Verdict
    decided_by: int | None
    decided_at: datetime | None
    decision: str
