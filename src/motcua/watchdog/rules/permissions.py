"""Whose is an alarm, and who may say that it is attended to?"""

from collections.abc import Collection
from typing import Protocol

from motcua.watchdog.facts import AlarmFact

#: Who looks over others' work, each within what they see.
WATCHING = frozenset({"head", "leader", "control", "inspector"})
_HEAD = "head"


class Post(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def agency_id(self) -> int: ...


class Actor(Protocol):
    """Whoever reads, as far as alarms go."""

    @property
    def user_id(self) -> int | None: ...
    def has(self, role: str, agency_id: int, /) -> bool: ...
    def acts_for(self, role: str, agency_id: int, /) -> frozenset[int]: ...
    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...


def is_told(actor: Actor, alarm: AlarmFact) -> bool:
    """Whether an alarm is this actor's: held by them or by whom they stand in for, or by nobody in a role of theirs; or told to them as head.

    Basis: house choice.
    """
    if alarm.head_agency_id is not None and actor.has(_HEAD, alarm.head_agency_id):
        return True
    if alarm.holder_id is None:
        return actor.has(alarm.role, alarm.agency_id)
    return alarm.holder_id in actor.acts_for(alarm.role, alarm.agency_id)


def may_attend(actor: Actor, alarm: AlarmFact) -> bool:
    """Whether this actor may say that the alarm is being attended to: whoever was told, and heads over the unit that holds it.

    Basis: house choice.
    """
    if actor.user_id is None:
        return False
    return is_told(actor, alarm) or actor.has(_HEAD, alarm.agency_id) or actor.holds_over(alarm.agency_id, {_HEAD})
