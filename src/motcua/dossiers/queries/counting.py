"""How a procedure's limit is counted: its dated rules handed to the calendar."""

from collections.abc import Callable
from datetime import datetime

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.models import Dossier
from motcua.foundation import clock


def limit_of(terms: catalogue.Terms) -> calendar.Limit | None:
    """The procedure's limit as the calendar counts it; what is done the same day has none of its own and takes no whole day."""
    if terms.same_day:
        return calendar.Limit(0, calendar.Unit.WORKING_DAYS)
    return calendar.Limit(*terms.limit) if terms.limit else None


def due_function(terms: catalogue.Terms, working: calendar.WorkCalendar) -> Callable[[datetime], datetime | None]:
    """How this procedure's limit is counted from a moment, by its dated rules."""
    limit, policy, cutoff = limit_of(terms), calendar.Policy(terms.policy), terms.cutoff
    if limit is None:
        return lambda _: None
    return lambda start: calendar.due_at(working, start, limit, policy, cutoff)


def terms_of(dossier: Dossier) -> catalogue.Terms:
    """The terms a dossier is pinned to: its version and process, with the clock rules of the day it was received (before: filed)."""
    return catalogue.terms_of_version(
        dossier.version_id, dossier.process_id, on=clock.local_day(dossier.accepted_at or dossier.filed_at)
    )
