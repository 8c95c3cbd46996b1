"""Who designs forms, and who lets them be used?"""

from collections.abc import Collection
from typing import Protocol

from motcua.foundation.errors import NotAllowed
from motcua.foundation.four_eyes import Deciders, Lent

DESIGNERS = frozenset({"control"})


class Actor(Protocol):
    """As much of an actor as the forms ask for."""

    @property
    def label(self) -> str: ...

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...
    @property
    def lent(self) -> Collection[Lent]: ...


class NotADesigner(NotAllowed):
    code = "not_a_designer_of_forms"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính của tỉnh được soạn biểu mẫu."
    en = "Only the province's procedure control may design forms."


class NotAnApprover(NotAllowed):
    code = "not_an_approver_of_forms"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính hoặc lãnh đạo của tỉnh được duyệt biểu mẫu."
    en = "Only the province's procedure control or its leaders may approve forms."


#: Whose hands a draft went through does not let it be used.
APPROVERS = Deciders(roles=frozenset({"control", "leader"}), refusal=NotAnApprover)


def may_design(actor: Actor) -> bool:
    """Whether the actor writes forms for the province.

    Basis: Nghị định 63/2010/NĐ-CP Điều 5 (procedure control keeps what is published of procedures); house choice for forms.
    """
    return actor.holds_over(None, DESIGNERS)


def may_read(actor: Actor) -> bool:
    """Whether the actor sees the forms with their drafts. Basis: as for `may_design`."""
    return APPROVERS.may(actor)


def require_designer(actor: Actor) -> None:
    """Raises NotADesigner. Basis: as for `may_design`."""
    if not may_design(actor):
        raise NotADesigner


def require_reader(actor: Actor) -> None:
    """Raises NotAnApprover. Basis: as for `may_design`."""
    APPROVERS.require(actor)
