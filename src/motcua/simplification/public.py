"""The door of the review of procedures."""

from motcua.simplification.facts import Proposal, State
from motcua.simplification.queries import opens, proposals, waiting

__all__ = ["Proposal", "State", "opens", "proposals", "waiting"]
