"""The tables that every move and every reading by machines go through, read and written by SQL made once."""

from motcua.dossiers.models import Consultation, Dossier, PastHolding, Step, Wait
from motcua.foundation.rows import Rows

DOSSIERS, STEPS, WAITS, CONSULTATIONS = Rows(Dossier), Rows(Step), Rows(Wait), Rows(Consultation)
PAST_HOLDINGS = Rows(PastHolding)
