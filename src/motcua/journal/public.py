"""The door of the journal."""

from motcua.journal.facts import Fact, Payload, Problem, ProblemKind, Recorded, Sealed, Verification
from motcua.journal.operations.follow import RestoredElsewhere, follow, restart
from motcua.journal.operations.generation import begin_generation
from motcua.journal.operations.locking import WritersBusy
from motcua.journal.operations.record import record, record_many
from motcua.journal.operations.seal import DayAlreadySealed, DayNotOver, EarlierDayOpen, seal_day, seal_days
from motcua.journal.queries.history import facts_page, history, latest_moment
from motcua.journal.queries.lengths import chain_lengths
from motcua.journal.queries.verify import verify
from motcua.journal.rules.canonical import TextNotStorable

__all__ = [
    "DayAlreadySealed",
    "DayNotOver",
    "EarlierDayOpen",
    "Fact",
    "Payload",
    "Problem",
    "ProblemKind",
    "Recorded",
    "RestoredElsewhere",
    "Sealed",
    "TextNotStorable",
    "Verification",
    "WritersBusy",
    "begin_generation",
    "chain_lengths",
    "facts_page",
    "follow",
    "history",
    "latest_moment",
    "record",
    "record_many",
    "restart",
    "seal_day",
    "seal_days",
    "verify",
]
