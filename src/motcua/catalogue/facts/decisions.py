"""Publication decisions: what they do, line by line, and how far they have come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DecisionState(StrEnum):
    #: Not signed yet: without its day of signing, often without its number
    DRAFT = "draft"
    SIGNED = "signed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"draft": "Dự thảo", "signed": "Đã ký, chờ duyệt", "approved": "Đã duyệt", "withdrawn": "Đã hủy"}[self.value]


#: What changes nothing yet, and may still be given up.
OPEN = frozenset({DecisionState.DRAFT, DecisionState.SIGNED})


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
    #: The procedure's name as the row gives it
    name: str = ""


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
    #: Of an approved decision: the number of the version that it made, or ended
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAbout:
    """What a decision says of itself."""

    #: Empty, and None: not known before it is signed
    number: str
    issuer: str
    level: DecisionLevel
    title: str
    signed_on: date | None
    #: None in a preview only: what is kept says its day
    effective_on: date | None
    shortened: bool = False
    #: The day of effect of the legal documents for which it publishes; None: not said
    law_effective_on: date | None = None

    @property
    def clock_day(self) -> date | None:
        """The day before which the law wants it signed: that of the documents, or its own where theirs is not said."""
        return self.law_effective_on or self.effective_on

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be said before the decision can change anything."""
        return tuple(name for name in ("number", "signed_on", "effective_on") if not getattr(self, name))


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


class Fault(StrEnum):
    """Whose fault it is that a decision was signed or posted too late."""

    NOBODY = "nobody"
    ISSUER = "issuer"
    MINISTRY = "ministry"

    @property
    def label(self) -> str:
        return {"nobody": "Đúng hạn", "issuer": "Nơi ban hành chậm", "ministry": "Do bộ công bố chậm, có chứng cứ"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The ministry's decision that a province follows, and what proves when it came."""

    number: str
    signed_on: date
    received_on: date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How a decision kept to the publication clock on a day. Days late are calendar days; None: the law says no day."""

    sign_by: date | None
    sign_late: int
    sign_fault: Fault
    sign_basis: str
    post_by: date | None
    #: Counted up to the day of posting, or up to the day asked about
    post_late: int
    post_basis: str
    #: As the national portal counts for criteria 1.1 and 1.2; None: it has no rule for this one
    portal_signed_in_time: bool | None
    portal_posted_in_time: bool | None

    @property
    def is_late(self) -> bool:
        return bool(self.sign_late or self.post_late)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact:
    """A decision as it is kept, and how it kept to the clock."""

    id: int
    about: DecisionAbout
    state: DecisionState
    source: str
    drafted_by: str
    drafted_at: datetime
    #: Who said number and day of signing of what came as a draft
    signed_in_by: str
    signed_in_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    #: Why it was undone after its approval
    undo_reason: str
    posted_on: date | None
    cause: Cause | None
    lines: int
    timing: Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class InForceFact:
    """A procedure in force on a day, and the decision that made it so."""

    code: str
    name: str
    field: str
    levels: tuple[str, ...]
    detail: str
    offered: bool
    service_level: str
    limit: tuple[int, str] | None
    valid_from: date
    valid_to: date | None
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFact:
    """One procedure in one decision, as criteria 1.1 and 1.2 of the quality index count it."""

    decision: str
    code: str
    act: Act
    signed_on: date
    effective_on: date
    posted_on: date | None
    timing: Timing
