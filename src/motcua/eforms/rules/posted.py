"""How do the inputs of a page become answers, and answers inputs again?

An input is called by its place, with dots: `children.0.name`. How many rows a page shows it says itself, in `children.n`, because
a row of unticked boxes sends nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.eforms.facts import Address, Field, Form, Kind

PARTS_OF_AN_ADDRESS = ("province", "commune", "detail")
_ADD = re.compile(r"add:([a-z0-9_.]{1,200})")
_REMOVE = re.compile(r"remove:([a-z0-9_.]{1,200})\.([0-9]{1,3})")

Posted = Mapping[str, Sequence[str]]


def name_of(at: Address) -> str:
    """The name of the input at a place. Basis: house choice."""
    return ".".join(map(str, at))


def answers(form: Form, posted: Posted) -> dict[str, Any]:
    """The answers that a page sent. Names that the form does not know are passed over. Basis: house choice."""
    return _held(form.fields, (), posted)


def _held(fields: tuple[Field, ...], at: Address, posted: Posted) -> dict[str, Any]:
    return {field.key: said for field in fields if (said := _said(field, (*at, field.key), posted)) is not None}


def _said(field: Field, at: Address, posted: Posted) -> Any:
    name = name_of(at)
    if field.kind is Kind.GROUP:
        return _held(field.fields, at, posted) or None
    if field.kind is Kind.ROWS:
        shown = _count(posted, name, field)
        return [_held(field.fields, (*at, number), posted) for number in range(shown)] if shown is not None else None
    if field.kind is Kind.ADDRESS:
        parts = {part: posted[f"{name}.{part}"][-1] for part in PARTS_OF_AN_ADDRESS if posted.get(f"{name}.{part}")}
        return parts or None
    given = posted.get(name)
    if not given:
        return None
    return list(given) if field.kind is Kind.CHECKBOXES else given[-1]


def _count(posted: Posted, name: str, field: Field) -> int | None:
    said = posted.get(f"{name}.n")
    if not said:
        return None
    return min(int(said[-1]), field.at_most) if re.fullmatch(r"[0-9]{1,3}", said[-1]) else 0


def after(asked: str, form: Form, given: dict[str, Any]) -> dict[str, Any]:
    """The answers with a row more or less, as a button of the page asked. Basis: house choice."""
    if add := _ADD.fullmatch(asked):
        rows, field = _rows_at(add[1], form, given)
        if rows is not None and field is not None and len(rows) < field.at_most:
            rows.append({})
    elif remove := _REMOVE.fullmatch(asked):
        rows, _ = _rows_at(remove[1], form, given)
        if rows is not None and int(remove[2]) < len(rows):
            del rows[int(remove[2])]
    return given


def _rows_at(name: str, form: Form, given: dict[str, Any]) -> tuple[list[Any] | None, Field | None]:
    """The rows of a place among the answers, made when there are none yet."""
    fields, held, field = form.fields, given, None
    for part in name.split("."):
        field = next((one for one in fields if one.key == part), None)
        if field is None or not field.kind.has_fields or not isinstance(held, dict):
            return None, None
        fields = field.fields
        held = held.setdefault(part, [] if field.kind is Kind.ROWS else {})
    return (held, field) if isinstance(held, list) else (None, None)


def inputs(form: Form, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Answers as names and texts, for a page that carries them without showing inputs. Basis: house choice."""
    for field in form.fields:
        if (said := given.get(field.key)) is not None:
            yield from _inputs(field, (field.key,), said)


def _inputs(field: Field, at: Address, said: Any) -> Iterator[tuple[str, str]]:
    if field.kind is Kind.ROWS:
        rows = said if isinstance(said, list) else []
        yield f"{name_of(at)}.n", str(len(rows))
        for number, row in enumerate(rows):
            yield from _inside(field, (*at, number), row)
    elif field.kind is Kind.GROUP:
        yield from _inside(field, at, said)
    else:
        yield from _leaf(field, name_of(at), said)


def _inside(field: Field, at: Address, said: Any) -> Iterator[tuple[str, str]]:
    for part in field.fields:
        if (held := _part(said, part.key)) is not None:
            yield from _inputs(part, (*at, part.key), held)


def _leaf(field: Field, name: str, said: Any) -> Iterator[tuple[str, str]]:
    if field.kind is Kind.ADDRESS:
        yield from ((f"{name}.{part}", str(text)) for part in PARTS_OF_AN_ADDRESS if (text := _part(said, part)))
    elif field.kind is Kind.CHECKBOXES:
        yield from ((name, str(one)) for one in said if isinstance(said, list))
    elif said is True:
        yield name, "on"
    elif said is not False:
        yield name, str(said)


def _part(held: Any, key: str) -> Any:
    return held.get(key) if isinstance(held, Mapping) else None
