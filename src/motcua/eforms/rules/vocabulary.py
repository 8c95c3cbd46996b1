"""What may the document of a form say? The shape of it, as the packaged meta-schema draws it, in sentences for officers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from motcua.eforms.facts import Problem

SCHEMA = "urn:motcua:form:1"
#: A form of 400 questions with every help text full stays far below it.
MOST_LETTERS = 400_000
DEEPEST_JSON = 24

_SAYINGS = {
    "type": ("sai kiểu giá trị", "the value has the wrong type"),
    "enum": ("giá trị không nằm trong các giá trị được phép: {allowed}", "the value is not one of those allowed: {allowed}"),
    "const": ("giá trị phải là {allowed}", "the value must be {allowed}"),
    "required": ("thiếu phần bắt buộc: {missing}", "a required part is missing: {missing}"),
    "pattern": ("viết không đúng dạng {allowed}", "it is not written as {allowed}"),
    "minLength": ("không được để trống", "it may not be empty"),
    "maxLength": ("dài quá {allowed} ký tự", "it is longer than {allowed} letters"),
    "minimum": ("nhỏ hơn {allowed}", "it is below {allowed}"),
    "maximum": ("lớn hơn {allowed}", "it is above {allowed}"),
    "minItems": ("cần ít nhất {allowed} mục", "it needs at least {allowed} entries"),
    "maxItems": ("nhiều hơn {allowed} mục", "it has more than {allowed} entries"),
    "uniqueItems": ("có mục trùng nhau", "an entry stands twice"),
    "dependentRequired": ("mẫu chữ cần kèm maxLength và patternHelp", "a pattern needs maxLength and patternHelp beside it"),
    "minProperties": ("điều kiện cần field và một trong equals, oneOf, filled", "a condition needs field and one of equals, oneOf, filled"),
    "maxProperties": ("điều kiện chỉ có field và một trong equals, oneOf, filled", "a condition has field and one of equals, oneOf, filled"),
}  # fmt: skip


@cache
def meta_schema() -> dict[str, Any]:
    """The vocabulary as it is packaged. Basis: house choice."""
    found: dict[str, Any] = json.loads(resources.files("motcua.eforms").joinpath("data", "vocabulary.json").read_text("utf-8"))
    return found


def pointer(parts: Sequence[object]) -> str:
    """A JSON pointer (RFC 6901). Basis: house choice."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def misshapen(document: object) -> tuple[Problem, ...]:
    """Everything in which a document leaves the closed vocabulary, one problem a place. Basis: house choice."""
    if _is_too_deep(document) or len(json.dumps(document, ensure_ascii=False)) > MOST_LETTERS:
        return (
            Problem(pointer="", code="too_big", vi="Biểu mẫu quá lớn hoặc lồng quá sâu.", en="The form is too big or too deep."),
        )
    found: dict[str, Problem] = {}
    for error in sorted(_errors(document), key=lambda error: len(error.path)):
        for problem in _problems(error):
            found.setdefault(problem.pointer, problem)
    # A field that is wrong inside makes its surroundings "unevaluated" as well: only the innermost is said.
    return tuple(problem for problem in found.values() if problem.code != "unknown_keyword" or not _is_echo(problem, found))


def _is_too_deep(document: object) -> bool:
    """Looked at level by level, for whoever sends a thousand brackets."""
    level = [document]
    for _ in range(DEEPEST_JSON):
        level = [part for whole in level for part in _parts(whole)]
    return bool(level)


def _parts(whole: object) -> Iterable[object]:
    if isinstance(whole, dict):
        return whole.values()
    return whole if isinstance(whole, list) else ()


def _errors(document: object) -> Iterator[ValidationError]:
    yield from Draft202012Validator(meta_schema()).iter_errors(document)


def _is_echo(problem: Problem, found: dict[str, Problem]) -> bool:
    return any(other != problem.pointer and other.startswith(problem.pointer + "/") for other in found)


def _problems(error: ValidationError) -> Iterator[Problem]:
    where = list(error.absolute_path)
    if error.validator in {"additionalProperties", "unevaluatedProperties"}:
        for name in _left_over(error):
            yield Problem(
                pointer=pointer([*where, name]),
                code="unknown_keyword",
                vi=f"Từ khóa «{name}» không có trong từ vựng biểu mẫu, hoặc không dùng được với loại này.",
                en=f"The keyword “{name}” is not of the vocabulary of forms, or not of this type.",
            )
        return
    vi, en = _SAYINGS.get(str(error.validator), ("không hợp lệ", "it is not valid"))
    if "propertyNames" in error.absolute_schema_path:
        where, vi, en = (
            [*where, error.instance],
            "mã chỉ gồm chữ thường không dấu, số và gạch dưới",
            "a key has a-z, 0-9 and _ only",
        )
    said = {"allowed": _allowed(error.validator_value), "missing": _missing(error)}
    place = pointer(where)
    yield Problem(
        pointer=place,
        code=f"bad_{error.validator}",
        vi=f"{place or '/'}: {vi.format(**said)}.",
        en=f"{place or '/'}: {en.format(**said)}.",
    )


def _left_over(error: ValidationError) -> list[str]:
    known = set(error.schema.get("properties", ()))
    if error.validator == "unevaluatedProperties":
        said = str(error.instance.get("type"))
        kind = {"integer": "number", "string": "text"}.get(said, said)
        known |= set(meta_schema()["$defs"].get(kind, {}).get("properties", ()))
    return [str(name) for name in error.instance if name not in known]


def _allowed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _missing(error: ValidationError) -> str:
    if error.validator != "required":
        return ""
    return ", ".join(name for name in error.validator_value if name not in error.instance)
