"""Facts made ready for the page: words, addresses and geometry, so that templates only place them."""

from motcua.dossiers.shown import look_of
from motcua.dossiers.shown.timing import near, supplement_by
from motcua.dossiers.views.showing.citizen import corrected, ending, looked, pauses, sent, stages, turn, when, where
from motcua.dossiers.views.showing.documents import documents, may_ask_receipt
from motcua.dossiers.views.showing.doors import Door, UnknownDoor, door, lines
from motcua.dossiers.views.showing.events import events, said
from motcua.dossiers.views.showing.page import (
    FINAL,
    agency_full,
    agency_name,
    branch_label,
    branches,
    buttons,
    clocks,
    consultations,
    corrections,
    earlier,
    expected,
    here,
    holdings,
    label_of,
    looks,
    names,
    path,
    places,
    results,
    step_due,
    tracks,
    tried_as,
    why_nothing,
)
from motcua.dossiers.views.showing.papers import family, signing
from motcua.dossiers.views.showing.timing import expected_on, strip, time_left

__all__ = [
    "FINAL", "Door", "UnknownDoor", "agency_full", "agency_name", "branch_label", "branches", "buttons", "clocks", "consultations", "corrected", "corrections", "documents", "door", "earlier", "ending", "events",
    "expected", "expected_on", "family", "here", "holdings", "label_of", "lines", "look_of", "looked", "looks", "may_ask_receipt", "names", "near", "path", "pauses", "places", "results", "said", "sent", "signing", "stages", "step_due", "strip",
    "supplement_by", "time_left", "tracks", "tried_as", "turn", "when", "where", "why_nothing",
]  # fmt: skip
