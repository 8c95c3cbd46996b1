"""What is found and read of procedures, and what an import did."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from motcua.catalogue.facts.kinds import ChangeKind
from motcua.foundation.sheets.lines import LineRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFound:
    procedure_id: int
    version_id: int
    code: str
    name: str
    short_name: str
    field: str
    ministry: str
    levels: frozenset[str]
    detail: str
    offered: bool
    fileable: bool
    service_level: str
    limit: tuple[int, str] | None
    same_day: bool
    cutoff: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFound:
    name: str
    slug: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFact:
    version_id: int
    number: int
    valid_from: date
    valid_to: date | None
    detail: str
    decision: str
    source: str
    #: The decision that replaced or abolished it, and the codes that took its place
    ended_by: str = ""
    replaced_by: tuple[str, ...] = ()

    @property
    def never_in_force(self) -> bool:
        return self.valid_to is not None and self.valid_to <= self.valid_from

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    key: str
    icon: str
    title: str
    summary: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseComponent:
    """A paper that a database answers for: it may not be asked except where the law allows."""

    component: str
    database: str
    owner: str
    basis: str


@dataclass(slots=True, kw_only=True)
class ImportReport:
    source: str
    effective: date
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    processes: int = 0
    refused: list[LineRefused] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.new + self.changed + self.unchanged + len(self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionName:
    code: str
    name: str
    short_name: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fileable:
    """A procedure for which a dossier can be filed."""

    code: str
    field: str
    ministry: str
    levels: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFact:
    """A version that begins to hold, or one after which nothing follows."""

    code: str
    number: int
    kind: ChangeKind
    on: date
    name: str
    decision: str
    field: str
    #: When the decision behind it was approved; None: it was imported
    approved_at: datetime | None

    @property
    def key(self) -> str:
        """The same for ever."""
        return f"{self.code}/{self.number}/{'end' if self.kind is ChangeKind.ABOLISHED else 'begin'}"
