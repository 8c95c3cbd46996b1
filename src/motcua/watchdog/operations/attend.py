"""What people do with an alarm: say that they have seen it, and that they attend to it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from motcua.foundation.errors import NotAllowed
from motcua.foundation.rows import fetch
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.watchdog.facts import AlarmFact
from motcua.watchdog.models import Alarm
from motcua.watchdog.operations.watch import subject
from motcua.watchdog.queries.alarms import AlarmUnknown, locked, ring_anew
from motcua.watchdog.rules import permissions


class NotYourAlarm(NotAllowed):
    code = "not_your_alarm"
    vi = "Cảnh báo này không báo cho bạn; người giữ việc hoặc trưởng đơn vị ghi đang xử lý."
    en = "This alarm was not told to you; whoever holds the work, or the head, says that it is attended to."


@transaction.atomic
def mark_seen(*, alarm_ids: Collection[int], actor: organization.Actor, at: datetime) -> int:
    """Say that the actor has seen alarms: they no longer count at the bell. Says how many were new to them; again changes nothing."""
    rows = fetch(
        "INSERT INTO watchdog_sighting (alarm_id, user_id, seen_at) SELECT id, %s, %s FROM watchdog_alarm WHERE id = ANY(%s::bigint[]) "
        "ON CONFLICT DO NOTHING RETURNING 1",
        [actor.user_id, at, sorted(alarm_ids)],
    )

    ring_anew(actor.user_id)
    return len(rows)


@transaction.atomic
def attend(*, alarm_id: int, actor: organization.Actor, at: datetime, note: str = "") -> AlarmFact:
    """Say that an alarm is being attended to, and how: the head is not told any more. Raises AlarmUnknown, NotYourAlarm."""
    alarm = locked(alarm_id)
    if alarm is None:
        raise AlarmUnknown(alarm_id=alarm_id)
    if not permissions.may_attend(actor, alarm):
        raise NotYourAlarm

    text = note.strip()[:300]
    Alarm.objects.filter(pk=alarm_id).update(attended_at=max(at, alarm.raised_at), attended_by=actor.user_id, note=text)
    mark_seen(alarm_ids=[alarm_id], actor=actor, at=at)

    payload = {"alarm": alarm_id, "kind": str(alarm.kind), "dossier": alarm.dossier_id}
    journal.record(name="AlarmAttended", subject=subject(alarm.dossier_id), actor=actor.label, at=at, payload=payload)
    return alarm
