"""Who may propose to simplify a procedure, and who accepts it?"""

from collections.abc import Collection
from typing import Protocol

from motcua.foundation.errors import NotAllowed
from motcua.foundation.four_eyes import Deciders, Lent

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
    @property
    def lent(self) -> Collection[Lent]: ...


class NotAProposer(NotAllowed):
    code = "not_a_proposer"
    vi = "Chỉ kiểm soát thủ tục hành chính của tỉnh, trưởng đơn vị và công chức của cơ quan giải quyết được đề xuất, và chỉ cho cơ quan mình."
    en = "Only the province's procedure control, and heads and officials of the agency that handles it, may propose, for their own agency."


class NotAJudge(NotAllowed):
    code = "not_a_judge_of_proposals"
    vi = "Chỉ kiểm soát thủ tục hành chính của tỉnh xem xét đề xuất."
    en = "Only the province's procedure control judges proposals."


#: Whose hands a proposal went through does not judge it.
JUDGES = Deciders(roles=CONTROL, refusal=NotAJudge)


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


def may_see(actor: Actor, agency_id: int) -> bool:
    """Whether the actor sees the proposals of an agency: who proposes there, and its leaders. Basis: as for `may_propose`."""
    return may_see_all(actor) or actor.holds_over(agency_id, PROPOSERS | {"leader"})


def require_sight(actor: Actor, agency_id: int) -> None:
    """Raises NotYoursToSee. Basis: as for `may_propose`."""
    if not may_see(actor, agency_id):
        raise NotYoursToSee


def require_proposer(actor: Actor, agency_id: int) -> None:
    """Raises NotAProposer. Basis: as for `may_propose`."""
    if not may_propose(actor, agency_id):
        raise NotAProposer
