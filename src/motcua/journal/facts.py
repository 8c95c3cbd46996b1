"""What passes the door of the journal."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

#: Text, whole numbers, booleans, null, lists and objects of these
Payload: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened, not yet written."""

    name: str
    #: What it happened to, "kind:id", e.g. "dossier:123"
    subject: str
    #: The label of who did it: "user:12", "system", "citizen"
    actor: str
    at: datetime
    #: No fractions (they do not come back the same), no personal data (the chain cannot forget)
    payload: Payload
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A fact as it stands in the journal."""

    #: Place in the whole journal: rises within a subject, has gaps where a transaction was given up
    seq: int
    #: Place in the chain of its subject: 1, 2, 3 without gaps
    position: int
    hash: bytes
    name: str
    subject: str
    actor: str
    at: datetime
    payload: Payload
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The seal of a day: whoever writes down its hash can prove later that nothing up to that day was touched."""

    day: date
    facts: int
    hash: bytes


class ProblemKind(StrEnum):
    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    SEAL = "seal"
    #: A chain of another length than its subject says
    CUT = "cut"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {
    ProblemKind.CHANGED: "bị sửa",
    ProblemKind.REMOVED: "bị xóa",
    ProblemKind.INSERTED: "bị chèn",
    ProblemKind.SEAL: "niêm phong sai",
    ProblemKind.CUT: "bị cắt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One trace of tampering, as precise as it can be named."""

    kind: ProblemKind
    #: Empty where only the seal remembers the fact
    subject: str = ""
    position: int | None = None
    seq: int | None = None
    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check of the journal found."""

    ok: bool
    facts: int
    chains: int
    seals: int
    #: The first thousand; `unlisted` counts the rest
    problems: tuple[Problem, ...]
    unlisted: int
    last_seal: Sealed | None
