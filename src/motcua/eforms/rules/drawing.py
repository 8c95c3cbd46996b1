"""What does the page of a form show for these answers: the sections, the fields, what was typed, what is wrong?

Fields that are not asked now stand on the page as well, hidden: a script shows them when their condition comes true, a page that is
sent again without scripts shows them too, and what was typed into them before is not lost. The check passes over them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.eforms.facts import Address, Field, Form, Kind, Prefill, Section, Surroundings, Wrong
from motcua.eforms.rules.checking import Answers
from motcua.eforms.rules.conditions import flat
from motcua.eforms.rules.posted import PARTS_OF_AN_ADDRESS, name_of
from motcua.eforms.rules.values import day_of, said_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One field as it stands on the page."""

    field: Field
    name: str
    id: str
    #: What stands in the input
    text: str
    #: What is chosen, of several; the parts of an address
    texts: Mapping[str, str]
    #: Whose record the value is from; then it is shown and not asked
    known: Prefill | None
    error: Wrong | None
    #: Its own condition does not hold: on the page, but hidden until it does. What a hidden group hides is hidden with it
    is_hidden: bool
    #: The input that its condition asks, for scripts; empty when there is no condition
    when: str
    #: Other fields come and go with this one
    decides: bool
    rows: tuple[tuple["Drawn", ...], ...] = ()
    fields: tuple["Drawn", ...] = ()

    @property
    def input_mode(self) -> str:
        return {Kind.DATE: "numeric", Kind.MONEY: "numeric", Kind.NUMBER: "decimal", Kind.IDENTITY: "numeric",
                Kind.ENTERPRISE: "numeric", Kind.PHONE: "tel", Kind.EMAIL: "email"}.get(self.field.kind, "text")  # fmt: skip

    @property
    def wanted(self) -> str:
        """The values that its condition asks for, as JSON; empty when being filled is enough."""
        condition = self.field.shown_when
        return json.dumps(condition.values, ensure_ascii=False) if condition and condition.values is not None else ""

    @property
    def is_full(self) -> bool:
        """No row can be added any more."""
        return len(self.rows) >= self.field.at_most

    @property
    def is_private(self) -> bool:
        """Not to be kept in the browser: counters share machines."""
        return self.field.kind is Kind.IDENTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The sections that have something to show, each with its fields."""

    sections: tuple[tuple[Section, tuple[Drawn, ...]], ...]
    #: What is wrong: the id of the input to go to, the section it stands in, the words
    errors: tuple[tuple[str, str, Wrong], ...]


def draw(form: Form, given: Mapping[str, Any], around: Surroundings, errors: tuple[Wrong, ...] = ()) -> Page:
    """The page for the answers so far. Basis: house choice."""
    pen = _Pen(form, given, around, errors)
    drawn = pen.fields(form.fields, ())
    sections = ((section, tuple(one for one in drawn if one.field.section == section.key)) for section in form.sections)
    names = {section.key: section.title for section in form.sections}
    titles = {field.key: names[field.section] for field in form.fields}
    return Page(
        sections=tuple((section, fields) for section, fields in sections if fields),
        errors=tuple((id_of(error.at), titles.get(str(error.at[0]), ""), error) for error in errors),
    )


def id_of(at: Address) -> str:
    """The id of the input at a place. Basis: house choice."""
    return "f-" + "-".join(map(str, at))


class _Pen:
    def __init__(self, form: Form, given: Mapping[str, Any], around: Surroundings, errors: tuple[Wrong, ...]) -> None:
        self._answers = Answers(form, given, around)
        self._errors = {error.at: error for error in reversed(errors)}
        self._asked = {field.shown_when.asks for field in flat(form.fields) if field.shown_when}

    def fields(self, fields: tuple[Field, ...], at: Address) -> tuple[Drawn, ...]:
        return tuple(self._draw(field, (*at, field.key)) for field in fields)

    def _draw(self, field: Field, at: Address) -> Drawn:
        raw, known = self._answers.raw(at), self._answers.known(field)
        said = raw if known is None else known
        return Drawn(
            field=field,
            name=name_of(at),
            id=id_of(at),
            text=typed(field, said),
            texts=_texts(field, said),
            known=field.prefill if known is not None else None,
            error=self._errors.get(at),
            is_hidden=field.shown_when is not None and not self._answers.is_shown(field, at),
            when=name_of(self._answers.asked_at(field, at)),
            decides=field.path in self._asked,
            rows=self._rows(field, at, raw) if field.kind is Kind.ROWS else (),
            fields=self.fields(field.fields, at) if field.kind is Kind.GROUP else (),
        )

    def _rows(self, field: Field, at: Address, raw: Any) -> tuple[tuple[Drawn, ...], ...]:
        """Never fewer than one: an empty place is an invitation."""
        count = len(raw) if isinstance(raw, list) else 0
        shown = min(max(count, field.fewest, 1), field.at_most)
        return tuple(self.fields(field.fields, (*at, number)) for number in range(shown))


def typed(field: Field, said: Any) -> str:
    """A value as one would type it: days as 05/11/2026, numbers as 1.250,5. Basis: house choice."""
    if said is None or isinstance(said, bool | list | Mapping):
        return "on" if said is True else ""
    if field.kind is Kind.DATE and (day := day_of(str(said))):
        return f"{day:%d/%m/%Y}"
    if isinstance(said, int | float):
        return said_number(Decimal(str(said)))
    return str(said)


def _texts(field: Field, said: Any) -> Mapping[str, str]:
    if field.kind is Kind.ADDRESS:
        return {part: str(said.get(part, "")) if isinstance(said, Mapping) else "" for part in PARTS_OF_AN_ADDRESS}
    if field.kind is Kind.CHECKBOXES and said is not None:
        return dict.fromkeys(map(str, said if isinstance(said, list) else [said]), "on")
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer to read over."""

    title: str
    text: str
    known: Prefill | None = None
    lines: tuple["Line", ...] = ()


def read_over(form: Form, values: Mapping[str, Any], around: Surroundings) -> tuple[tuple[Section, tuple[Line, ...]], ...]:
    """The checked values as they are read and printed, section by section. Basis: house choice."""
    answers = Answers(form, values, around)
    sections = (
        (section, tuple(line for field in form.fields if field.section == section.key for line in _lines(field, values, answers)))
        for section in form.sections
    )
    return tuple((section, lines) for section, lines in sections if lines)


def _lines(field: Field, values: Mapping[str, Any], answers: Answers) -> tuple[Line, ...]:
    if field.key not in values:
        return ()
    value = values[field.key]
    if field.kind is Kind.GROUP:
        return (Line(title=field.title, text="", lines=_inside(field, value, answers)),)
    if field.kind is Kind.ROWS:
        return tuple(
            Line(title=f"{field.title} ({number})", text="", lines=_inside(field, row, answers))
            for number, row in enumerate(value, 1)
        )
    known = field.prefill if answers.known(field) is not None else None
    return (Line(title=field.title, text=said_of(field, value), known=known),)


def _inside(field: Field, values: Mapping[str, Any], answers: Answers) -> tuple[Line, ...]:
    return tuple(line for inner in field.fields for line in _lines(inner, values, answers))


def said_of(field: Field, value: Any) -> str:
    """A value in words, for reading. Basis: house choice."""
    if value is True:
        return "Có"
    if field.kind is Kind.ADDRESS:
        return ", ".join(value[part] for part in ("detail", "commune", "province") if value.get(part))
    if field.kind is Kind.CHECKBOXES:
        return ", ".join(value)
    if field.kind is Kind.MONEY:
        return f"{typed(field, value)} đồng"
    return typed(field, value)
