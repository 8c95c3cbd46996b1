"""What a process keeps in memory of tables that seldom change, and how it notices that they did.

Beside the tables stands a stamp, one row that differs after every change. Whoever changes them writes the stamp and says
`changed`, both in the transaction of the change.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connection, transaction

Value = TypeVar("Value")
#: How long, in seconds, what was read is believed before the stamp is looked at again.
TRUST = 1.0


@dataclass(frozen=True, slots=True)
class _Reading(Generic[Value]):
    value: Value
    stamp: object
    looked_at: float


class Stamped(Generic[Value]):
    """One value for all threads, and for a transaction that has changed the tables its own until it ends."""

    def __init__(self, *, stamp: Callable[[], object], read: Callable[[object], Value]) -> None:
        self._stamp, self._read = stamp, read
        self._lock = threading.Lock()
        self._reading: _Reading[Value] | None = None

    def get(self) -> Value:
        """The value as it stands; a change by another process is seen within TRUST seconds."""
        change = self._own_change()
        if change is not None:
            change.reading = self._renewed(change.reading)
            return change.reading.value
        reading = self._reading
        if reading is None or not _is_believed(reading):
            with self._lock:  # so that the threads that find it old do not all read
                reading = self._reading = self._renewed(self._reading)
        return reading.value

    def changed(self) -> None:
        """Read again in this transaction at once, and everywhere in this process once it is committed."""
        self._forget_own()
        transaction.on_commit(_Change(self))

    def is_changing(self) -> bool:
        """Whether this transaction has changed the tables and may still take it back."""
        return self._own_change() is not None

    def forget(self) -> None:
        """Read again at the next question: for tests, and after tables were emptied or put back."""
        self._forget_own()
        with self._lock:
            self._reading = None

    def _renewed(self, reading: _Reading[Value] | None) -> _Reading[Value]:
        if reading is not None and _is_believed(reading):
            return reading
        now, stamp = time.monotonic(), self._stamp()
        value = reading.value if reading is not None and reading.stamp == stamp else self._read(stamp)
        return _Reading(value, stamp, now)

    def _own_change(self) -> "_Change[Value] | None":
        # Django drops these hooks with the transaction, or the savepoint, that registered them: what it takes back is gone here too.
        return next(
            (hook for _, hook, *_ in reversed(connection.run_on_commit) if isinstance(hook, _Change) and hook.of is self), None
        )

    def _forget_own(self) -> None:
        for _, hook, *_ in connection.run_on_commit:
            if isinstance(hook, _Change) and hook.of is self:
                hook.reading = None


class _Change(Generic[Value]):
    """Stands among the hooks of a transaction for as long as its change may still be taken back."""

    def __init__(self, of: Stamped[Value]) -> None:
        self.of = of
        self.reading: _Reading[Value] | None = None

    def __call__(self) -> None:
        self.of.forget()


def _is_believed(reading: _Reading[Value]) -> bool:
    return time.monotonic() - reading.looked_at < TRUST
