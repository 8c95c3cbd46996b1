"""Changes of the catalogue as somebody asks for them: plain values, kept as they were asked until a second person decides."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, get_args

from motcua.catalogue.facts.parts import DictionaryKind, EditState, Property, Source
from motcua.foundation.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProperty:
    """A property of one procedure or of many, from a day on."""

    kind: ClassVar[str] = "set_property"
    codes: tuple[str, ...]
    name: Property
    value: str
    valid_from: date
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribePapers:
    """What kind of paper these are and where they can be taken from; each is named by its procedure and its key."""

    kind: ClassVar[str] = "describe_papers"
    papers: tuple[tuple[str, str], ...]
    type_code: str
    e_copy: bool | None
    source: Source
    source_name: str
    valid_from: date
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCharge:
    """A rule of fees for named procedures, a field, or all of them."""

    kind: ClassVar[str] = "set_charge"
    codes: tuple[str, ...]
    field_slug: str
    channel: str
    group: str
    amount: int | None
    percent: int | None
    valid_from: date
    valid_to: date | None
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCharge:
    kind: ClassVar[str] = "end_charge"
    charge_id: int
    valid_to: date
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterWord:
    """A new entry of a dictionary, or a new name for one that is there."""

    kind: ClassVar[str] = "enter_word"
    dictionary: DictionaryKind
    code: str
    name: str
    valid_from: date
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeWords:
    """Two entries that mean the same become one: `code` gives way to `into`."""

    kind: ClassVar[str] = "merge_words"
    dictionary: DictionaryKind
    code: str
    into: str
    valid_from: date
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndWord:
    kind: ClassVar[str] = "end_word"
    dictionary: DictionaryKind
    code: str
    valid_from: date
    basis: str


EditAsked = SetProperty | DescribePapers | SetCharge | EndCharge | EnterWord | MergeWords | EndWord
EDIT_KINDS: tuple[str, ...] = tuple(one.kind for one in get_args(EditAsked))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLine:
    """One thing that an edit would change."""

    subject: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFact:
    id: int
    asked: EditAsked
    #: The one thing that is changed, by its name; empty when it is many, or has none.
    thing: str
    state: EditState
    drafted_by: str
    drafted_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    lines: tuple[EditLine, ...]

    @property
    def kind(self) -> str:
        return self.asked.kind

    @property
    def first_day(self) -> date | None:
        return getattr(self.asked, "valid_from", None)

    @property
    def basis(self) -> str:
        return self.asked.basis
