"""Tables of dossiers, by what they keep."""

from motcua.dossiers.models.life import (
    APOLOGISED,
    AWAITED,
    UNLIMITED,
    CodeCounter,
    Consultation,
    CorrectedDetails,
    Dossier,
    Paper,
    Party,
    PastHolding,
    Step,
    Wait,
)
from motcua.dossiers.models.outside import Look, Request, Tries
from motcua.dossiers.models.results import Handover, ResultBook, ResultPaper
from motcua.dossiers.models.stops import ClockStop

__all__ = [
    "APOLOGISED",
    "AWAITED",
    "UNLIMITED",
    "ClockStop",
    "CodeCounter",
    "Consultation",
    "CorrectedDetails",
    "Dossier",
    "Handover",
    "Look",
    "Paper",
    "Party",
    "PastHolding",
    "Request",
    "ResultBook",
    "ResultPaper",
    "Step",
    "Tries",
    "Wait",
]
