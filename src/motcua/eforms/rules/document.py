"""What does the document of a form say, and what is wrong with it?"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.eforms.facts import Condition, Field, Form, Kind, Prefill, Problem, Scalar, Section, Width
from motcua.eforms.rules import conditions, patterns
from motcua.eforms.rules.vocabulary import misshapen, pointer
from motcua.foundation.errors import Invalid

MOST_FIELDS = 400
#: A field, in a row, in a group
DEEPEST = 3
LONGEST_LINE, LONGEST_TEXT = 300, 3000
MOST_ROWS = 10

#: What each kind is in JSON Schema: type and format
SHAPES: Mapping[Kind, tuple[str, str]] = {
    Kind.TEXT: ("string", ""),
    Kind.LONG_TEXT: ("string", ""),
    Kind.DATE: ("string", "date"),
    Kind.NUMBER: ("number", ""),
    Kind.MONEY: ("integer", ""),
    Kind.SELECT: ("string", ""),
    Kind.RADIO: ("string", ""),
    Kind.CHECKBOX: ("boolean", ""),
    Kind.CHECKBOXES: ("array", ""),
    Kind.IDENTITY: ("string", "identity-number"),
    Kind.ENTERPRISE: ("string", "enterprise-code"),
    Kind.PHONE: ("string", "phone"),
    Kind.EMAIL: ("string", "email"),
    Kind.ADDRESS: ("object", ""),
    Kind.GROUP: ("object", ""),
    Kind.ROWS: ("array", ""),
}
_BY_FORMAT = {format_: kind for kind, (_, format_) in SHAPES.items() if format_}


class FormNotSound(Invalid):
    """A document that may not be used; `problems` says everything that is wrong."""

    code = "form_not_sound"
    vi = "Biểu mẫu có {count} chỗ sai. {first_vi}"
    en = "The form has {count} faults. {first_en}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        found: tuple[Problem, ...] = self.values["problems"]  # type: ignore[assignment]
        return found


def problems(document: object) -> tuple[Problem, ...]:
    """Everything that is wrong with a document, by place. Basis: house choice."""
    found = misshapen(document)
    if found or not isinstance(document, dict):
        return found
    return tuple(_faults(document))


def read(document: object) -> Form:
    """A form as its document says it. Raises FormNotSound. Basis: house choice."""
    found = problems(document)
    if found or not isinstance(document, dict):
        raise FormNotSound(problems=found, count=len(found), first_vi=found[0].vi, first_en=found[0].en)
    return _form(document)


def kind_of(said: Mapping[str, Any]) -> Kind:
    """The kind of a field, named or by its type and format. Basis: house choice."""
    if "widget" in said:
        return Kind(said["widget"])
    if said["type"] == "string":
        return _BY_FORMAT.get(said.get("format", ""), Kind.SELECT if "enum" in said else Kind.TEXT)
    if said["type"] == "array":
        return Kind.ROWS if said["items"]["type"] == "object" else Kind.CHECKBOXES
    return {"boolean": Kind.CHECKBOX, "object": Kind.GROUP}.get(said["type"], Kind.NUMBER)


def inner(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that holds the fields of a group or of a row. Basis: house choice."""
    held: Mapping[str, Any] = said["items"] if said["type"] == "array" else said
    return held


def _form(document: Mapping[str, Any]) -> Form:
    sections = tuple(Section(key=one["key"], title=one["title"], help=one.get("description", "")) for one in document["sections"])
    places = {section.key: place for place, section in enumerate(sections)}
    fields = _fields(document, (), _kinds(document))
    in_order = sorted(fields, key=lambda field: (places.get(field.section, 0), field.order))
    return Form(title=document["title"], help=document.get("description", ""), sections=sections, fields=tuple(in_order))


