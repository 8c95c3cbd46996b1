"""Who may change the catalogue, and who decides?

It is law content: procedure control keeps it and control or the province's leaders decide, never the person who asked. Who runs the
machine does neither: an operator keeps accounts and servers, and what the command line imports is the program's, under their name.
"""

from collections.abc import Collection
from typing import Protocol

from motcua.foundation.errors import NotAllowed
from motcua.foundation.four_eyes import Deciders, Lent

KEEPERS = frozenset({"control"})


class Actor(Protocol):
    """As much of an actor as the catalogue asks for."""

    @property
    def label(self) -> str: ...

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...
    @property
    def lent(self) -> Collection[Lent]: ...


class NotAKeeper(NotAllowed):
    code = "not_a_keeper_of_the_catalogue"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính của tỉnh được sửa danh mục thủ tục."
    en = "Only the province's procedure control may change the catalogue."


class NotADecider(NotAllowed):
    code = "not_a_decider_of_the_catalogue"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính hoặc lãnh đạo của tỉnh được duyệt thay đổi của danh mục."
    en = "Only the province's procedure control and leaders decide changes of the catalogue."


#: Edits, publication decisions, and processes coming into force (Thông tư 01/2018/TT-VPCP Điều 8: approved by the chairman).
DECIDERS = Deciders(roles=frozenset({"control", "leader"}), refusal=NotADecider)


def may_keep(actor: Actor) -> bool:
    """The system, and the province's procedure control, may change the catalogue: it is one for every commune.

    Basis: Nghị định 63/2010/NĐ-CP Điều 5 (procedure control keeps the catalogue).
    """
    return actor.holds_over(None, KEEPERS)


def require_keeper(actor: Actor) -> None:
    """Raises NotAKeeper. Basis: as for `may_keep`."""
    if not may_keep(actor):
        raise NotAKeeper


def watches_control(actor: Actor) -> bool:
    """Procedure control and the province's leaders: they see what is asked, and the page of control with what waits.

    Basis: house choice.
    """
    return actor.holds_over(None, KEEPERS | DECIDERS.roles)


def require_reader(actor: Actor) -> None:
    """Raises NotAKeeper. Basis: as for `watches_control`."""
    if not watches_control(actor):
        raise NotAKeeper
