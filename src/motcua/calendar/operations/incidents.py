"""Periods in which the platform did not work. Recorded when they begin, ended when it works again; what was wrong stays, ended."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.calendar import queries
from motcua.calendar.facts import Actor, Incident, IncidentKind, IncidentScope, NewIncident, Record
from motcua.calendar.models import IncidentRow
from motcua.calendar.operations.days import BasisMissing
from motcua.calendar.rules import incidents as rules
from motcua.calendar.rules import permissions
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotFound
from motcua.foundation.text import tidy

#: Nobody finds out a year later that the platform stood still, or plans so far ahead.
_FARTHEST = timedelta(days=366)


class IncidentUnknown(NotFound):
    code = "incident_unknown"
    vi = "Không có sự cố số {incident_id}, hoặc mục đó đã bị bãi bỏ hay đã kết thúc."
    en = "There is no incident number {incident_id}, or it was withdrawn or has ended."


class IncidentNotSensible(Invalid):
    code = "incident_not_sensible"
    vi = "Sự cố: {why_vi}."
    en = "Incident: {why_en}."


@transaction.atomic
def record_incident(*, incident: NewIncident, actor: Actor, at: datetime, record: Record) -> Incident:
    """Record a period in which the platform did not work, or will not; without an end it lasts until somebody ends it.

    What was announced too late is recorded as such. Raises NotCalendarEditor, BasisMissing, IncidentNotSensible.
    """
    permissions.require_editor(actor)
    given = _checked(incident, at)

    late = given.kind is IncidentKind.PLANNED and not rules.is_announced_in_time(
        announced_at=given.announced_at, starts_at=given.starts_at, days=queries.planned_notice_days(clock.local_day(given.starts_at)),
        calendar=queries.calendar_of(),
    )  # fmt: skip
    row = IncidentRow.objects.create(
        name=given.name, kind=given.kind, scope=given.scope, agency_id=given.agency_id, starts_at=given.starts_at, ends_at=given.ends_at,
        announced_at=given.announced_at, announced_where=given.announced_where, is_announced_late=late, basis=given.basis,
        known_from=at, entered_by=actor.label,
    )  # fmt: skip

    payload = _payload(row) | {"scope": str(given.scope), "agency": given.agency_id, "kind": str(given.kind), "late": late}
    record(name="IncidentRecorded", subject=f"incident:{row.pk}", actor=actor.label, at=at, payload=payload)
    return queries.incident_of(row)


@transaction.atomic
def end_incident(*, incident_id: int, ends_at: datetime, actor: Actor, at: datetime, record: Record) -> Incident:
    """Say when the platform worked again. Raises NotCalendarEditor, IncidentUnknown, IncidentNotSensible."""
    permissions.require_editor(actor)
    row = _live(incident_id)
    if row.ends_at is not None:
        raise IncidentUnknown(incident_id=incident_id)
    if ends_at <= row.starts_at or ends_at > at:
        raise IncidentNotSensible(
            why_vi="lúc khôi phục phải sau lúc bắt đầu và không sau lúc này",
            why_en="it worked again after it began and not after now",
        )

    row.ends_at, row.ended_by, row.counted_at = ends_at, actor.label, None
    row.save(update_fields=["ends_at", "ended_by", "counted_at"])

    record(name="IncidentEnded", subject=f"incident:{row.pk}", actor=actor.label, at=at, payload=_payload(row))
    return queries.incident_of(row)


@transaction.atomic
def withdraw_incident(*, incident_id: int, reason: str, actor: Actor, at: datetime, record: Record) -> Incident:
    """Take back what was recorded wrongly: it stops no clock any more, and stays with its reason. Raises NotCalendarEditor, IncidentUnknown."""
    permissions.require_editor(actor)
    row, because = _live(incident_id), tidy(reason)
    if not because:
        raise BasisMissing

    row.known_to, row.withdrawn_by, row.withdrawn_because = max(at, row.known_from), actor.label, because[:500]
    row.counted_at = None
    row.save(update_fields=["known_to", "withdrawn_by", "withdrawn_because", "counted_at"])

    record(name="IncidentWithdrawn", subject=f"incident:{row.pk}", actor=actor.label, at=at, payload={"reason": because[:500]})
    return queries.incident_of(row)


@transaction.atomic
def mark_counted(*, incident_id: int, at: datetime) -> bool:
    """Say that an incident is counted everywhere; nobody asks for it again unless it is written anew. Says whether it is settled.

    What was received while it lasted may be written down days later: so long after it ended, or was written, it stays to be counted.
    """
    row = IncidentRow.objects.select_for_update(of=("self",)).filter(pk=incident_id).first()
    if row is None or not rules.is_settled(
        ends_at=row.ends_at, written_at=row.known_from, withdrawn_at=row.known_to, at=at
    ):  # fmt: skip
        return False
    row.counted_at = at
    row.save(update_fields=["counted_at"])
    return True


def _live(incident_id: int) -> IncidentRow:
    row = IncidentRow.objects.select_for_update(of=("self",)).filter(pk=incident_id, known_to=None).first()
    if row is None:
        raise IncidentUnknown(incident_id=incident_id)
    return row


def _payload(row: IncidentRow) -> dict[str, Any]:
    return {"from": row.starts_at.isoformat(), "to": row.ends_at.isoformat() if row.ends_at else None}


def _checked(given: NewIncident, at: datetime) -> NewIncident:
    given = replace(
        given, name=tidy(given.name)[:200], basis=tidy(given.basis)[:500], announced_where=tidy(given.announced_where)[:200],
        agency_id=given.agency_id if given.scope is IncidentScope.AGENCY else None,
    )  # fmt: skip
    if not given.name or not given.basis:
        raise BasisMissing
    why = None
    if given.ends_at is not None and given.ends_at <= given.starts_at:
        why = ("lúc khôi phục phải sau lúc bắt đầu", "it ends after it begins")
    elif abs(given.starts_at - at) > _FARTHEST:
        why = (
            "bắt đầu cách đây hơn một năm, xem lại năm đã gõ",
            "it begins more than a year away, look at the year that was typed",
        )
    elif given.scope is IncidentScope.AGENCY and given.agency_id is None:
        why = ("phải chọn đơn vị", "choose the agency")
    elif given.kind is IncidentKind.UNPLANNED and given.starts_at > at:
        why = (
            "sự cố không báo trước phải đã bắt đầu; việc sẽ làm là bảo trì có kế hoạch",
            "what was not planned has begun already; what will be done is planned",
        )
    if why:
        raise IncidentNotSensible(why_vi=why[0], why_en=why[1])
    return given
