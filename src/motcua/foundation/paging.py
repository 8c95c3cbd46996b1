"""Paging by key: a cursor says after which row to go on, so a page costs the same at any depth."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from motcua.foundation.errors import Invalid

Row = TypeVar("Row")

#: Our own are far shorter; a long one is somebody's game with the reader.
LONGEST = 400


class BadCursor(Invalid):
    code = "bad_cursor"
    vi = "Dấu trang không đọc được. Mở lại danh sách từ đầu."
    en = "The page cursor cannot be read. Start the list again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    rows: tuple[Row, ...]
    next: str | None
    previous: str | None = None


def encode(key: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key), separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: type) -> list[Any]:
    """The key inside a cursor, checked part by part. Raises BadCursor."""
    if len(cursor) > LONGEST:
        raise BadCursor
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        raise BadCursor from None
    if (
        not isinstance(key, list)
        or len(key) != len(kinds)
        or any(type(part) is not kind for part, kind in zip(key, kinds, strict=True))
    ):
        raise BadCursor
    return key


def page(rows: Sequence[Row], *, size: int, key: Callable[[Row], Sequence[Any]]) -> Page[Row]:
    """Cut `size` rows off a list read with one row more than wanted."""
    kept = tuple(rows[:size])
    return Page(rows=kept, next=encode(key(kept[-1])) if len(rows) > size else None)
