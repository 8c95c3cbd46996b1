"""In which exact bytes is a fact hashed?

The form is the text that PostgreSQL gives back for the same jsonb: members ordered by length, then by bytes; a blank after
comma and colon; control characters escaped, everything else as UTF-8. Checking the journal then hashes what the database
returns without parsing it.
"""

import functools
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from json.encoder import encode_basestring as quoted

from motcua.foundation.errors import Invalid
from motcua.journal.facts import Payload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_encode: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


class TextNotStorable(Invalid):
    code = "text_not_storable"
    vi = "Nội dung có ký tự không lưu được (ký tự rỗng hoặc mã Unicode lẻ)."
    en = "The text holds a character that cannot be stored (NUL or half a Unicode pair)."


def canonical(payload: Payload) -> str:
    """The one text of a payload. Raises TypeError for values that are no plain data, TextNotStorable. Basis: house choice."""
    try:
        text = _encode(_ordered(payload))
        text.encode()
    except UnicodeEncodeError:
        raise TextNotStorable from None
    return text


def _ordered(value: object) -> object:
    if isinstance(value, str):
        if "\0" in value:
            raise TextNotStorable
        return value
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=_length_then_bytes)}
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"A fact holds text, whole numbers, booleans, null, lists and objects of these, not {type(value).__name__}.")


@functools.lru_cache(4096)
def _length_then_bytes(key: str) -> tuple[int, bytes]:
    if not isinstance(key, str):
        raise TypeError(f"The members of a fact's payload are named by text, not by {type(key).__name__}.")
    if "\0" in key:
        raise TextNotStorable
    written = key.encode()
    return len(written), written


def microseconds(at: datetime) -> int:
    """A moment as whole microseconds since 1970, UTC. Raises TypeError for one without a time zone. Basis: house choice."""
    return (at - _EPOCH) // _MICROSECOND


def digest(*, name: str, version: int, subject: str, actor: str, at_microseconds: int, payload: str) -> bytes:
    """SHA-256 of everything a fact says; `payload` is its canonical text. Basis: house choice."""
    body = f"[{quoted(name)}, {version}, {quoted(subject)}, {quoted(actor)}, {at_microseconds}, {payload}]"
    return hashlib.sha256(body.encode()).digest()
