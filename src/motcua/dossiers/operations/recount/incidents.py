"""Incidents of the platform in the dossiers whose procedure has a rule that counts them: the clock stands until it works again."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from motcua.calendar import public as calendar
from motcua.dossiers.facts import RUNNING, Channel, WaitKind
from motcua.dossiers.models import ClockStop, Dossier, Wait
from motcua.dossiers.operations.recount.promise import move_promise
from motcua.dossiers.queries.counting import terms_of
from motcua.dossiers.queries.tables import DOSSIERS
from motcua.dossiers.rules import stops

_BATCH = 500
#: An incident about which nothing was written for so long is counted everywhere: the job looks every few minutes.
_SETTLED = timedelta(days=3)


def count_incidents(*, at: datetime) -> int:
    """Stop the clocks that an incident stops, and move each promise by the working time that it took. Says how many dossiers changed.

    Done again, or after a break, it changes only what is not as the incidents say.
    """
    done = 0
    for incident in calendar.incidents(touched_since=at - _SETTLED):
        for dossier_id in _touched(incident):
            done += _count(dossier_id, incident, at)
    return done


def _touched(incident: calendar.Incident) -> Iterator[int]:
    """Running dossiers that the incident may concern, in the order of their numbers."""
    last = 0
    rows = Dossier.objects.filter(state__in=sorted(RUNNING), started_at__isnull=False).order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:_BATCH]):
        last = batch[-1].pk
        yield from [row.pk for row in batch if terms_of(row).rules.incident_pauses and _is_hit(row, incident)]


def _is_hit(dossier: Dossier, incident: calendar.Incident) -> bool:
    return stops.is_hit(
        scope=str(incident.scope), agency_id=incident.agency_id, is_online=dossier.channel == Channel.ONLINE,
        agency_ids=frozenset({dossier.centre_id, dossier.competent_id}),
    )  # fmt: skip


@transaction.atomic
def _count(dossier_id: int, incident: calendar.Incident, at: datetime) -> bool:
    dossier = DOSSIERS.first("id = %s FOR UPDATE", [dossier_id])
    if dossier is None or dossier.started_at is None or dossier.state not in RUNNING or at < dossier.last_at:
        return False
    stop = ClockStop.objects.filter(dossier=dossier_id, incident=incident.id).first()
    wanted = stops.stretch(
        starts_at=incident.starts_at,
        ends_at=incident.ends_at,
        is_withdrawn=incident.is_withdrawn,
        started_at=dossier.started_at,
        at=at,
    )
    if wanted is None:
        if stop is None or stop.ends_at == stop.starts_at:
            return False
        wanted = (stop.starts_at, stop.starts_at)  # taken back: it took no time
    if stop is not None and (stop.starts_at, stop.ends_at) == wanted:
        return False

    stop = stop or ClockStop(dossier_id=dossier_id, incident_id=incident.id)
    before, (stop.starts_at, stop.ends_at) = stop.minutes, wanted
    stop.minutes = _minutes(dossier, wanted)
    stop.save()

    working, due = calendar.calendar_of(agency_id=dossier.competent_id), dossier.due_at
    to = _later(working, due, stop.minutes - before) if due is not None else None
    name = "ClockStopped" if stop.ends_at is None else "IncidentCounted"
    move_promise(dossier, to=to, name=name, at=at, incident=incident.id, minutes=stop.minutes)
    return True


def _later(working: calendar.WorkCalendar, due: datetime, minutes: int) -> datetime:
    """A promise by so many working minutes later or earlier; where one day ends and the next begins it is the end of the one."""
    if minutes >= 0:
        return working.add(due, minutes) if minutes else due
    return working.add(working.subtract(due, 1 - minutes), 1)


def _minutes(dossier: Dossier, stretch: tuple[datetime, datetime | None]) -> int:
    """The working minutes that the stretch takes from the promise that stands: none while it lasts, nor what the applicant was awaited."""
    start, end = stretch
    waits = list(Wait.objects.filter(dossier=dossier.pk).values_list("kind", "asked_at", "answered_at"))
    restarts = [answered for kind, _asked, answered in waits if kind == WaitKind.SUPPLEMENT and answered]
    if end is None or not stops.moves_promise(
        start=start, end=end, due_at=dossier.due_at, counted_from=max([*restarts, start]) if restarts else start,
        extended_at=dossier.extended_at,
    ):  # fmt: skip
        return 0
    working = calendar.calendar_of(agency_id=dossier.competent_id)
    awaited = [(asked, answered) for _kind, asked, answered in waits if answered]
    return working.paused([*awaited, (start, end)]) - working.paused(awaited)
