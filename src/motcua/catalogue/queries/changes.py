"""What processes keep in memory of the catalogue, and how they notice that it changed."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db import connection

from motcua.catalogue.models import Change
from motcua.foundation.stamped import Stamped

Value = TypeVar("Value")
#: Seconds for which the one who finds a value old waits for the new one.
PATIENCE = 0.2


def kept(key: Any, make: Callable[[], Value]) -> Value:
    """The value under a key, made again after the catalogue changed."""
    generation = _kept.get()
    if key not in generation:
        generation[key] = make()
    value: Value = generation[key]
    return value


def kept_meanwhile(key: Any, make: Callable[[], Value]) -> Value:
    """The same for a value that takes a second or more: after a change readers go on with the one before it.

    A thread of its own makes the new one, never two at once in a process, so what is read lags behind the catalogue for as long as
    that takes: good enough to find a procedure by, whose page then says what holds. Who has changed the catalogue in a transaction
    that still runs sees the change at once. Nothing to go on with: one makes it and the others wait.
    """
    generation = _kept.get()
    if key not in generation:
        if _kept.is_changing():
            generation[key] = make()
        elif key in _last:
            _make_beside(key, make, generation)
            return cast("Value", _last[key])
        else:
            with _turn:
                if key not in generation:
                    generation[key] = _last[key] = make()
    return cast("Value", generation[key])


def _make_beside(key: Any, make: Callable[[], Any], generation: dict[Any, Any]) -> None:
    def renew() -> None:
        try:
            generation[key] = _last[key] = make()
        finally:
            connection.close()
            _turn.release()

    if _turn.acquire(blocking=False):
        thread = threading.Thread(target=renew, daemon=True)
        thread.start()
        thread.join(PATIENCE)


def forget() -> None:
    """Read everything again at the next question: for tests, and after tables were emptied or put back."""
    _last.clear()
    _kept.forget()


def _stamp() -> object:
    return Change.objects.filter(id=1).values_list("stamp", flat=True).first()


def _nothing_yet(_stamp: object) -> dict[Any, Any]:
    return {}


_kept = Stamped(stamp=_stamp, read=_nothing_yet)
changed = _kept.changed
#: What `kept_meanwhile` goes on with, and whose turn it is to make it anew.
_last: dict[Any, Any] = {}
_turn = threading.Lock()
