"""Paging by key: a cursor says after which row to go on, so a page costs the same at any depth."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from motcua.foundation.clock import moment
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
    """The key inside a cursor, checked part by part; a `date` or `datetime` stands in it as ISO 8601. Raises BadCursor."""
    if len(cursor) > LONGEST:
        raise BadCursor
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        raise BadCursor from None
    if not isinstance(key, list) or len(key) != len(kinds):
        raise BadCursor
    return [_part(part, kind) for part, kind in zip(key, kinds, strict=True)]


def _moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(text)  # ours say their offset
    return moment(read)


_FROM_TEXT: dict[type, Callable[[str], object]] = {datetime: _moment, date: date.fromisoformat}


def _part(part: object, kind: type) -> object:
    if type(part) is not (str if kind in _FROM_TEXT else kind):
        raise BadCursor
    if not isinstance(part, str):
        return part
    try:
        part.encode()
        read = _FROM_TEXT.get(kind, str)(part)
    except ValueError:
        raise BadCursor from None
    if "\x00" in part:  # PostgreSQL keeps no such text
        raise BadCursor
    return read


def page(rows: Sequence[Row], *, size: int, key: Callable[[Row], Sequence[Any]]) -> Page[Row]:
    """Cut `size` rows off a list read with one row more than wanted."""
    kept = tuple(rows[:size])
    return Page(rows=kept, next=encode(key(kept[-1])) if len(rows) > size else None)
