"""Making a move now: what the screens and the API share."""

from typing import Any

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import DossierMoved, OutOfOrder
from motcua.foundation import clock

#: Each time, another move must have come in between.
_TRIES = 5


def perform_now(**wanted: Any) -> DossierMoved:
    """A move at this moment. While it waited for the dossier another may have been made, at a later moment: then it is asked again.

    Raises what dossiers.perform raises; OutOfOrder when the clock is behind the dossier.
    """
    for _ in range(_TRIES - 1):
        try:
            return dossiers.perform(at=clock.now(), **wanted)
        except OutOfOrder:
            continue
    return dossiers.perform(at=clock.now(), **wanted)
