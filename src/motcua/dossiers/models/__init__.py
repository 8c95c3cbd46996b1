"""Tables of dossiers, by what they keep."""

from motcua.dossiers.models.life import (
    APOLOGISED,
    AWAITED,
    UNLIMITED,
    CodeCounter,
    Consultation,
    CorrectedDetails,
    Dossier,
    Look,
    Paper,
    Party,
    PastHolding,
    Request,
    Step,
    Tries,
    Wait,
)

__all__ = [
    "APOLOGISED",
    "AWAITED",
    "UNLIMITED",
    "CodeCounter",
    "Consultation",
    "CorrectedDetails",
    "Dossier",
    "Look",
    "Paper",
    "Party",
    "PastHolding",
    "Request",
    "Step",
    "Tries",
    "Wait",
]
