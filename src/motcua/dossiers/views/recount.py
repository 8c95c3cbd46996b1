"""What the page of the calendar shows before a change is saved: the promises that it would count otherwise."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.template.loader import render_to_string

from motcua.dossiers.queries.watching.due_days import promises_moved
from motcua.organization import public as organization

#: So many promises stand on the page one by one; the counts are of all that were looked at.
SHOWN = 50


class Trial(Protocol):
    """A change of the calendar that is made and taken back at once."""

    def within(self, look: Callable[[], object], /) -> None: ...


def card(trial: Trial, agency_id: int | None, at: datetime) -> str:
    """The promises that a change would count otherwise, by agency and one by one, and what the policy does with them."""
    preview = promises_moved(within=trial.within, agency_id=agency_id, at=at)
    units = Counter(one.agency_id for one in preview.found)
    screen = {
        "preview": preview, "n": len(preview.found), "rows": [(one, organization.agency(one.agency_id).short_name) for one in preview.found[:SHOWN]],
        "units": [(organization.agency(agency).short_name, n) for agency, n in units.most_common(20)], "shown": SHOWN,
        "moving": sum(one.is_off and one.policy == "off_day" for one in preview.found), "off": sum(one.is_off for one in preview.found),
        "later": sum(one.would_be > one.due_at for one in preview.found),
    }  # fmt: skip
    return render_to_string("dossiers/officer/would_move.html", screen)