def _kinds(schema: Mapping[str, Any], at: tuple[str, ...] = ()) -> dict[tuple[str, ...], Kind]:
    found: dict[tuple[str, ...], Kind] = {}
    for key, said in schema.get("properties", {}).items():
        found[*at, key] = kind = kind_of(said)
        if kind.has_fields:
            found |= _kinds(inner(said), (*at, key))
    return found


def _fields(schema: Mapping[str, Any], at: tuple[str, ...], kinds: Mapping[tuple[str, ...], Kind]) -> tuple[Field, ...]:
    required = schema.get("required", ())
    read_ = (_field((*at, key), said, key in required, kinds) for key, said in schema.get("properties", {}).items())
    return tuple(sorted(read_, key=lambda field: (field.order, field.key)))


def _field(path: tuple[str, ...], said: Mapping[str, Any], is_required: bool, kinds: Mapping[tuple[str, ...], Kind]) -> Field:  # noqa: FBT001
    kind = kind_of(said)
    return Field(
        path=path,
        title=said["title"],
        kind=kind,
        required=is_required or said.get("requiredWhenShown", False),
        section=said.get("section", ""),
        order=said.get("order", 0),
        width=Width(said.get("width", "full")),
        help=said.get("description", ""),
        prefill=Prefill(said["prefill"]) if "prefill" in said else None,
        shown_when=_condition(said, path, kinds),
        choices=tuple(said.get("enum") or (said["items"].get("enum", ()) if kind is Kind.CHECKBOXES else ())),
        least=Decimal(str(said["minimum"])) if "minimum" in said else None,
        most=Decimal(str(said["maximum"])) if "maximum" in said else None,
        is_whole=said["type"] == "integer",
        shortest=said.get("minLength", 0),
        longest=said.get("maxLength", LONGEST_TEXT if kind is Kind.LONG_TEXT else LONGEST_LINE),
        pattern=said.get("pattern", ""),
        pattern_help=said.get("patternHelp", ""),
        not_before=said.get("notBefore", ""),
        not_after=said.get("notAfter", ""),
        fewest=said.get("minItems", 0),
        at_most=said.get("maxItems", len(said["items"]["enum"]) if kind is Kind.CHECKBOXES else MOST_ROWS),
        fields=_fields(inner(said), path, kinds) if kind.has_fields else (),
    )


def _condition(said: Mapping[str, Any], path: tuple[str, ...], kinds: Mapping[tuple[str, ...], Kind]) -> Condition | None:
    asked = said.get("shownWhen")
    target = conditions.find(asked["field"], at=path, kinds=kinds) if asked else None
    if asked is None or target is None:
        return None
    values: tuple[Scalar, ...] | None = None
    if "filled" not in asked:
        values = tuple(asked["oneOf"]) if "oneOf" in asked else (asked["equals"],)
    return Condition(asks=target, values=values)


def _faults(document: Mapping[str, Any]) -> Iterator[Problem]:
    """What the shape alone does not show."""
    held = list(_walk(document, ("properties",), ()))
    if len(held) > MOST_FIELDS:
        yield _problem((), "too_many_fields", f"Biểu mẫu có {len(held)} câu hỏi, nhiều nhất {MOST_FIELDS}.",
                       f"The form has {len(held)} fields; {MOST_FIELDS} are the most.")  # fmt: skip
        return
    found = [*_faults_of_lists(document, held), *(fault for one in held for fault in _faults_of_field(*one, document))]
    yield from found
    if not found and (circle := conditions.loop(_form(document).fields)):
        way = " → ".join(f"«{field.title}»" for field in circle)
        place = next(at for at, path, _ in held if path == circle[0].path)
        yield _problem((*place, "shownWhen"), "loop", f"Điều kiện hiện câu hỏi đi thành vòng: {way}.",
                       f"The conditions go round in a circle: {way}.")  # fmt: skip


Place = tuple[str, ...]
Held = tuple[Place, Place, Mapping[str, Any]]


