"""How long will somebody wait? Told from how long people were served, never guessed."""

import math
from collections.abc import Sequence

from motcua.counters.facts import Estimate

#: Fewer served than this say nothing about the next.
ENOUGH = 5
#: Of the served, as many of the latest are looked at.
LATEST = 20


def estimate(*, ahead: int, served_seconds: Sequence[int], open_counters: int) -> Estimate:
    """Minutes until a ticket with so many before it is called: the median of the latest served, shared by the open counters.

    Basis: house choice.
    """
    if open_counters < 1:
        return Estimate(minutes=None, why="chưa có quầy mở", why_en="no counter is open")
    if len(served_seconds) < ENOUGH:
        return Estimate(minutes=None, why="chưa đủ số liệu", why_en="too little is known yet")
    rounds = math.ceil(ahead / open_counters)
    return Estimate(minutes=math.ceil(rounds * middle(served_seconds[:LATEST]) / 60))


def middle(seconds: Sequence[int]) -> int:
    """The median, of an even number the upper one: a wait is not told too short. Basis: house choice."""
    return sorted(seconds)[len(seconds) // 2] if seconds else 0


def slow_end(seconds: Sequence[int]) -> int:
    """What nine of ten stayed within (nearest rank). Basis: house choice."""
    return sorted(seconds)[math.ceil(len(seconds) * 9 / 10) - 1] if seconds else 0


def is_near(*, ahead: int, open_counters: int) -> bool:
    """Whether to come back to the counters: the turn is at most two rounds away. Basis: house choice."""
    return ahead <= 2 * max(1, open_counters)
