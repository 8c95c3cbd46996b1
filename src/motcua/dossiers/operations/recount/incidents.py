"""Incidents of the platform in the dossiers whose procedure has a rule that counts them: the clock stands until it works again."""

from datetime import datetime
from functools import partial

from django.db import transaction

from motcua.calendar import public as calendar
from motcua.dossiers.facts import RUNNING, Channel
from motcua.dossiers.models import ClockStop, Dossier
from motcua.dossiers.operations.recount.apart import Apart
from motcua.dossiers.operations.recount.promise import move_promise, open_step
from motcua.dossiers.operations.stood import give_back, keep_minutes
from motcua.dossiers.queries.counting import moments_of, terms_of
from motcua.dossiers.queries.tables import DOSSIERS
from motcua.dossiers.queries.watching.stopped import runs_that_incidents_stop, touched_by
from motcua.dossiers.rules import stops


def count_incidents(*, at: datetime) -> int:
    """Stop the clocks that an incident stops, and move each promise by the working time that it took. Says how many dossiers changed.

    Done again, late, or after a break, it changes only what is not as the incidents say. Raises NotAllCounted.
    """
    apart, done = Apart(), 0
    waiting = calendar.incidents(uncounted_at=at)
    stopped_by_rule = runs_that_incidents_stop() if waiting else ()
    for incident in waiting:
        for dossier_id in touched_by(incident, among=stopped_by_rule, at=at):
            done += apart.do(f"dossier {dossier_id}", partial(_count, dossier_id, incident, at))
        if not any(touched_by(incident, among=stopped_by_rule, at=at)):
            calendar.mark_counted(incident_id=incident.id, at=at)
    apart.end()
    return done


@transaction.atomic
def _count(dossier_id: int, incident: calendar.Incident, at: datetime) -> bool:
    dossier = DOSSIERS.first("id = %s FOR UPDATE", [dossier_id])
    if dossier is None or dossier.state not in RUNNING or at < dossier.last_at:
        return False
    stop = ClockStop.objects.filter(dossier=dossier_id, incident=incident.id).first()
    wanted = _stretch(dossier, incident, at)
    if wanted is None and stop is not None:
        wanted = (stop.starts_at, stop.starts_at)  # taken back: it took no time
    if wanted is None or (stop is not None and (stop.starts_at, stop.ends_at) == wanted):
        return False

    was = moments_of(dossier)
    stop = stop or ClockStop(dossier_id=dossier_id, incident_id=incident.id)
    stop.starts_at, stop.ends_at = wanted
    stop.save()
    step = open_step(dossier)
    given = give_back(dossier, step, terms=terms_of(dossier), was=was, now=moments_of(dossier))
    keep_minutes(dossier_id, given.minutes)

    name = "ClockStopped" if stop.ends_at is None else "IncidentCounted"
    move_promise(
        dossier, step, to=given.due_at, step_due_at=given.step_due_at, name=name, at=at, incident=incident.id,
        minutes=given.minutes[incident.id],
    )  # fmt: skip
    return True


def _stretch(dossier: Dossier, incident: calendar.Incident, at: datetime) -> tuple[datetime, datetime | None] | None:
    """The part of the incident that the dossier's clock stands for; None for none."""
    is_hit = stops.is_hit(
        scope=str(incident.scope), agency_id=incident.agency_id, is_online=dossier.channel == Channel.ONLINE,
        agency_ids=frozenset({dossier.centre_id, dossier.competent_id}),
    )  # fmt: skip
    if not is_hit or dossier.started_at is None:
        return None
    return stops.stretch(
        starts_at=incident.starts_at, ends_at=incident.ends_at, is_withdrawn=incident.is_withdrawn, started_at=dossier.started_at, at=at
    )  # fmt: skip
