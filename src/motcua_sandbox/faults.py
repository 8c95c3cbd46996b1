"""The ways in which an outside system fails."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Mode(StrEnum):
    normal = "normal"
    slow = "slow"  # answers after `seconds`
    wrong = "wrong"  # answers with `status` and a body that is not what was promised
    double = "double"  # takes every request for two
    silent = "silent"  # takes the request and never answers
    drip = "drip"  # answers a byte at a time
    down = "down"  # closes the connection without a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    mode: Mode = Mode.normal
    seconds: float = 2.0
    status: int = 500
    #: After so many requests the system is well again; None: until told.
    times: int | None = None

    @classmethod
    def read(cls, given: Any) -> "Fault":
        """Raises ValueError, TypeError, KeyError."""
        return cls(
            mode=Mode(given["mode"]),
            seconds=float(given.get("seconds", 2.0)),
            status=int(given.get("status", 500)),
            times=None if given.get("times") is None else int(given["times"]),
        )

    def spent(self) -> "Fault":
        """What remains after one request."""
        if self.times is None:
            return self
        return (
            Fault(mode=self.mode, seconds=self.seconds, status=self.status, times=self.times - 1) if self.times > 1 else Fault()
        )
