"""The clock of a locked dossier has stood: its promise and its open step get that time back, each minute once, whoever is told of it first."""

from datetime import datetime
from typing import NamedTuple

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.models import ClockStop, Dossier, Step
from motcua.dossiers.queries.counting import Moments
from motcua.dossiers.rules import clocks


class Given(NamedTuple):
    """What the time that the clock stood makes of the due times."""

    due_at: datetime | None
    step_due_at: datetime | None
    #: By how many working minutes each incident moved the promise, beside what the applicant was awaited.
    minutes: dict[int, int]


def give_back(dossier: Dossier, step: Step | None, *, terms: catalogue.Terms, was: Moments, now: Moments) -> Given:
    """The due times after moments were recorded, from those that stand and what moved them already.

    Only the difference moves them: what the calendar has become since leaves a promise alone (decision 0010).
    """
    restarts = now.restarts(terms)
    working = calendar.calendar_of(agency_id=dossier.competent_id)
    counted_before, counted = was.counted(terms), now.waited(terms)
    minutes = {one.incident_id: one.minutes if one.ends_at != one.starts_at else 0 for one in now.stops}
    due_at = dossier.due_at
    if due_at is not None and dossier.started_at is not None:
        # A full dossier that came after the due time left the promise as it was.
        since = max(at for at in (dossier.started_at, dossier.extended_at, *(at for at in restarts if at < due_at)) if at)
        before = clocks.took(counted_before, since=since, calendar=working)
        promised = clocks.later(due_at, -before, working)
        moving = clocks.that_count(now.pauses(terms), due_at=promised, since=since, calendar=working)
        for incident_id, pause in sorted(now.stopped(terms).items(), key=lambda one: one[1].start):
            if pause.end is None or pause.end <= since:
                continue  # it moved a promise that stands no more
            without = clocks.took(counted, since=since, calendar=working)
            counted += [pause] if pause in moving else []
            minutes[incident_id] = clocks.took(counted, since=since, calendar=working) - without
        due_at = clocks.later(due_at, clocks.took(counted, since=since, calendar=working) - before, working)
    # A wait that ends now without what was asked for is no full dossier: the step has the time of it back.
    full_at = max(was.restarts(terms), default=None)
    of_step = _of_step(step, full_at, [*counted_before, *was.anew(terms)], [*counted, *now.anew(terms)])
    return Given(due_at, of_step, minutes)


def _of_step(step: Step | None, full_at: datetime | None, was: list[clocks.Pause], now: list[clocks.Pause]) -> datetime | None:
    """The step gets back what fell into its own time, by the hours of the agency that does it."""
    if step is None or step.due_at is None:
        return None
    working = calendar.calendar_of(agency_id=step.agency_id)
    since = max(step.opened_at, full_at or step.opened_at)
    before, after = (clocks.took(one, since=since, calendar=working) for one in (was, now))
    return clocks.later(step.due_at, after - before, working)


def keep_minutes(dossier_id: int, minutes: dict[int, int]) -> None:
    """Write on each stop of the clock by how much it moved the promise."""
    for stop in ClockStop.objects.filter(dossier=dossier_id, incident__in=list(minutes)):
        if stop.minutes != minutes[stop.incident_id]:
            stop.minutes = minutes[stop.incident_id]
            stop.save(update_fields=["minutes"])
