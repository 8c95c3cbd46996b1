"""What a day leaves behind: tickets nobody called, appointments nobody came to, seats nobody left, pictures of cameras no longer in use."""

from datetime import datetime

from django.db import transaction

from motcua.counters.facts import ALIVE, BookingState, State
from motcua.counters.models import Appointment, Counter, Still, Ticket, Turn
from motcua.counters.operations.calling import end_turn
from motcua.counters.operations.taking import subject
from motcua.foundation import clock
from motcua.journal import public as journal

#: In one transaction; the rest waits for the next.
BATCH = 500


def close_days(*, at: datetime) -> int:
    """End what days before today left open. Run again, it finds nothing. Returns how many tickets and appointments it ended."""
    ended = 0
    while True:
        count = _expire(at) + _miss(at)
        ended += count
        if not count:
            break
    _leave_seats(at)
    Still.objects.filter(camera__is_active=False).delete()
    return ended


@transaction.atomic
def _expire(at: datetime) -> int:
    today = clock.local_day(at)
    rows = Ticket.objects.select_for_update(of=("self",), skip_locked=True).filter(day__lt=today, state__in=list(ALIVE))
    tickets = list(rows.order_by("id")[:BATCH])
    for ticket in tickets:
        end_turn(ticket, Turn.objects.filter(ticket=ticket, ended_at=None).first(), "expire", ticket.last_at)
        ticket.state, ticket.closed_at, ticket.version = State.EXPIRED, at, ticket.version + 1
        ticket.save()
        journal.record(name="TicketExpired", subject=subject(ticket.pk), actor="system", at=at, payload={"ticket": ticket.label})
    return len(tickets)


@transaction.atomic
def _miss(at: datetime) -> int:
    rows = Appointment.objects.select_for_update(of=("self",), skip_locked=True).filter(
        day__lt=clock.local_day(at), state=BookingState.BOOKED
    )
    missed = list(rows.order_by("id")[:BATCH])
    for one in missed:
        one.state, one.closed_at, one.phone_index = BookingState.NO_SHOW, at, b""
        one.save(update_fields=["state", "closed_at", "phone_index"])
        journal.record(
            name="AppointmentMissed", subject=f"appointment:{one.pk}", actor="system", at=at, payload={"group": one.group_id}
        )
    return len(missed)


@transaction.atomic
def _leave_seats(at: datetime) -> None:
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    busy = Turn.objects.filter(ended_at=None).values("counter_id")
    Counter.objects.filter(official__isnull=False, since__lt=midnight).exclude(pk__in=busy).update(
        official=None, is_open=False, since=at
    )
