"""Publication decisions: what they do, line by line, and how far they have come."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DecisionState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"draft": "Chờ duyệt", "approved": "Đã duyệt", "withdrawn": "Đã hủy"}[self.value]


class DecisionLevel(StrEnum):
    PROVINCE = "province"
    MINISTRY = "ministry"

    @property
    def label(self) -> str:
        return {"province": "Tỉnh", "ministry": "Bộ"}[self.value]


class Act(StrEnum):
    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"

    @property
    def label(self) -> str:
        return {"new": "Mới ban hành", "amended": "Sửa đổi, bổ sung", "replaced": "Thay thế", "abolished": "Bãi bỏ"}[self.value]


class ListedPart(StrEnum):
    """What a decision's list may say of a procedure."""

    NAME = "name"
    FIELD = "field"
    LIMIT = "limit"
    PLACE = "place"
    ONLINE = "online"
    AGENCY = "agency"
    FEE = "fee"
    BASIS = "basis"

    @property
    def label(self) -> str:
        return _LISTED[self]


_LISTED = {
    ListedPart.NAME: "Tên",
    ListedPart.FIELD: "Lĩnh vực",
    ListedPart.LIMIT: "Thời hạn",
    ListedPart.PLACE: "Địa điểm",
    ListedPart.ONLINE: "Mức dịch vụ công",
    ListedPart.AGENCY: "Cơ quan thực hiện",
    ListedPart.FEE: "Phí, lệ phí",
    ListedPart.BASIS: "Căn cứ pháp lý",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """A line of a decision's list, in its own words; empty: the list does not say."""

    number: int
    place: str
    place_en: str
    act: Act
    code: str
    name: str
    replaces: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    field: str = ""
    limit: str = ""
    where: str = ""
    #: A service level, or empty where the words name none
    online: str = ""
    agency: str = ""
    fee: str = ""
    basis: str = ""
    note: str = ""

    @property
    def said(self) -> tuple[object, ...]:
        """What the line says, wherever it stands."""
        return tuple(getattr(self, name) for name in self.__slots__ if name not in {"number", "place", "place_en", "levels"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRefused:
    """A row that cannot be taken: where it stands, why, and what to do."""

    place: str
    place_en: str
    code: str
    reason: str
    detail: str
    detail_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    part: ListedPart
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """What a person should know before approving; nothing is refused for it."""

    reason: str
    detail: str
    detail_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePreview:
    """What one line of a decision will change."""

    number: int
    place: str
    place_en: str
    act: Act
    code: str
    name: str
    replaces: tuple[str, ...]
    changes: tuple[PartChange, ...]
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAbout:
    """What a decision says of itself."""

    number: str
    issuer: str
    level: DecisionLevel
    title: str
    signed_on: date
    effective_on: date
    shortened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPreview:
    """What a decision will change, line by line, and every row for which it is refused."""

    about: DecisionAbout
    source: str
    lines: tuple[LinePreview, ...]
    refused: tuple[RowRefused, ...]
    #: The same file has been taken over before
    unchanged: bool = False
    decision_id: int | None = None
    state: DecisionState | None = None

    @property
    def counts(self) -> dict[Act, int]:
        return {act: sum(line.act is act for line in self.lines) for act in Act}
