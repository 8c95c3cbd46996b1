"""The door of the processes."""

from motcua.processes.facts import DraftLine, DraftRead, DraftState, Problem, Step
from motcua.processes.operations.deciding import Decision, move_draft
from motcua.processes.operations.drafting import (
    Beginning,
    DraftChanged,
    choose_agencies,
    copy_draft,
    save_draft,
    start_draft,
)
from motcua.processes.operations.reading import ProcessImported, import_process
from motcua.processes.queries.drafts import UnknownDraft, counts, draft, drafts, drafts_of, opens

__all__ = [
    "Beginning",
    "Decision",
    "DraftChanged",
    "DraftLine",
    "DraftRead",
    "DraftState",
    "Problem",
    "ProcessImported",
    "Step",
    "UnknownDraft",
    "choose_agencies",
    "copy_draft",
    "counts",
    "draft",
    "drafts",
    "drafts_of",
    "import_process",
    "move_draft",
    "opens",
    "save_draft",
    "start_draft",
]
