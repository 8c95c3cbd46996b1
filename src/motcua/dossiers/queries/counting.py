"""How a procedure's limit is counted: its dated rules handed to the calendar."""

from collections.abc import Callable
from datetime import datetime

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import clocks
from motcua.foundation import clock


def due_function(terms: catalogue.Terms, working: calendar.WorkCalendar) -> Callable[[datetime], datetime | None]:
    """How this procedure's limit is counted from a moment, by its dated rules."""
    if terms.same_day:
        return lambda start: clocks.same_day_due(start=start, cutoff=terms.cutoff, calendar=working)
    if terms.limit is None:
        return lambda _: None
    amount, unit = terms.limit
    limit, policy, cutoff = calendar.Limit(amount, calendar.Unit(unit)), calendar.Policy(terms.policy), terms.cutoff
    return lambda start: calendar.due_at(working, start, limit, policy, cutoff)


def terms_of(dossier: Dossier) -> catalogue.Terms:
    """The terms a dossier is pinned to: its version and process, with the clock rules of the day it was received (before: filed)."""
    return catalogue.terms_of_version(
        dossier.version_id, dossier.process_id, on=clock.local_day(dossier.accepted_at or dossier.filed_at)
    )
