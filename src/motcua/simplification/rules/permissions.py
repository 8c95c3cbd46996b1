"""Who may propose to simplify a procedure, and who accepts it?"""

from collections.abc import Collection, Sequence
from typing import Protocol

from motcua.foundation.errors import NotAllowed

CONTROL = frozenset({"control"})
#: Those who handle procedures propose for what they handle.
PROPOSERS = frozenset({"control", "head", "official"})
#: Those who look over the whole province see every proposal.
OVERSEERS = frozenset({"control", "leader", "reform"})


class Actor(Protocol):
    """As much of an actor as the review asks for."""

    @property
    def label(self) -> str: ...

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...


class NotAProposer(NotAllowed):
    code = "not_a_proposer"
    vi = "Chỉ kiểm soát thủ tục hành chính của tỉnh, trưởng đơn vị và công chức của cơ quan giải quyết được đề xuất, và chỉ cho cơ quan mình."
    en = "Only the province's procedure control, and heads and officials of the agency that handles it, may propose, for their own agency."


class NotAJudge(NotAllowed):
    code = "not_a_judge_of_proposals"
    vi = "Chỉ kiểm soát thủ tục hành chính của tỉnh xem xét đề xuất."
    en = "Only the province's procedure control judges proposals."


class OwnProposal(NotAllowed):
    code = "own_proposal"
    vi = "Người đã soạn hoặc sửa đề xuất không được chấp nhận nó: cần người khác."
    en = "Who has written or changed a proposal may not accept it: another must."


class NotYoursToSee(NotAllowed):
    code = "proposal_not_yours_to_see"
    vi = "Đề xuất này của cơ quan khác."
    en = "This proposal is another agency's."


def may_see_all(actor: Actor) -> bool:
    """Whether the actor sees the proposals of every agency. Basis: Nghị định 63/2010/NĐ-CP (review is led by procedure control)."""
    return actor.holds_over(None, OVERSEERS)


def may_propose(actor: Actor, agency_id: int) -> bool:
    """Whether the actor may propose, and change what is proposed, for an agency.

    Basis: Nghị định 63/2010/NĐ-CP (agencies review what they handle); house choice for the roles.
    """
    return actor.holds_over(None, CONTROL) or actor.holds_over(agency_id, PROPOSERS)


def may_judge(actor: Actor, proposed_by: Sequence[str]) -> bool:
    """Whether the actor may accept what these people proposed. Basis: house choice (four eyes)."""
    return actor.holds_over(None, CONTROL) and actor.label not in proposed_by


def require_sight(actor: Actor, agency_id: int) -> None:
    """Raises NotYoursToSee. Basis: as for `may_propose`."""
    if not (may_see_all(actor) or actor.holds_over(agency_id, PROPOSERS | {"leader"})):
        raise NotYoursToSee


def require_proposer(actor: Actor, agency_id: int) -> None:
    """Raises NotAProposer. Basis: as for `may_propose`."""
    if not may_propose(actor, agency_id):
        raise NotAProposer


def require_control(actor: Actor) -> None:
    """Raises NotAJudge. Basis: as for `may_judge`."""
    if not actor.holds_over(None, CONTROL):
        raise NotAJudge


def require_judge(actor: Actor, proposed_by: Sequence[str]) -> None:
    """Raises NotAJudge, OwnProposal. Basis: as for `may_judge`."""
    require_control(actor)
    if actor.label in proposed_by:
        raise OwnProposal
