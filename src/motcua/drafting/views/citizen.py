"""What the applicant reads of verifications: when, where, and whether to come; never what was written."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from motcua.drafting.facts import Held
from motcua.drafting.queries.reading import verifications_of


def visits(dossier_id: int, at: datetime) -> SafeString:
    """The part of the page that follows a dossier."""
    found = verifications_of(dossier_id)
    if not found:
        return SafeString("")
    screen = {"visits": found, "at": at, "PLANNED": Held.PLANNED, "HELD": Held.HELD}
    return SafeString(render_to_string("drafting/visits.html", screen))
