"""What passes the door of this room: verifications with their records, drafts with their versions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """How something is verified."""

    SITE = "site"
    HEARING = "hearing"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"site": "Kiểm tra thực địa", "hearing": "Làm việc, đối thoại", "other": "Xác minh khác"}[self.value]


class Held(StrEnum):
    """What became of a verification."""

    PLANNED = "planned"
    HELD = "held"
    PUT_OFF = "put_off"

    @property
    def label(self) -> str:
        return {"planned": "Đã hẹn", "held": "Đã tiến hành", "put_off": "Đã hoãn"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When and where something is to be verified, and who is asked to come."""

    kind: Kind
    planned_at: datetime
    place: str
    asked: str = ""
    applicant_must: bool = False
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What was found: the record of a verification."""

    held_at: datetime
    attendees: str
    content: str
    conclusion: str
    applicant_came: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationShown:
    id: int
    dossier_id: int
    kind: Kind
    state: Held
    planned_at: datetime
    place: str
    asked: str
    applicant_must: bool
    purpose: str
    held_at: datetime | None
    attendees: str
    content: str
    conclusion: str
    applicant_came: bool
    reason: str
    planned_by: int | None
    recorded_by: int | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a version says."""

    title: str
    body: str
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    number: int
    title: str
    body: str
    remarks: str
    author_id: int | None
    at: datetime
    #: Of the version whose text was put back.
    restored: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShown:
    """A draft with its latest version."""

    id: int
    dossier_id: int
    latest: VersionShown
    approved: int | None
    approved_by: int | None
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a comparison: "+" came in, "-" went out, " " stayed."""

    sign: str
    text: str
