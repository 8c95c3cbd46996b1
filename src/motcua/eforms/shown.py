"""What the queries tell of forms: one to fill in, a list to keep in order, a version to work on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.eforms.facts import State
from motcua.foundation.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFound:
    """A form to be filled in for a procedure on a day."""

    version_id: int
    form_code: str
    name: str
    number: int
    procedure_code: str
    procedure_name: str
    procedure_version_id: int
    case: str
    document: dict[str, Any]
    digest: str
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDoor:
    """A form as the page of its procedure names it."""

    code: str
    name: str
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A form version stands with a version of a procedure."""

    use_id: int
    procedure_code: str
    procedure_name: str
    procedure_version_id: int
    case: str
    #: The version of the procedure in force today; None when it is in force no more.
    current_version_id: int | None
    #: The same form version stands with the version in force as well.
    is_followed: bool
    #: The form of somebody else in use for the same case: a draft is not approved beside it.
    taken_by: str = ""

    @property
    def is_stale(self) -> bool:
        return self.current_version_id != self.procedure_version_id and not self.is_followed


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    version_id: int
    form_id: int
    form_code: str
    name: str
    number: int
    state: State
    revision: int
    valid_from: date | None
    valid_to: date | None
    basis: str
    confidence: Confidence
    drafted_by: tuple[str, ...]
    drafted_at: datetime
    approved_by: str
    approved_at: datetime | None
    pins: tuple[Pin, ...]

    def is_in_force(self, on: date) -> bool:
        return self.state is not State.DRAFT and self.valid_from is not None and self.valid_from <= on and (self.valid_to is None or on < self.valid_to)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """A form with its versions, newest first."""

    form_id: int
    code: str
    name: str
    versions: tuple[VersionShown, ...]

    @property
    def newest(self) -> VersionShown:
        return self.versions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCounts:
    forms: int
    drafts: int
    to_pin: int
