"""The door of the counter without its line."""

from motcua.offline.facts import Answer, BlockFact, CodeLine, CodeState, Doubt, ReviewLine
from motcua.offline.operations.handing_in import hand_in, hand_in_sealed, resolve_review
from motcua.offline.operations.holding import close_block, device_key, give_back, hold_block
from motcua.offline.operations.nightly import end_days
from motcua.offline.queries.prepared import prepared
from motcua.offline.queries.register import days_held, register, review_line, reviews
from motcua.offline.rules.permissions import NotYourCodes

__all__ = [
    "Answer",
    "BlockFact",
    "CodeLine",
    "CodeState",
    "Doubt",
    "NotYourCodes",
    "ReviewLine",
    "close_block",
    "days_held",
    "device_key",
    "end_days",
    "give_back",
    "hand_in",
    "hand_in_sealed",
    "hold_block",
    "prepared",
    "register",
    "resolve_review",
    "review_line",
    "reviews",
]
