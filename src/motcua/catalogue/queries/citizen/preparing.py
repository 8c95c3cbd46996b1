"""What a person has to bring: the questions of a procedure, and the papers that the answers leave."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.facts import Channel
from motcua.catalogue.queries import reading
from motcua.catalogue.queries.reading import Paper, ProcedureRead
from motcua.catalogue.rules import checklist
from motcua.catalogue.rules.checklist import Answers, Condition, Item
from motcua.catalogue.rules.parts import papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A paper on the list; `database`: an authority takes it from there itself, unless the data are missing or wrong."""

    paper: Paper
    database: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    heading: str
    papers: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the answer that was given: True, False, or None where it is not known."""

    condition: Condition
    answer: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    condition: Condition
    is_chosen: bool


MANY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    procedure: ProcedureRead
    choices: tuple[Choice, ...]
    #: How one may file, where that says which papers are needed, and how one will.
    ways: tuple[Channel, ...]
    way: Channel | None
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    #: On the list, and of how many in all
    count: int
    total: int

    @property
    def asks(self) -> bool:
        return bool(self.choices or self.ways or self.questions)

    @property
    def is_long(self) -> bool:
        """So long that nobody reads it before saying which case is theirs."""
        return bool(self.choices) and not any(choice.is_chosen for choice in self.choices) and self.count > MANY

    @property
    def is_answered(self) -> bool:
        return (
            any(choice.is_chosen for choice in self.choices)
            or bool(self.way)
            or any(one.answer is not None for one in self.questions)
        )


def preparation(
    code: str, on: date, *, chosen: Collection[str], said: Mapping[str, bool], way: Channel | None = None
) -> Preparation:
    """The questions of a procedure and the list that the answers leave. Raises UnknownProcedure, ProcedureNotInForce."""
    procedure = reading.procedure(code, on)
    held = [(case.name, paper) for case in procedure.papers for paper in case.papers]
    items = [Item(place=place, heading=heading, words=paper.name) for place, (heading, paper) in enumerate(held)]
    asked = checklist.questions(items, chosen)
    kept = checklist.needed(items, Answers(chosen=frozenset(chosen), said=said, way=way))
    sources = _sources(procedure, [paper.name for _, paper in held])
    groups: dict[str, list[Listed]] = {}
    for item in kept:
        groups.setdefault(item.heading, []).append(Listed(paper=held[item.place][1], database=sources.get(item.place, "")))
    return Preparation(
        procedure=procedure,
        choices=tuple(Choice(condition=one, is_chosen=one.key in chosen) for one in asked.choices),
        ways=asked.ways,
        way=way if way in asked.ways else None,
        questions=tuple(Question(condition=one, answer=said.get(one.key)) for one in asked.conditions),
        groups=tuple(Group(heading=heading, papers=tuple(rows)) for heading, rows in groups.items()),
        count=len(kept),
        total=len(items),
    )


def _sources(procedure: ProcedureRead, names: list[str]) -> dict[int, str]:
    """The database that answers for each paper by its place."""
    return {place: part.database for part in procedure.databases for place in papers.meant(part.component, names)}
