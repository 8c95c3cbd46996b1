"""Who may change the catalogue?"""

from collections.abc import Set as AbstractSet
from typing import Protocol

from motcua.foundation.errors import NotAllowed

KEEPERS = frozenset({"control", "operator"})


class Actor(Protocol):
    """As much of an actor as the catalogue asks for."""

    @property
    def kind(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def roles(self) -> AbstractSet[str]: ...


class NotAKeeper(NotAllowed):
    code = "not_a_keeper_of_the_catalogue"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính hoặc người vận hành được sửa danh mục thủ tục."
    en = "Only procedure control and operators may change the catalogue."


def require_keeper(actor: Actor) -> None:
    """The system, procedure control and operators may change the catalogue.

    Raises NotAKeeper. Basis: Nghị định 63/2010/NĐ-CP Điều 5 (procedure control keeps the catalogue).
    """
    if actor.kind != "system" and not KEEPERS & set(actor.roles):
        raise NotAKeeper
