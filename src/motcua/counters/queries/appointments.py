"""Reading appointments and the places that are left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from motcua.calendar import public as calendar
from motcua.counters import facts
from motcua.counters.facts import BookingState
from motcua.counters.models import Appointment, ServiceGroup, WaitingRoom
from motcua.counters.rules import hours
from motcua.foundation import clock
from motcua.foundation.errors import NotFound

#: How many days ahead slots are offered.
AHEAD_DAYS = 14
#: Places that count: a cancelled one is free again.
_COUNTED = (BookingState.BOOKED, BookingState.ARRIVED, BookingState.NO_SHOW)


class BookingUnknown(NotFound):
    code = "booking_unknown"
    vi = "Không có lịch hẹn với mã này. Kiểm tra lại từng chữ của mã."
    en = "There is no appointment with this code. Check each letter of it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    at: datetime
    left: int


def slot_moments(room: WaitingRoom, day: date) -> tuple[datetime, ...]:
    """The slots of a day within the hours of the centre's calendar; none on a day off or beyond the calendar."""
    working = calendar.calendar_of(agency_id=room.centre_id)
    try:
        periods = working.periods_of(working.number(day))
    except calendar.OutsideCalendar:
        return ()
    midnight = datetime(day.year, day.month, day.day, tzinfo=clock.TIME_ZONE)
    return tuple(midnight + timedelta(minutes=minute) for minute in hours.slots(periods, length=room.slot_minutes))


def is_slot(group: ServiceGroup, slot_at: datetime, *, at: datetime) -> bool:
    """Whether a slot is offered now: to come, near enough, within working hours, with places for this group."""
    day = clock.local_day(slot_at)
    if not group.slot_capacity or slot_at <= at or day > clock.local_day(at) + timedelta(days=AHEAD_DAYS):
        return False
    return slot_at in slot_moments(group.room, day)


def taken_at(group: ServiceGroup, slot_at: datetime) -> int:
    return Appointment.objects.filter(group=group, slot_at=slot_at, state__in=_COUNTED).count()


def slots(group_id: int, *, day: date, at: datetime) -> tuple[Slot, ...]:
    """The slots of a day that are still to come, each with the places left."""
    group = ServiceGroup.objects.select_related("room").filter(pk=group_id, valid_to=None).first()
    if group is None or day > clock.local_day(at) + timedelta(days=AHEAD_DAYS):
        return ()
    taken: Mapping[datetime, int] = dict(
        Appointment.objects.filter(group=group, day=day, state__in=_COUNTED)
        .values("slot_at")
        .annotate(count=Count("id"))
        .values_list("slot_at", "count")
    )
    return tuple(
        Slot(at=moment, left=max(0, group.slot_capacity - taken.get(moment, 0)))
        for moment in slot_moments(group.room, day)
        if moment > at and group.slot_capacity
    )


def booking(code: str) -> facts.Booking:
    """Raises BookingUnknown."""
    row = Appointment.objects.filter(code=code.strip().upper()).select_related("ticket").first()
    if row is None:
        raise BookingUnknown
    return row.fact(row.ticket.code if row.state == BookingState.ARRIVED else "")


def bookings_of_day(room_id: int, day: date) -> tuple[facts.Booking, ...]:
    """Who is expected on a day, by slot."""
    rows = Appointment.objects.filter(room_id=room_id, day=day).exclude(state=BookingState.CANCELLED).order_by("slot_at", "id")
    return tuple(row.fact() for row in rows)