def _walk(schema: Mapping[str, Any], place: Place, path: Place) -> Iterator[Held]:
    """Every field with its place in the document and its path in the form."""
    for key, said in schema.get("properties", {}).items():
        here = (*place, key)
        yield here, (*path, key), said
        if said["type"] in {"array", "object"}:
            inside = (*here, "items", "properties") if said["type"] == "array" else (*here, "properties")
            yield from _walk(inner(said), inside, (*path, key))


def _faults_of_lists(document: Mapping[str, Any], held: list[Held]) -> Iterator[Problem]:
    keys = [section["key"] for section in document["sections"]]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield _problem(
                ("sections", str(place)), "section_twice", f"Phần «{key}» có hai lần.", f"The section “{key}” stands twice."
            )
    schemas = [((), document), *((at, inner(said)) for at, _, said in held if said["type"] in {"array", "object"})]
    for at, schema in schemas:
        properties = schema.get("properties", {})
        for key in schema.get("required", ()):
            if key not in properties:
                yield _problem((*at, "required"), "required_unknown", f"«{key}» bắt buộc nhưng không có câu hỏi đó.",
                               f"“{key}” is required, but there is no such field.")  # fmt: skip
            elif "shownWhen" in properties[key]:
                yield _problem((*at, "required"), "required_but_conditional",
                               f"«{key}» chỉ hiện khi có điều kiện: dùng requiredWhenShown thay cho required.",
                               f"“{key}” is shown on a condition only: say requiredWhenShown instead of required.")  # fmt: skip


def _faults_of_field(place: Place, path: Place, said: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Problem]:
    kind, name = kind_of(said), said["title"]
    type_, format_ = SHAPES[kind]
    fits = said["type"] == type_ or (kind is Kind.NUMBER and said["type"] == "integer")
    if not fits or said.get("format", format_) != format_ or (format_ and "format" not in said):
        yield _problem((*place, "widget"), "widget_mismatch", f"«{name}»: kiểu hiển thị {kind} cần type {type_}{f', format {format_}' if format_ else ''}.",
                       f"“{name}”: the widget {kind} needs type {type_}{f', format {format_}' if format_ else ''}.")  # fmt: skip
    if len(path) > DEEPEST:
        yield _problem(place, "too_deep", f"«{name}»: lồng sâu quá {DEEPEST} bậc.", f"“{name}”: more than {DEEPEST} levels deep.")
    if len(path) == 1 and said.get("section", "") not in {section["key"] for section in document["sections"]}:
        yield _problem((*place, "section"), "section_unknown", f"«{name}»: chưa thuộc phần nào có thật.",
                       f"“{name}”: it is in no section that exists.")  # fmt: skip
    if "prefill" in said and (said["prefill"] not in set(Prefill) or "items" in said or _in_rows(path, document)):
        yield _problem((*place, "prefill"), "prefill_unknown", f"«{name}»: nguồn điền sẵn «{said['prefill']}» không dùng được.",
                       f"“{name}”: the source “{said['prefill']}” cannot be used here.")  # fmt: skip
    yield from _faults_inside(place, said, kind)
    yield from _faults_of_condition(place, path, said, _kinds(document), document)


def _in_rows(path: Place, document: Mapping[str, Any]) -> bool:
    kinds = _kinds(document)
    return any(kinds[path[:depth]] is Kind.ROWS for depth in range(1, len(path)))


