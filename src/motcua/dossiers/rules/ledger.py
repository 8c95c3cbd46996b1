"""Whose is each working minute of a dossier: the unit's, the applicant's, another agency's, nobody's?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Protocol

from motcua.dossiers.facts import Holder, Segment


class Minutes(Protocol):
    def between(self, start: datetime, end: datetime, /) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A recorded stretch: an open wait, consultation or step. Without an end it lasts until now."""

    holder: Holder
    start: datetime
    end: datetime | None = None
    agency_id: int | None = None
    user_id: int | None = None
    what: str = ""


#: Where stretches overlap, the first in this order has the time: while the applicant is awaited, nobody else is.
ORDER = (Holder.APPLICANT, Holder.OTHER_AGENCY, Holder.UNIT, Holder.NOBODY)


def segments(*, start: datetime, end: datetime, holds: Sequence[Hold], calendar: Minutes) -> tuple[Segment, ...]:
    """Divide [start, end) among the holders without gap or overlap; what nobody held is nobody's.

    Basis: house choice (design, idea 2); the agency's part follows NĐ 61/2018 Điều 19 and TT 03/2025 form 06.
    """
    if end <= start:
        return ()
    known = [hold for hold in holds if hold.start < end and (hold.end is None or hold.end > start)]
    moments = {start, end}
    for hold in known:
        moments |= {max(hold.start, start), min(hold.end or end, end)}
    edges = sorted(moments)
    parts = [(a, b, _holder_of(a, b, known)) for a, b in pairwise(edges)]
    return tuple(_merged(parts, calendar))


def _holder_of(a: datetime, b: datetime, holds: Sequence[Hold]) -> Hold:
    inside = [hold for hold in holds if hold.start <= a and (hold.end is None or hold.end >= b)]
    return min(inside, key=lambda hold: ORDER.index(hold.holder), default=Hold(holder=Holder.NOBODY, start=a, end=b))


def _merged(parts: Sequence[tuple[datetime, datetime, Hold]], calendar: Minutes) -> list[Segment]:
    merged: list[Segment] = []
    for a, b, hold in parts:
        same = merged and (merged[-1].holder, merged[-1].agency_id, merged[-1].user_id, merged[-1].what) == (
            hold.holder, hold.agency_id, hold.user_id, hold.what,
        )  # fmt: skip
        begin = merged.pop().start if same else a
        merged.append(
            Segment(
                holder=hold.holder, start=begin, end=b, minutes=calendar.between(begin, b),
                agency_id=hold.agency_id, user_id=hold.user_id, what=hold.what,
            )
        )  # fmt: skip
    return merged


def shares(parts: Sequence[Segment]) -> dict[Holder, int]:
    """Working minutes by holder; every holder is named, also with 0.

    Basis: house choice (design, idea 2).
    """
    total = dict.fromkeys(Holder, 0)
    for part in parts:
        total[part.holder] += part.minutes
    return total
