"""How does the document of a form change when its designer changes a question or a section?

Each function takes a document and gives the new one; the old stays as it was. A document made so may still be unsound (a condition
that asks a question taken away): that is named on the page and stops the approval.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.eforms.facts import Kind
from motcua.eforms.rules.document import SHAPES, inner, kind_of
from motcua.foundation.errors import Invalid, NotFound
from motcua.foundation.text import fold

Path = tuple[str, ...]


class QuestionUnknown(NotFound):
    code = "form_question_unknown"
    vi = "Biểu mẫu không có câu hỏi «{name}»."
    en = "The form has no question “{name}”."


class SectionNotEmpty(Invalid):
    code = "form_section_not_empty"
    vi = "Phần này còn câu hỏi: chuyển hoặc xóa chúng trước. Biểu mẫu luôn có ít nhất một phần."
    en = "The section still has questions: move or remove them first. A form always has one section."


class ConditionValuesUnread(Invalid):
    code = "form_condition_values"
    vi = "Câu được hỏi cần giá trị kiểu khác: «{value}»."
    en = "The question asked needs another type of value: “{value}”."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question as its designer wants it."""

    title: str
    kind: Kind
    required: bool = False
    help: str = ""
    section: str = ""
    width: str = "full"
    prefill: str = ""
    choices: tuple[str, ...] = ()
    #: The question that decides whether this one is asked, as a condition names it
    asks: str = ""
    #: Its values that will do; none: any answer
    asks_for: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    is_whole: bool = False
    longest: int | None = None
    shortest: int | None = None
    pattern: str = ""
    pattern_help: str = ""
    not_before: str = ""
    not_after: str = ""
    fewest: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the designer's list."""

    path: Path
    title: str
    kind: Kind
    required: bool
    section: str
    condition: str

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def depth(self) -> int:
        return len(self.path) - 1


def rows(document: Mapping[str, Any]) -> tuple[Row, ...]:
    """The questions in their order, those of a group after it. Basis: house choice."""
    places = {section["key"]: place for place, section in enumerate(document["sections"])}
    return tuple(_rows(document, (), places, document))


def _rows(schema: Mapping[str, Any], at: Path, places: Mapping[str, int], root: Mapping[str, Any]) -> Iterator[Row]:
    for key, said in in_order(schema, places):
        kind, required = kind_of(said), key in schema.get("required", ())
        yield Row(
            path=(*at, key), title=said["title"], kind=kind, required=required or said.get("requiredWhenShown", False),
            section=said.get("section", ""), condition=_in_words(said.get("shownWhen"), root, (*at, key)),
        )  # fmt: skip
        if kind.has_fields:
            yield from _rows(inner(said), (*at, key), places, root)


def in_order(schema: Mapping[str, Any], places: Mapping[str, int]) -> list[tuple[str, Mapping[str, Any]]]:
    """The fields of one holder as the page shows them. Basis: house choice."""
    return sorted(
        schema.get("properties", {}).items(),
        key=lambda pair: (places.get(pair[1].get("section", ""), 0), pair[1].get("order", 0), pair[0]),
    )


def _in_words(condition: Mapping[str, Any] | None, document: Mapping[str, Any], path: Path) -> str:
    """«Đã kết hôn»: Có, Đã ly hôn"""
    if condition is None:
        return ""
    asked = _asked_by(condition["field"], document, path)
    name = f"«{asked.title if asked else condition['field']}»"
    if "filled" in condition:
        return name
    return f"{name}: {', '.join(map(_written, condition.get('oneOf', [condition.get('equals')])))}"


def _asked_by(asked: str, document: Mapping[str, Any], path: Path) -> "Wanted | None":
    """The question that a condition means: a neighbour before one further out."""
    names = tuple(asked.split("."))
    for depth in range(len(path) - 1, -1, -1):
        try:
            return wanted_of(document, (*path[:depth], *names))
        except QuestionUnknown:
            continue
    return None


