"""Who may change the catalogue?"""

from collections.abc import Collection
from typing import Protocol

from motcua.foundation.errors import NotAllowed

KEEPERS = frozenset({"control", "operator"})
#: A technical administrator keeps the machine, not the law.
DECIDERS = frozenset({"control", "leader"})


class Actor(Protocol):
    """As much of an actor as the catalogue asks for."""

    @property
    def label(self) -> str: ...

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...


class NotAKeeper(NotAllowed):
    code = "not_a_keeper_of_the_catalogue"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính hoặc người vận hành của tỉnh được sửa danh mục thủ tục."
    en = "Only the province's procedure control and operators may change the catalogue."


class NotADecider(NotAllowed):
    code = "not_a_decider_of_the_catalogue"
    vi = "Chỉ cán bộ kiểm soát thủ tục hành chính hoặc lãnh đạo của tỉnh được duyệt thay đổi của danh mục."
    en = "Only the province's procedure control and leaders decide changes of the catalogue."


class OwnEdit(NotAllowed):
    code = "own_edit"
    vi = "Người lập không tự duyệt. Nhờ một cán bộ kiểm soát khác hoặc lãnh đạo duyệt."
    en = "Who drafted it cannot decide it. Ask another control officer or a leader."


def require_keeper(actor: Actor) -> None:
    """The system, and the province's procedure control and operators, may change the catalogue: it is one for every commune.

    Raises NotAKeeper. Basis: Nghị định 63/2010/NĐ-CP Điều 5 (procedure control keeps the catalogue).
    """
    if not actor.holds_over(None, KEEPERS):
        raise NotAKeeper


def watches_control(actor: Actor) -> bool:
    """Procedure control and the province's leaders: for them the page of control with what waits.

    Basis: house choice.
    """
    return actor.holds_over(None, DECIDERS)


def require_reader(actor: Actor) -> None:
    """Whoever keeps the catalogue or decides on it may see what is asked. Raises NotAKeeper.

    Basis: house choice.
    """
    if not actor.holds_over(None, KEEPERS | DECIDERS):
        raise NotAKeeper


def require_decider(actor: Actor, *, drafted_by: str) -> None:
    """A second person decides what becomes public.

    Raises NotADecider, OwnEdit. Basis: house choice (four eyes on what is public).
    """
    if actor.label == drafted_by:
        raise OwnEdit
    if not may_decide(actor, drafted_by=drafted_by):
        raise NotADecider


class MayNotApprove(NotAllowed):
    code = "may_not_approve_a_process"
    vi = "Chỉ lãnh đạo tỉnh hoặc cán bộ kiểm soát thủ tục hành chính của tỉnh đưa quy trình vào áp dụng."
    en = "Only the leaders and the procedure control of the province may put a process in force."


def require_approver(actor: Actor) -> None:
    """A process comes into force by a decision of the province, entered by its leaders or its procedure control.

    Raises MayNotApprove. Basis: Thông tư 01/2018/TT-VPCP Điều 8 (drafted by the department, controlled by the office, approved by
    the chairman).
    """
    if not actor.holds_over(None, DECIDERS):
        raise MayNotApprove


def may_decide(actor: Actor, *, drafted_by: str) -> bool:
    """Whether this person may decide what another asked for.

    Basis: house choice (four eyes on what is public).
    """
    return actor.holds_over(None, DECIDERS) and actor.label != drafted_by
