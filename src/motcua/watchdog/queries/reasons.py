"""What is due now, of every open dossier: one pass over what is open, then plain arithmetic on the calendar."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.watchdog.facts import Key, Kind, Measures, Reason, Work
from motcua.watchdog.queries.measures import measures_on
from motcua.watchdog.rules import alarms

#: Consulted agencies answer by their officials.
_ANSWERS = "official"


def reasons(*, at: datetime) -> dict[Key, Reason]:
    """Every alarm that is due at a moment, whether it was raised or not. Three statements, each over a partial index."""
    held, late = measures_on(clock.local_day(at)), dossiers.unanswered(at=at)
    waited_for = {one.dossier_id for one in late}
    found: list[Reason] = []
    for one in dossiers.open_work():
        found += _of(one, at, held, opinion_is_late=one.dossier_id in waited_for)
    for asked in late:
        key = Key(Kind.CONSULTATION_LATE, asked.dossier_id, asked.consultation_id, asked.due_at)
        found.append(Reason(key, asked.agency_id, _ANSWERS, None))
    found += _lying(at, held)
    return {reason.key: reason for reason in found}


def _of(one: dossiers.OpenWork, at: datetime, held: Measures, *, opinion_is_late: bool) -> Iterator[Reason]:
    working = calendar.calendar_of(agency_id=one.competent_id)
    if one.state == dossiers.State.SUBMITTED:
        if one.step_due_at and alarms.is_near(
            limit_at=one.step_due_at, at=at, lead_minutes=held.notice_lead_minutes, calendar=calendar.calendar_of(agency_id=one.agency_id)
        ):  # fmt: skip
            yield _reason(Kind.NOTICE_OWED, one, one.step_due_at)
        return
    if one.supplement_by and at <= one.supplement_by and alarms.is_near(
        limit_at=one.supplement_by, at=at, lead_minutes=held.supplement_lead_minutes, calendar=working
    ):  # fmt: skip
        yield _reason(Kind.SUPPLEMENT_LIMIT, one, one.supplement_by)
    mark = one.due_at or one.step_due_at
    if mark is None:
        return
    is_overdue = one.due_at is not None and at > one.due_at
    kind = Kind.OVERDUE if is_overdue else alarms.kind_of(_work(one, at, working, opinion_is_late), held)
    if kind is not None:
        yield _reason(kind, one, mark)


def _reason(kind: Kind, one: dossiers.OpenWork, due_at: datetime) -> Reason:
    return Reason(Key(kind, one.dossier_id, 0, due_at), one.agency_id, one.role, one.assignee_id)


def _work(one: dossiers.OpenWork, at: datetime, working: calendar.WorkCalendar, opinion_is_late: bool) -> Work:  # noqa: FBT001
    of_step = calendar.calendar_of(agency_id=one.agency_id).between(at, one.step_due_at) if one.step_due_at else 0
    due_at = one.due_at
    return Work(
        minutes_left=working.between(at, due_at) if due_at else None,
        minutes_promised=working.between(one.started_at or one.accepted_at or one.filed_at, due_at) if due_at else 0,
        minutes_needed=max(of_step, 0) + _after(one.version_id, one.process_id, one.case, one.number),
        step_is_late=one.step_due_at is not None and at > one.step_due_at,
        opinion_is_late=opinion_is_late,
        minutes_to_apologise=_minutes_to_apologise(one, at, working),
    )


@cache
def _after(version_id: int, process_id: int, case: str, number: int) -> int:
    """Minutes of the steps that follow one, up to the result. A process in force never changes."""
    line = catalogue.terms_of_version(version_id, process_id).line(case)
    return sum(step.minutes for step in line if step.number > number and step.kind != "return")


def _minutes_to_apologise(one: dossiers.OpenWork, at: datetime, working: calendar.WorkCalendar) -> int | None:
    if one.due_at is None or one.is_apologised or one.due_at - at > timedelta(days=30):  # far from the lead of any measure
        return None
    rules = one.terms.rules
    if rules.extensions_max is not None and one.extension_count >= rules.extensions_max:
        return None
    return alarms.minutes_to_apologise(due_at=one.due_at, at=at, notice_days=rules.extension_notice_days or 0, calendar=working)


def _lying(at: datetime, held: Measures) -> Iterator[Reason]:
    # So many working days are at least as many calendar days: what is younger cannot have lain so long.
    for one in dossiers.lying(before=at - timedelta(days=held.not_picked_up_days)):
        working = calendar.calendar_of(agency_id=one.agency_id)
        if alarms.is_left_lying(finished_at=one.finished_at, at=at, days=held.not_picked_up_days, calendar=working):
            key = Key(Kind.NOT_PICKED_UP, one.dossier_id, 0, one.finished_at)
            yield Reason(key, one.agency_id, one.role, one.assignee_id)
