"""Is this field of a record what it should be: text, list, object, of a bearable size?"""

import re
from typing import Any

from motcua.catalogue.rules.reading import Unreadable
from motcua.foundation.text import tidy

MAX_NAME = 2_000
MAX_TEXT = 60_000
MAX_ITEMS = 500
_SURROGATE = re.compile("[\ud800-\udfff]")


def text(record: dict[str, Any], name: str, *, limit: int = MAX_TEXT, lines: bool = False) -> str:
    """The text of a field with even spaces; missing and null are empty.

    Raises Unreadable. Basis: house choice.
    """
    value = record.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable("wrong_type", f"Trường {name} phải là chữ.", f"The field {name} must be text.")
    return clean(value, name, limit=limit, lines=lines)


def clean(value: str, name: str, *, limit: int = MAX_TEXT, lines: bool = False) -> str:
    """Text with even spaces that any database can hold.

    Raises Unreadable. Basis: house choice.
    """
    if _SURROGATE.search(value):
        raise Unreadable(
            "bad_text", f"Trường {name} có ký tự không ghi được.", f"The field {name} has a character that cannot be kept."
        )
    even = "\n".join(filter(None, map(tidy, value.splitlines()))) if lines else tidy(value)
    if len(even) > limit:
        raise Unreadable(
            "too_long", f"Trường {name} dài quá {limit} ký tự.", f"The field {name} is longer than {limit} characters."
        )
    return even


def items(record: dict[str, Any], name: str) -> list[Any]:
    """The list of a field; missing and null are empty.

    Raises Unreadable. Basis: house choice.
    """
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable("wrong_type", f"Trường {name} phải là danh sách.", f"The field {name} must be a list.")
    if len(value) > MAX_ITEMS:
        raise Unreadable(
            "too_long", f"Trường {name} có quá {MAX_ITEMS} mục.", f"The field {name} has more than {MAX_ITEMS} items."
        )
    return value


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
    return tuple(filter(None, (clean(item, name, limit=MAX_NAME) for item in found)))
