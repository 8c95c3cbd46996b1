"""What a change of the calendar does to promises that were given, by the dated rule of each procedure. By default: nothing."""

from datetime import date, datetime, time
from functools import partial

from django.db import transaction

from motcua.calendar import public as calendar
from motcua.dossiers.facts import RUNNING
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.recount.apart import Apart
from motcua.dossiers.operations.recount.promise import move_promise, open_step
from motcua.dossiers.queries.counting import terms_of
from motcua.dossiers.queries.tables import DOSSIERS
from motcua.dossiers.queries.watching.due_days import days_with_promises
from motcua.dossiers.rules import stops
from motcua.foundation import clock


def move_promises_off(*, at: datetime) -> int:
    """Move what is promised for a day that is not worked on any more, where the rule of the procedure says so. Says how many moved.

    Each to the close of the next working day, once: then it falls on no such day. Promises that are over stay. Raises NotAllCounted.
    """
    apart, moved = Apart(), 0
    for agency_id, day in days_with_promises(since=clock.local_day(at)):
        if apart.do(f"agency {agency_id}, {day}", partial(_is_off, agency_id, day)):
            for dossier_id in _promised(agency_id, day, at):
                moved += apart.do(f"dossier {dossier_id}", partial(_move, dossier_id, at))
    apart.end()
    return moved


def _is_off(agency_id: int, day: date) -> bool:
    return not calendar.calendar_of(agency_id=agency_id).is_working_day(day)


def _promised(agency_id: int, day: date, at: datetime) -> list[int]:
    begin, end = (datetime.combine(day, hour, tzinfo=clock.TIME_ZONE) for hour in (time.min, time.max))
    rows = Dossier.objects.filter(competent=agency_id, state__in=sorted(RUNNING), due_at__range=(max(begin, at), end))
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _move(dossier_id: int, at: datetime) -> bool:
    dossier = DOSSIERS.first("id = %s FOR UPDATE", [dossier_id])
    if dossier is None or dossier.due_at is None or dossier.state not in RUNNING or at < dossier.last_at:
        return False
    rules, working = terms_of(dossier).rules, calendar.calendar_of(agency_id=dossier.competent_id)
    to = stops.after_the_day_off(due_at=dossier.due_at, policy=rules.calendar_edit, calendar=working)
    if to == dossier.due_at:
        return False

    step, step_due_at = open_step(dossier), None
    if step is not None and step.due_at is not None:
        of_step = calendar.calendar_of(agency_id=step.agency_id)
        step_due_at = of_step.add(step.due_at, of_step.between(dossier.due_at, to))
    move_promise(dossier, step, to=to, step_due_at=step_due_at, name="PromiseMoved", at=at, cause="calendar")
    return True
