"""The door of the processes."""

from motcua.processes.facts import DraftRead, DraftState
from motcua.processes.operations.deciding import try_draft
from motcua.processes.queries.drafts import counts, draft, opens

__all__ = [
    "DraftRead",
    "DraftState",
    "counts",
    "draft",
    "opens",
    "try_draft",
]
