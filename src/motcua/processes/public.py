"""The door of the processes."""

from motcua.processes.facts import DraftState
from motcua.processes.queries.drafts import counts, opens

__all__ = [
    "DraftState",
    "counts",
    "opens",
]
