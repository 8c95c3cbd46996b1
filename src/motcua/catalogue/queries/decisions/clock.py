"""Which decisions were signed or posted too late, whose fault that was, and what the quality index reads of it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from motcua.calendar import public as calendar
from motcua.catalogue.facts import Act, Cause, DecisionFact, DecisionState, PublicationFact, Timing
from motcua.catalogue.models import Decision, DecisionLine
from motcua.catalogue.queries import packaged
from motcua.catalogue.rules.decisions.clock import Clock, timing


def lateness(*, on: date) -> tuple[DecisionFact, ...]:
    """The decisions of the catalogue that were signed or posted too late as seen on a day, the newest first."""
    signed = Decision.objects.exclude(state=DecisionState.WITHDRAWN).filter(signed_on__lte=on).annotate(line_count=Count("lines"))
    return tuple(one for one in decision_facts(signed.order_by("-signed_on", "-id"), on=on) if one.timing.is_late)


def publications(*, since: date, until: date, on: date) -> tuple[PublicationFact, ...]:
    """Every procedure of the approved decisions signed from `since` to before `until`, for criteria 1.1 and 1.2."""
    decided = Decision.objects.filter(state=DecisionState.APPROVED, signed_on__gte=since, signed_on__lt=until)
    clock = _clock(on)
    held = {one.id: (one, one.signed_on, timing_of(one, clock)) for one in decided}
    lines = DecisionLine.objects.filter(decision__in=held).order_by("decision__signed_on", "decision_id", "number")
    return tuple(
        PublicationFact(
            decision=decision.number,
            code=code,
            act=Act(act),
            signed_on=signed_on,
            effective_on=decision.effective_on,
            posted_on=decision.posted_on,
            timing=kept,
        )
        for decision_id, code, act in lines.values_list("decision_id", "code", "act")
        for decision, signed_on, kept in [held[decision_id]]
        if signed_on
    )


def decision_facts(rows: Iterable[Decision], *, on: date) -> list[DecisionFact]:
    """Decisions as facts. Those whose lines were counted beforehand (`line_count`) cost no statement."""
    clock = _clock(on)
    return [_fact(row, clock) for row in rows]


def timing_of(decision: Decision, clock: Clock) -> Timing:
    return timing(decision.about, posted_on=decision.posted_on, cause=cause_of(decision), clock=clock)


def cause_of(decision: Decision) -> Cause | None:
    if not (decision.cause_number and decision.cause_signed_on and decision.cause_received_on):
        return None
    return Cause(
        number=decision.cause_number,
        signed_on=decision.cause_signed_on,
        received_on=decision.cause_received_on,
        evidence=decision.cause_evidence,
    )


def _clock(on: date) -> Clock:
    days = calendar.calendar_of()

    def workday(day: date, count: int) -> date | None:
        try:
            return days.add_working_days(day, count)
        except calendar.OutsideCalendar:
            return None

    return Clock(rules=packaged.publication_rules(), workday=workday, on=on)


def _fact(row: Decision, clock: Clock) -> DecisionFact:
    counted = getattr(row, "line_count", None)
    return DecisionFact(
        id=row.id,
        about=row.about,
        state=DecisionState(row.state),
        source=row.source_name,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        signed_in_by=row.signed_in_by,
        signed_in_at=row.signed_in_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
        undo_reason=row.undo_reason,
        posted_on=row.posted_on,
        cause=cause_of(row),
        lines=row.lines.count() if counted is None else counted,
        timing=timing_of(row, clock),
    )
