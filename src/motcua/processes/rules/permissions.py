"""Who may draft, appraise and approve a process? Never the same person twice."""

from collections.abc import Collection
from typing import Protocol

from motcua.foundation.errors import NotAllowed
from motcua.foundation.four_eyes import Deciders
from motcua.processes.rules.lifecycle import Move

#: Roles that draft for their own agency, where it is of the province's departments.
DRAFTERS = frozenset({"head", "official"})
CONTROL, LEADER = frozenset({"control"}), frozenset({"leader"})


class Post(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def agency_id(self) -> int: ...


class Actor(Protocol):
    """As much of an actor as this room asks for."""

    @property
    def label(self) -> str: ...
    @property
    def holdings(self) -> Collection[Post]: ...
    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...


class MayNotDraft(NotAllowed):
    code = "may_not_draft_a_process"
    vi = "Quy trình do trưởng đơn vị, công chức của sở, ngành soạn cho lĩnh vực của mình, hoặc do kiểm soát thủ tục hành chính soạn."
    en = "Processes are drafted by heads and officials of the departments for their own agency, or by procedure control."


class MayNotAppraise(NotAllowed):
    code = "may_not_appraise_a_process"
    vi = "Thẩm định là việc của kiểm soát thủ tục hành chính của tỉnh."
    en = "Appraisal belongs to the procedure control of the province."


class MayNotApproveDraft(NotAllowed):
    code = "may_not_approve_a_draft"
    vi = "Phê duyệt là việc của lãnh đạo tỉnh, hoặc kiểm soát thủ tục hành chính ghi quyết định của Chủ tịch."
    en = "Approval belongs to the leaders of the province, or to procedure control entering the chairman's decision."


#: Three hands: who wrote does not appraise, and who wrote or appraised does not approve.
DECIDERS = {
    "appraiser": Deciders(roles=CONTROL, refusal=MayNotAppraise),
    "approver": Deciders(roles=CONTROL | LEADER, refusal=MayNotApproveDraft),
}


def controls(actor: Actor) -> bool:
    """Whether the actor keeps the procedures of the whole province.

    Basis: Nghị định 63/2010/NĐ-CP Điều 5 (procedure control).
    """
    return actor.holds_over(None, CONTROL)


def drafts_at(actor: Actor, departments: Collection[int]) -> frozenset[int]:
    """The agencies for which the actor drafts; `departments` are the province's that decide procedures.

    Basis: Thông tư 01/2018/TT-VPCP Điều 8 (the department drafts).
    """
    return frozenset(post.agency_id for post in actor.holdings if post.role in DRAFTERS and post.agency_id in departments)


def may_draft_for(actor: Actor, *, agency_id: int | None, departments: Collection[int]) -> bool:
    """Whether the actor writes a draft of an agency. Basis: as for `drafts_at`; procedure control drafts for anybody."""
    return controls(actor) or agency_id in drafts_at(actor, departments)


def require_drafter(actor: Actor, *, agency_id: int | None, departments: Collection[int]) -> None:
    """Raises MayNotDraft. Basis: as for `may_draft_for`."""
    if not may_draft_for(actor, agency_id=agency_id, departments=departments):
        raise MayNotDraft


def why_not(
    actor: Actor, move: Move, *, agency_id: int | None, departments: Collection[int], editors: Collection[str], appraiser: str
) -> NotAllowed | None:
    """Who wrote does not appraise, and who wrote or appraised does not approve; taking back and dropping is the drafter's.

    MayNotDraft, MayNotAppraise, MayNotApproveDraft, OwnWork; None: may. Basis: Thông tư 01/2018/TT-VPCP Điều 8 (three hands).
    """
    if move.who == "drafter":
        return None if may_draft_for(actor, agency_id=agency_id, departments=departments) else MayNotDraft()
    return DECIDERS[move.who].why_not(actor, {*editors, appraiser} if move.who == "approver" else editors)


def may_read_all(actor: Actor) -> bool:
    """Whether drafts of every agency are open to the actor.

    Basis: house choice (who appraises or approves reads).
    """
    return controls(actor) or actor.holds_over(None, LEADER)