def _faults_inside(place: Place, said: Mapping[str, Any], kind: Kind) -> Iterator[Problem]:
    name = said["title"]
    choices = said.get("enum") or said.get("items", {}).get("enum")
    if kind.has_choices != bool(choices):
        yield _problem(place, "choices_missing", f"«{name}»: kiểu chọn cần danh sách lựa chọn, kiểu khác thì không.",
                       f"“{name}”: a field to choose from needs choices, another has none.")  # fmt: skip
    has_fields = bool(inner(said).get("properties")) if said["type"] in {"array", "object"} else False
    if kind.has_fields != has_fields:
        yield _problem(place, "fields_missing", f"«{name}»: nhóm cần câu hỏi bên trong, kiểu khác thì không.",
                       f"“{name}”: a group needs fields inside, another kind has none.")  # fmt: skip
    if "pattern" in said and not patterns.is_safe(said["pattern"]):
        yield _problem((*place, "pattern"), "pattern_not_safe",
                       f"«{name}»: mẫu chữ phải bắt đầu bằng ^, kết thúc bằng $, không có nhóm, không lặp chồng nhau.",
                       f"“{name}”: a pattern begins with ^, ends with $ and has no groups and no repetition upon repetition.")  # fmt: skip
    for low, high in (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"), ("notBefore", "notAfter")):
        if low in said and high in said and _above(said[low], said[high]):
            yield _problem(
                (*place, low), "bounds_crossed", f"«{name}»: {low} lớn hơn {high}.", f"“{name}”: {low} is above {high}."
            )
    for bound in ("notBefore", "notAfter"):
        if bound in said and (kind is not Kind.DATE or not _is_day(said[bound])):
            yield _problem((*place, bound), "bad_day", f"«{name}»: {bound} cần là today hoặc một ngày có thật, của câu hỏi kiểu ngày.",
                           f"“{name}”: {bound} is today or a day that exists, for a date.")  # fmt: skip


def _above(low: Any, high: Any) -> bool:
    return "today" not in {low, high} and bool(low > high)


def _is_day(text: str) -> bool:
    try:
        return text == "today" or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _faults_of_condition(
    place: Place, path: Place, said: Mapping[str, Any], kinds: Mapping[Place, Kind], document: Mapping[str, Any]
) -> Iterator[Problem]:
    asked = said.get("shownWhen")
    if asked is None:
        if "requiredWhenShown" in said:
            yield _problem((*place, "requiredWhenShown"), "condition_missing",
                           f"«{said['title']}»: không có điều kiện hiện, hãy dùng required.",
                           f"“{said['title']}”: it has no condition; say required.")  # fmt: skip
        return
    target = conditions.find(asked["field"], at=path, kinds=kinds)
    here = (*place, "shownWhen")
    if target is None:
        yield _problem((*here, "field"), "condition_on_unknown_field",
                       f"«{said['title']}»: điều kiện hỏi câu «{asked['field']}» không có ở chỗ này.",
                       f"“{said['title']}”: the condition asks “{asked['field']}”, which is not there.")  # fmt: skip
        return
    asked_values = asked.get("oneOf", [asked["equals"]] if "equals" in asked else [])
    if kinds[target] in {Kind.ADDRESS, Kind.GROUP, Kind.ROWS} and asked_values:
        yield _problem(here, "condition_on_group", f"«{said['title']}»: với nhóm hoặc địa chỉ chỉ hỏi được là đã điền hay chưa.",
                       f"“{said['title']}”: of a group or an address one can only ask whether it is filled.")  # fmt: skip
    impossible = [value for value in asked_values if not _may_be(value, kinds[target], _choices_at(target, document))]
    for value in impossible:
        yield _problem(here, "condition_never_true", f"«{said['title']}»: câu được hỏi không bao giờ có giá trị «{value}».",
                       f"“{said['title']}”: the field asked never has the value “{value}”.")  # fmt: skip


def _may_be(value: Scalar, kind: Kind, choices: list[str] | None) -> bool:
    if choices is not None:
        return value in choices
    if kind is Kind.CHECKBOX:
        return value is True or value is False
    if kind in {Kind.NUMBER, Kind.MONEY}:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def _choices_at(path: Place, document: Mapping[str, Any]) -> list[str] | None:
    said = next(said for _, one, said in _walk(document, (), ()) if one == path)
    choices: list[str] | None = said.get("enum") or said.get("items", {}).get("enum")
    return choices


def _problem(place: Place, code: str, vi: str, en: str) -> Problem:
    return Problem(pointer=pointer(place), code=code, vi=vi, en=en)
