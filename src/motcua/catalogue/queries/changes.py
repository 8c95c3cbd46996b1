"""What processes keep in memory of the catalogue, and how they notice that it changed."""

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from motcua.catalogue.models import Change

Value = TypeVar("Value")
#: Seconds between two looks at the stamp.
LOOK_EVERY = 1.0
_lock = threading.Lock()
_stamp: uuid.UUID | None = None
_looked_at = float("-inf")
_kept: dict[Any, Any] = {}


def kept(key: Any, make: Callable[[], Value]) -> Value:
    """The value under a key, made again after the catalogue changed."""
    _look()
    generation = _kept
    if key not in generation:
        generation[key] = make()
    value: Value = generation[key]
    return value


def forget() -> None:
    """Read everything again at the next question: called by whoever changes the catalogue in this process."""
    global _kept, _looked_at
    with _lock:
        _kept, _looked_at = {}, float("-inf")


def _look() -> None:
    global _kept, _looked_at, _stamp  # noqa: PLW0603
    now = time.monotonic()
    if now - _looked_at < LOOK_EVERY:
        return
    stamp = Change.objects.filter(id=1).values_list("stamp", flat=True).first()
    with _lock:
        _looked_at = now
        if stamp != _stamp:
            _stamp, _kept = stamp, {}
