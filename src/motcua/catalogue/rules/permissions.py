"""Who may change the catalogue?"""

from collections.abc import Collection
from typing import Protocol

from motcua.foundation.errors import NotAllowed

KEEPERS = frozenset({"control", "operator"})


class Actor(Protocol):
    """As much of an actor as the catalogue asks for."""

    @property
    def label(self) -> str: ...

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...


class NotAKeeper(NotAllowed):
    code = "not_a_keeper_of_the_catalogue"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính hoặc người vận hành của tỉnh được sửa danh mục thủ tục."
    en = "Only the province's procedure control and operators may change the catalogue."


def require_keeper(actor: Actor) -> None:
    """The system, and the province's procedure control and operators, may change the catalogue: it is one for every commune.

    Raises NotAKeeper. Basis: Nghị định 63/2010/NĐ-CP Điều 5 (procedure control keeps the catalogue).
    """
    if not actor.holds_over(None, KEEPERS):
        raise NotAKeeper
