"""Who may draft, appraise and approve a process? Never the same person twice."""

from collections.abc import Collection
from typing import Protocol

from motcua.foundation.errors import NotAllowed
from motcua.foundation.four_eyes import Deciders, Lent
from motcua.processes.rules.lifecycle import Move

#: Roles that draft for their own agency, where it is of the province's departments.
DRAFTERS = frozenset({"head", "official"})
CONTROL, LEADER = frozenset({"control"}), frozenset({"leader"})
#: Who decides by processes, at a department or a commune.
BOUND = DRAFTERS | LEADER


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
    @property
    def lent(self) -> Collection[Lent]: ...


class Procedure(Protocol):
    """As much of a procedure as says in whose field it lies."""

    @property
    def code(self) -> str: ...
    @property
    def ministry(self) -> str: ...
    @property
    def in_charge(self) -> Collection[int]: ...


class MayNotDraft(NotAllowed):
    code = "may_not_draft_a_process"
    vi = "Quy trình do trưởng đơn vị, công chức của sở, ngành soạn cho lĩnh vực của mình, hoặc do kiểm soát thủ tục hành chính soạn."
    en = "Processes are drafted by heads and officials of the departments for their own field, or by procedure control."


class NotYourField(NotAllowed):
    code = "procedure_not_in_your_field"
    vi = "Theo danh mục, thủ tục {procedure_code} (bộ công bố: {ministry}) thuộc lĩnh vực của cơ quan khác, nên cơ quan bạn không soạn quy trình này."
    en = "By the catalogue, procedure {procedure_code} (published by: {ministry}) lies in another agency's field: yours does not draft its process."


class FieldUnknown(NotAllowed):
    code = "field_of_procedure_unknown"
    vi = (
        "Danh mục không cho biết thủ tục {procedure_code} (bộ công bố: {ministry}) thuộc lĩnh vực của sở, ngành nào, nên quy trình do kiểm soát "
        "thủ tục hành chính soạn. Nếu là của cơ quan bạn, đề nghị kiểm soát ghi cơ quan có thẩm quyền vào thủ tục."
    )
    en = (
        "The catalogue does not tell in which department's field procedure {procedure_code} (published by: {ministry}) lies, so procedure "
        "control drafts its process. If it is yours, ask them to enter the competent agency."
    )


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


def why_not_draft(actor: Actor, *, agency_id: int | None, procedure: Procedure) -> NotAllowed | None:
    """MayNotDraft, NotYourField, FieldUnknown; None: the actor writes a draft of this agency for the procedure.

    Basis: as for `drafts_at`, in the agency's own field; procedure control drafts for anybody.
    """
    if controls(actor) or agency_id in drafts_at(actor, procedure.in_charge):
        return None
    if not any(post.agency_id == agency_id and post.role in DRAFTERS for post in actor.holdings):
        return MayNotDraft()
    refusal = NotYourField if procedure.in_charge else FieldUnknown
    return refusal(procedure_code=procedure.code, ministry=procedure.ministry or "–")


def require_drafter(actor: Actor, *, agency_id: int | None, procedure: Procedure) -> None:
    """Raises MayNotDraft, NotYourField, FieldUnknown. Basis: as for `why_not_draft`."""
    refusal = why_not_draft(actor, agency_id=agency_id, procedure=procedure)
    if refusal:
        raise refusal


def why_not(
    actor: Actor, move: Move, *, agency_id: int | None, procedure: Procedure, editors: Collection[str], appraiser: str
) -> NotAllowed | None:
    """Who wrote does not appraise, and who wrote or appraised does not approve; taking back and dropping is the drafter's.

    As why_not_draft, MayNotAppraise, MayNotApproveDraft, OwnWork; None: may. Basis: Thông tư 01/2018/TT-VPCP Điều 8 (three hands).
    """
    if move.who == "drafter":
        return why_not_draft(actor, agency_id=agency_id, procedure=procedure)
    return DECIDERS[move.who].why_not(actor, {*editors, appraiser} if move.who == "approver" else editors)


def may_read_approved(actor: Actor) -> bool:
    """Whether approved processes are open to the actor: who decides by them, and who keeps them.

    Basis: Thông tư 01/2018/TT-VPCP Điều 8 (a process binds the agencies for which it was approved); house choice for the roles.
    """
    return may_read_all(actor) or any(post.role in BOUND for post in actor.holdings)


def may_read_all(actor: Actor) -> bool:
    """Whether drafts of every agency are open to the actor.

    Basis: house choice (who appraises or approves reads).
    """
    return controls(actor) or actor.holds_over(None, LEADER)
