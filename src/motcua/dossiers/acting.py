"""Making a move now: what the screens and the API share."""

from typing import Any

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import DossierMoved
from motcua.foundation import clock


def perform_now(**wanted: Any) -> DossierMoved:
    """A move at this moment. Raises what dossiers.perform raises."""
    return dossiers.in_turn(lambda at: dossiers.perform(at=at, **wanted), now=clock.now)
