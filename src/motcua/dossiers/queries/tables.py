"""The tables that every move and every reading by machines go through, read and written by SQL made once."""

from motcua.dossiers.models import Consultation, Dossier, Paper, Party, PastHolding, Step, Wait
from motcua.foundation.rows import Rows

DOSSIERS, STEPS, WAITS, CONSULTATIONS = Rows(Dossier), Rows(Step), Rows(Wait), Rows(Consultation)
PAST_HOLDINGS, PAPERS, PARTIES = Rows(PastHolding), Rows(Paper), Rows(Party)


def subject(dossier_id: int) -> str:
    """By what the journal, files and documents owed name a dossier."""
    return f"dossier:{dossier_id}"
