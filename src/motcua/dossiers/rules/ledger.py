"""Whose is each working minute of a dossier: the unit's, the applicant's, another agency's, nobody's?"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple, Protocol

from motcua.dossiers.facts import Holder, Segment


class Minutes(Protocol):
    def between(self, start: datetime, end: datetime, /) -> int: ...


#: What a stretch is called in which an incident of the platform stopped the clock.
INCIDENT = "incident"
#: And one in which another agency does its part of the dossier, not only says its opinion.
TASK = "task"


class Hold(NamedTuple):
    """A recorded stretch: an open wait, consultation or step. Without an end it lasts until now."""

    holder: Holder
    start: datetime
    end: datetime | None = None
    agency_id: int | None = None
    user_id: int | None = None
    what: str = ""

    def rank(self) -> int:
        """Its place where stretches overlap: while the platform stands still, the time is nobody's."""
        return -1 if self.what == INCIDENT else _RANK[self.holder]

    def is_held_as(self, other: "Hold") -> bool:
        """By the same, for the same."""
        return self.holder is other.holder and self[3:] == other[3:]


#: Where stretches overlap, the first in this order has the time: while the applicant is awaited, nobody else is.
ORDER = (Holder.APPLICANT, Holder.OTHER_AGENCY, Holder.UNIT, Holder.NOBODY)
_RANK = {holder: place for place, holder in enumerate(ORDER)}


def segments(*, start: datetime, end: datetime, holds: Sequence[Hold], calendar: Minutes) -> tuple[Segment, ...]:
    """Divide [start, end) among the holders without gap or overlap; what nobody held is nobody's.

    Basis: house choice (design, idea 2); the agency's part follows NĐ 61/2018 Điều 19 and TT 03/2025 form 06.
    """
    if end <= start:
        return ()
    known = [hold for hold in holds if hold.start < end and (hold.end is None or hold.end > start)]
    known.sort(key=Hold.rank)
    edges = {start, end}
    edges.update([hold.start for hold in known if hold.start > start])
    edges.update([hold.end for hold in known if hold.end is not None and hold.end < end])
    nobody = Hold(holder=Holder.NOBODY, start=start, end=end)
    runs: list[tuple[Hold, datetime, datetime]] = []
    for a, b in pairwise(sorted(edges)):
        held = nobody
        for hold in known:
            if hold.start <= a and (hold.end is None or hold.end >= b):
                held = hold
                break
        if runs and runs[-1][0].is_held_as(held):
            held, a, _ = runs.pop()  # noqa: PLW2901 (one stretch, longer)
        runs.append((held, a, b))
    return tuple(
        Segment(hold.holder, a, b, calendar.between(a, b), hold.agency_id, hold.user_id, hold.what) for hold, a, b in runs
    )


def shares(parts: Sequence[Segment]) -> dict[Holder, int]:
    """Working minutes by holder; every holder is named, also with 0.

    Basis: house choice (design, idea 2).
    """
    total = dict.fromkeys(Holder, 0)
    for part in parts:
        total[part.holder] += part.minutes
    return total
