"""Who is called next?

First an appointment near its slot, then somebody of a priority group, then the others, each in the order of arrival. So that
nobody waits for ever, a counter that has called `run` tickets before their turn calls one that has none of these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.counters.facts import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket that waits, as far as the order is concerned."""

    id: int
    taken_at: datetime
    priority: str = ""
    slot_at: datetime | None = None
    #: Somebody meant it for one counter: it was transferred there.
    is_for_here: bool = False


def is_due(one: Waiting, *, rules: Rules, at: datetime) -> bool:
    """Whether an appointment is near its slot. Basis: house choice (minutes set by the centre)."""
    if one.slot_at is None:
        return False
    return one.slot_at - timedelta(minutes=rules.early_minutes) <= at <= one.slot_at + timedelta(minutes=rules.late_minutes)


def goes_first(one: Waiting, *, rules: Rules, at: datetime) -> bool:
    """Whether a ticket is called before its turn: transferred here, near its slot, or of a priority group.

    Basis: NĐ 63/2010 Điều 18(8) for the groups; the rest is house choice.
    """
    return one.is_for_here or is_due(one, rules=rules, at=at) or bool(one.priority)


def next_of(waiting: Iterable[Waiting], *, rules: Rules, at: datetime, run: int) -> Waiting | None:
    """The ticket to call; `run` tells how many the counter has just called before their turn. None: nobody waits.

    Basis: house choice; priority groups by NĐ 63/2010 Điều 18(8).
    """
    ranked = sorted(waiting, key=lambda one: _rank(one, rules, at))
    if not ranked:
        return None
    if run >= rules.run:
        ordinary = [one for one in ranked if not goes_first(one, rules=rules, at=at)]
        if ordinary:
            return ordinary[0]
    return ranked[0]


def whole_order(waiting: Iterable[Waiting], *, rules: Rules, at: datetime, run: int = 0) -> Sequence[Waiting]:
    """All who wait, in the order in which one counter would call them if nobody else came.

    Basis: house choice (the order of calls).
    """
    left = {one.id: one for one in waiting}
    first = sorted((one for one in left.values() if goes_first(one, rules=rules, at=at)), key=lambda one: _rank(one, rules, at))
    others = sorted(
        (one for one in left.values() if not goes_first(one, rules=rules, at=at)), key=lambda one: _rank(one, rules, at)
    )
    ordered: list[Waiting] = []
    while first or others:
        takes_other = bool(others) and (not first or run >= rules.run)
        ordered.append((others if takes_other else first).pop(0))
        run = 0 if takes_other else run + 1
    return ordered


def _rank(one: Waiting, rules: Rules, at: datetime) -> tuple[int, datetime, int]:
    if one.is_for_here:
        return 0, one.taken_at, one.id
    if one.slot_at is not None and is_due(one, rules=rules, at=at):
        return 1, one.slot_at, one.id
    return 2 if one.priority else 3, one.taken_at, one.id
