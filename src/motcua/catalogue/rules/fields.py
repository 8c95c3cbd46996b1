"""Is this field of a record what it should be: text, list, object, of a bearable size?

Lawful content comes in many spellings: a number where text is meant, one item where a list is meant, an empty text for an empty list.
Those are taken. Only what cannot be understood is refused; what is longer than its place is cut with "…" where it is a label, and the
record as it came is kept beside.
"""

import re
from typing import Any

from motcua.catalogue.rules.reading import Unreadable
from motcua.foundation.text import fold, tidy

MAX_NAME = 2_000
MAX_TEXT = 400_000
MAX_ITEMS = 2_000
MAX_COUNT = 1_000
_FLAGS = {"": None, "true": True, "false": False, "1": True, "0": False, "co": True, "khong": False, "x": True}
_COUNT = re.compile(r"\D{0,20}?(-?[0-9]{1,9})(?!\d)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def text(record: dict[str, Any], name: str, *, limit: int = MAX_TEXT, lines: bool = False) -> str:
    """The text of a field with even spaces; missing and null are empty.

    Raises Unreadable. Basis: house choice.
    """
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
    if not isinstance(value, str):
        raise Unreadable("wrong_type", f"Trường {name} phải là chữ.", f"The field {name} must be text.")
    return clean(value, name, limit=limit, lines=lines)


def label(record: dict[str, Any], name: str, *, limit: int) -> str:
    """A text for a place of limited width: what is longer is cut and shows it.

    Raises Unreadable. Basis: house choice.
    """
    return cut(text(record, name), limit)


def cut(even: str, limit: int) -> str:
    """A text that fits, marked where it was cut.

    Basis: house choice.
    """
    return even if len(even) <= limit else even[: limit - 1].rstrip() + "…"


def clean(value: str, name: str, *, limit: int = MAX_TEXT, lines: bool = False) -> str:
    """Text with even spaces that any database can hold: half a character, left by a cut, shows as such.

    Raises Unreadable. Basis: house choice.
    """
    value = _SURROGATE.sub("\ufffd", value)
    even = "\n".join(filter(None, map(tidy, value.splitlines()))) if lines else tidy(value)
    if len(even) > limit:
        raise Unreadable(
            "too_long", f"Trường {name} dài quá {limit} ký tự.", f"The field {name} is longer than {limit} characters."
        )
    return even


def items(record: dict[str, Any], name: str) -> list[Any]:
    """The list of a field; missing, null and empty items go, one item that lost its list is a list of one.

    Raises Unreadable. Basis: house choice.
    """
    value = record.get(name)
    if value is None or value in ("", {}):
        return []
    if isinstance(value, dict | str):
        value = [value]
    if not isinstance(value, list):
        raise Unreadable("wrong_type", f"Trường {name} phải là danh sách.", f"The field {name} must be a list.")
    if len(value) > MAX_ITEMS:
        raise Unreadable(
            "too_long", f"Trường {name} có quá {MAX_ITEMS} mục.", f"The field {name} has more than {MAX_ITEMS} items."
        )
    return [item for item in value if item not in (None, "", {})]


def objects(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The list of a field, each item an object.

    Raises Unreadable. Basis: house choice.
    """
    found = items(record, name)
    if not all(isinstance(item, dict) for item in found):
        raise Unreadable("wrong_type", f"Mỗi mục của {name} phải là một đối tượng.", f"Each item of {name} must be an object.")
    return found


def strings(record: dict[str, Any], name: str) -> tuple[str, ...]:
    """The list of a field, each item a text; empty ones go.

    Raises Unreadable. Basis: house choice.
    """
    found = items(record, name)
    if not all(isinstance(item, str) for item in found):
        raise Unreadable("wrong_type", f"Mỗi mục của {name} phải là chữ.", f"Each item of {name} must be text.")
    return tuple(filter(None, (cut(clean(item, name), MAX_NAME) for item in found)))


def flag(record: dict[str, Any], name: str) -> bool | None:
    """Yes, no, or not said.

    Raises Unreadable. Basis: house choice.
    """
    value = record.get(name)
    word = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else fold(text(record, name, limit=40))
    if word not in _FLAGS:
        raise Unreadable(
            "wrong_type", f"Trường {name} phải là true, false hoặc null.", f"The field {name} must be true, false or null."
        )
    return _FLAGS[word]


def count(record: dict[str, Any], name: str) -> int:
    """How many of something; 0 where no number is said.

    Raises Unreadable. Basis: house choice.
    """
    value = record.get(name)
    if isinstance(value, bool | list | dict):
        raise Unreadable("bad_count", f"Số {name} không đúng.", f"The number {name} is not right.")
    found = _COUNT.match(text(record, name, limit=200))
    number = int(found.group(1)) if found else 0
    if not 0 <= number <= MAX_COUNT:
        raise Unreadable("bad_count", f"Số {name} không đúng.", f"The number {name} is not right.")
    return number