def wanted_of(document: Mapping[str, Any], path: Path) -> Wanted:
    """A question as it stands. Raises QuestionUnknown. Basis: house choice."""
    holder = _holder(document, path[:-1])
    said = holder.get("properties", {}).get(path[-1])
    if said is None:
        raise QuestionUnknown(name=".".join(path)[:100])
    condition = said.get("shownWhen", {})
    values = condition.get("oneOf", [condition["equals"]] if "equals" in condition else [])
    return Wanted(
        title=said["title"],
        kind=kind_of(said),
        required=path[-1] in holder.get("required", ()) or said.get("requiredWhenShown", False),
        help=said.get("description", ""),
        section=said.get("section", ""),
        width=said.get("width", "full"),
        prefill=said.get("prefill", ""),
        choices=tuple(said.get("enum") or said.get("items", {}).get("enum", ())),
        asks=condition.get("field", ""),
        asks_for=tuple(_written(value) for value in values),
        least=Decimal(str(said["minimum"])) if "minimum" in said else None,
        most=Decimal(str(said["maximum"])) if "maximum" in said else None,
        is_whole=said["type"] == "integer",
        longest=said.get("maxLength"),
        shortest=said.get("minLength"),
        pattern=said.get("pattern", ""),
        pattern_help=said.get("patternHelp", ""),
        not_before=said.get("notBefore", ""),
        not_after=said.get("notAfter", ""),
        fewest=said.get("minItems"),
        at_most=said.get("maxItems"),
    )


def _written(value: object) -> str:
    return {True: "có", False: "không"}[value] if isinstance(value, bool) else str(value)


def put(document: Mapping[str, Any], path: Path, wanted: Wanted) -> dict[str, Any]:
    """The document with a question changed, or a new one at the end of its holder. Raises QuestionUnknown, ConditionValuesUnread.

    Basis: house choice.
    """
    new = copy.deepcopy(dict(document))
    holder = _holder(new, path[:-1])
    fields, key = holder.setdefault("properties", {}), path[-1]
    before = fields.get(key)
    order = before.get("order", 0) if before else max((said.get("order", 0) for said in fields.values()), default=0) + 10
    fields[key] = _said(wanted, order, before, new, path)
    needs = wanted.required and not wanted.asks
    holder["required"] = [one for one in holder.get("required", ()) if one != key] + ([key] if needs else [])
    return _numbered(new)


def _said(
    wanted: Wanted, order: int, before: Mapping[str, Any] | None, document: Mapping[str, Any], path: Path
) -> dict[str, Any]:
    type_, format_ = SHAPES[wanted.kind]
    if wanted.kind is Kind.NUMBER and wanted.is_whole:
        type_ = "integer"
    said: dict[str, Any] = {"type": type_, "title": wanted.title, "widget": wanted.kind.value, "order": order}
    optional = {
        "format": format_, "description": wanted.help, "prefill": wanted.prefill,
        "section": wanted.section if len(path) == 1 else "", "width": "half" if wanted.width == "half" else "",
    }  # fmt: skip
    said |= {name: value for name, value in optional.items() if value}
    said |= _bounds(wanted)
    if wanted.kind.has_choices:
        choices = list(dict.fromkeys(wanted.choices))
        said |= (
            {"items": {"type": "string", "enum": choices}, "uniqueItems": True}
            if wanted.kind is Kind.CHECKBOXES
            else {"enum": choices}
        )
    if wanted.kind.has_fields:
        held = inner(before) if before and kind_of(before).has_fields else {"properties": {}, "required": []}
        kept = {name: held[name] for name in ("properties", "required") if name in held}
        said |= {"items": {"type": "object"} | kept} if wanted.kind is Kind.ROWS else kept
    if wanted.asks:
        said["shownWhen"] = {"field": wanted.asks} | _asked(wanted, document, path)
        said |= {"requiredWhenShown": True} if wanted.required else {}
    return said


def _bounds(wanted: Wanted) -> dict[str, Any]:
    kind = wanted.kind
    said: dict[str, Any] = {}
    if kind in {Kind.TEXT, Kind.LONG_TEXT}:
        said = {"minLength": wanted.shortest, "maxLength": wanted.longest or (100 if wanted.pattern else None),
                "pattern": wanted.pattern or None, "patternHelp": (wanted.pattern_help or None) if wanted.pattern else None}  # fmt: skip
    elif kind in {Kind.NUMBER, Kind.MONEY}:
        said = {"minimum": _plain(wanted.least), "maximum": _plain(wanted.most)}
    elif kind is Kind.DATE:
        said = {"notBefore": wanted.not_before or None, "notAfter": wanted.not_after or None}
    elif kind in {Kind.ROWS, Kind.CHECKBOXES}:
        said = {"minItems": wanted.fewest, "maxItems": wanted.at_most}
    elif kind is Kind.CHECKBOX:
        said = {"const": True if wanted.required else None}
    return {name: value for name, value in said.items() if value is not None}


def _plain(amount: Decimal | None) -> int | float | None:
    return None if amount is None else int(amount) if not amount % 1 else float(amount)


