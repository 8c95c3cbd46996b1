"""What the rooms above are told of a procedure's processes, and what they hand in to bring one into force."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.catalogue.facts.terms import StepTerms


class Misfit(StrEnum):
    """Why a process cannot be used under a published version."""

    TOO_LONG = "too_long"
    OTHER_CASES = "other_cases"

    @property
    def label(self) -> str:
        return {"too_long": "dài hơn thời hạn của bản ấy", "other_cases": "có bước cho trường hợp mà bản ấy không có"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFrame:
    """What a process of a procedure version must keep within."""

    procedure_id: int
    version_id: int
    code: str
    name: str
    short_name: str
    valid_from: date
    #: From then on another version holds, or none.
    valid_to: date | None
    limit: tuple[int, str] | None
    same_day: bool
    #: Working minutes that the limit holds at the least; None where no limit is published.
    allowed: int | None
    limits_by_case: bool
    cases: tuple[str, ...]
    levels: frozenset[str]
    ministry: str
    #: The agencies of the province in whose field it lies; none where the catalogue does not tell.
    in_charge: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessInForce:
    """A process with its steps and the agencies whose own it is (none: it is for all)."""

    process_id: int
    version_id: int
    number: int
    name: str
    status: str
    valid_from: date
    valid_to: date | None
    for_all: bool
    decision: str
    decided_on: date | None
    agency_ids: tuple[int, ...]
    steps: tuple[StepTerms, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """A process with the decision that approved it, to be put in force. Without agencies it is for all."""

    version_id: int
    name: str
    steps: tuple[StepTerms, ...]
    agency_ids: frozenset[int]
    valid_from: date
    decision: str
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PutInForce:
    """The process that was written; and the first day of a version known to come under which it does not go on, with why."""

    process_id: int
    stops_on: date | None = None
    misfit: Misfit | None = None
