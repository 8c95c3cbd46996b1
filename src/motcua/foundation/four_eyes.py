"""What one person drafted, asked for or appraised, another decides: the one rule of every room in which something waits for approval."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from motcua.foundation.errors import NotAllowed


class Lent(Protocol):
    """A role that somebody holds only in the name of an absent person."""

    @property
    def role(self) -> str: ...
    @property
    def user_id(self) -> int: ...


class Person(Protocol):
    """As much of an actor as the rule asks for."""

    @property
    def label(self) -> str: ...

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...
    @property
    def lent(self) -> "Collection[Lent]": ...


class OwnWork(NotAllowed):
    code = "own_work"
    vi = "Bạn đã soạn, đề nghị hoặc thẩm định việc này nên không tự quyết định được. Nhờ một người khác có quyền duyệt."
    en = "You drafted, asked for or appraised this, so you cannot decide it yourself. Ask somebody else who may approve it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciders:
    """Who decides one kind of thing: a room's roles, held over the whole province, and what is told to everybody else."""

    roles: frozenset[str]
    refusal: type[NotAllowed]

    def why_not(self, actor: Person, hands: Collection[str] = ()) -> NotAllowed | None:
        """Why this person may not decide what these hands made (labels, as the journal names actors): for pages to say. None: may."""
        if not actor.holds_over(None, self.roles):
            return self.refusal()
        return OwnWork() if is_among(actor, self.roles, hands) else None

    def may(self, actor: Person, hands: Collection[str] = ()) -> bool:
        return self.why_not(actor, hands) is None

    def require(self, actor: Person, hands: Collection[str] = ()) -> None:
        """Raises the room's refusal, OwnWork."""
        refusal = self.why_not(actor, hands)
        if refusal:
            raise refusal


def is_among(actor: Person, roles: Collection[str], hands: Collection[str]) -> bool:
    """Whether who would decide, in one of these roles, is one of those who made it (labels, as the journal names actors).

    Who decides only in an absent person's name decides as that person: their work stays their own.
    """
    eyes = {_person(actor.label), *(str(one.user_id) for one in actor.lent if one.role in roles)}
    return bool(eyes & set(map(_person, hands)))


def _person(label: str) -> str:
    """Somebody's program (machine:7) is the same pair of eyes as that person (user:7)."""
    return label.rpartition(":")[2]
