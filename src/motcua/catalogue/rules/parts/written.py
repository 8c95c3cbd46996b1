"""How is a change that waits for a decision kept, and read again as it was asked?"""

import hashlib
import json
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from enum import StrEnum
from typing import Any

from motcua.catalogue.facts import DescribePapers, EditAsked, EditLine, EndWord, EnterWord, MergeWords

_BY_KIND: dict[str, type[Any]] = {kind.kind: kind for kind in typing.get_args(EditAsked)}


def payload(asked: EditAsked) -> dict[str, Any]:
    """The change as JSON.

    Basis: house choice.
    """
    return {name: _plain(value) for name, value in asdict(asked).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


def asked(kind: str, payload: Mapping[str, Any]) -> EditAsked:
    """The change as it was asked.

    Basis: house choice.
    """
    shape = _BY_KIND[kind]
    types_ = typing.get_type_hints(shape)
    made: EditAsked = shape(**{one.name: _typed(types_[one.name], payload[one.name]) for one in fields(shape)})
    return made


def thing(asked: EditAsked, lines: Sequence[EditLine]) -> str:
    """The name of the one thing that a change is about, as it was when it was asked; empty where it is many, or has no name.

    Basis: house choice.
    """
    if isinstance(asked, EnterWord):
        return asked.name
    if isinstance(asked, MergeWords | EndWord):
        return lines[0].before if lines else asked.code
    return lines[0].name if isinstance(asked, DescribePapers) and lines else ""


def _typed(kind: Any, value: Any) -> Any:
    if isinstance(kind, types.UnionType):
        return None if value is None else _typed(next(one for one in kind.__args__ if one is not type(None)), value)
    if kind is date:
        return date.fromisoformat(value)
    if typing.get_origin(kind) is tuple:
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value


def mark(shown: Sequence[Any]) -> str:
    """What tells one preview from another.

    Basis: house choice.
    """
    body = json.dumps([asdict(one) for one in shown], ensure_ascii=False, default=str)
    return hashlib.sha256(body.encode()).hexdigest()[:16]
