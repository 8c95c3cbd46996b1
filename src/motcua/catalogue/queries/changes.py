"""What processes keep in memory of the catalogue, and how they notice that it changed."""

from collections.abc import Callable
from typing import Any, TypeVar

from motcua.catalogue.models import Change
from motcua.foundation.stamped import Stamped

Value = TypeVar("Value")


def kept(key: Any, make: Callable[[], Value]) -> Value:
    """The value under a key, made again after the catalogue changed."""
    generation = _kept.get()
    if key not in generation:
        generation[key] = make()
    value: Value = generation[key]
    return value


def _stamp() -> object:
    return Change.objects.filter(id=1).values_list("stamp", flat=True).first()


def _nothing_yet(_stamp: object) -> dict[Any, Any]:
    return {}


_kept = Stamped(stamp=_stamp, read=_nothing_yet)
changed, forget = _kept.changed, _kept.forget