def _asked(wanted: Wanted, document: Mapping[str, Any], path: Path) -> dict[str, Any]:
    if not wanted.asks_for:
        return {"filled": True}
    asked = _asked_by(wanted.asks, document, path)
    values = [_value(text, asked.kind if asked else Kind.TEXT) for text in wanted.asks_for]
    return {"equals": values[0]} if len(values) == 1 else {"oneOf": values}


def _value(text: str, kind: Kind) -> str | int | bool:
    if kind is Kind.CHECKBOX:
        if fold(text) not in {"co", "khong"}:
            raise ConditionValuesUnread(value=text[:60])
        return fold(text) == "co"
    if kind in {Kind.NUMBER, Kind.MONEY}:
        if not re.fullmatch(r"-?[0-9]{1,15}", text.replace(".", "")):
            raise ConditionValuesUnread(value=text[:60])
        return int(text.replace(".", ""))
    return text


def removed(document: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The document without a question. Raises QuestionUnknown. Basis: house choice."""
    wanted_of(document, path)
    new = copy.deepcopy(dict(document))
    holder = _holder(new, path[:-1])
    del holder["properties"][path[-1]]
    holder["required"] = [key for key in holder.get("required", ()) if key != path[-1]]
    return new


def moved(document: Mapping[str, Any], path: Path, step: int) -> dict[str, Any]:
    """The document with a question one place up (-1) or down (1) within its section. Raises QuestionUnknown. Basis: house choice."""
    section = wanted_of(document, path).section
    new = copy.deepcopy(dict(document))
    holder = _holder(new, path[:-1])
    keys = [key for key, said in in_order(holder, {}) if len(path) > 1 or said.get("section", "") == section]
    place = keys.index(path[-1])
    if 0 <= place + step < len(keys):
        keys.insert(place + step, keys.pop(place))
    for number, key in enumerate(keys, start=1):
        holder["properties"][key]["order"] = number * 10
    return new


def new_key(document: Mapping[str, Any], at: Path, title: str) -> str:
    """A key for a question with this title that nobody has at that place. Raises QuestionUnknown. Basis: house choice."""
    return _free(_slug(title, "cau"), set(_holder(document, at).get("properties", {})))


def with_section(document: Mapping[str, Any], title: str, help_: str = "") -> dict[str, Any]:
    """The document with a new section at its end. Basis: house choice."""
    new = copy.deepcopy(dict(document))
    key = _free(_slug(title, "phan"), {section["key"] for section in new["sections"]})
    new["sections"].append({"key": key, "title": title} | ({"description": help_} if help_ else {}))
    return new


def section_changed(document: Mapping[str, Any], key: str, *, title: str = "", step: int = 0) -> dict[str, Any]:
    """The document with a section named otherwise, or one place up (-1) or down (1). Raises QuestionUnknown. Basis: house choice."""
    new = copy.deepcopy(dict(document))
    place = _section(new, key)
    if title:
        new["sections"][place]["title"] = title
    if step and 0 <= place + step < len(new["sections"]):
        new["sections"].insert(place + step, new["sections"].pop(place))
    return new


def without_section(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The document without an empty section. Raises QuestionUnknown, SectionNotEmpty. Basis: house choice."""
    new = copy.deepcopy(dict(document))
    place = _section(new, key)
    if len(new["sections"]) == 1 or any(said.get("section") == key for said in new["properties"].values()):
        raise SectionNotEmpty
    del new["sections"][place]
    return new


def _section(document: Mapping[str, Any], key: str) -> int:
    keys = [section["key"] for section in document["sections"]]
    if key not in keys:
        raise QuestionUnknown(name=key[:100])
    return keys.index(key)


def _slug(title: str, otherwise: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_")[:32]
    return slug if slug[:1].isalpha() else f"{otherwise}_{slug}".strip("_")


def _free(slug: str, taken: set[str]) -> str:
    return next(key for key in (slug, *(f"{slug}_{number}" for number in range(2, 500))) if key not in taken)


def _holder(document: Mapping[str, Any], path: Path) -> Any:
    """The schema that holds the fields of a group, or the document itself. Raises QuestionUnknown."""
    held: Any = document
    for key in path:
        said = held.get("properties", {}).get(key)
        if said is None or not kind_of(said).has_fields:
            raise QuestionUnknown(name=".".join(path)[:100])
        held = inner(said)
    return held


def _numbered(document: dict[str, Any]) -> dict[str, Any]:
    """Room between the orders again: 10, 20, 30."""
    places = {section["key"]: place for place, section in enumerate(document["sections"])}
    for place, (key, _) in enumerate(in_order(document, places), start=1):
        document["properties"][key]["order"] = place * 10
    return document
