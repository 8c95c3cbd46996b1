"""Taking a number: at the kiosk, from a clerk, by phone, or by arriving for an appointment."""

import secrets
from datetime import datetime

from django.db import connection, transaction

from motcua.calendar import public as calendar
from motcua.counters import facts
from motcua.counters.facts import State, Way
from motcua.counters.models import Appointment, Series, ServiceGroup, Ticket, WaitingRoom
from motcua.counters.operations.rooms import group_of, locked
from motcua.counters.queries.rooms import RoomUnknown, priority_groups
from motcua.counters.rules import hours, permissions
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotAllowed, NotPossible
from motcua.journal import public as journal
from motcua.organization import public as organization


class PriorityUnknown(Invalid):
    code = "priority_unknown"
    vi = "Không có nhóm ưu tiên «{priority}». Chọn một nhóm trong danh sách hoặc bỏ trống."
    en = "There is no priority group “{priority}”. Choose one of the list or leave it empty."


class RoomClosed(NotPossible):
    code = "waiting_room_closed"
    vi = "Hiện không phát số. Giờ phát số hôm nay: {hours_vi}."
    en = "No tickets are given now. Today's hours: {hours_en}."


class NoTicketsByPhone(NotPossible):
    code = "no_tickets_by_phone"
    vi = "Trung tâm này không cho lấy số qua điện thoại. Mời đến lấy số tại máy, hoặc đặt lịch hẹn."
    en = "This centre gives no tickets by phone. Take one at the kiosk, or book a slot."


class PhoneTicketsFull(NotPossible):
    code = "phone_tickets_full"
    vi = "Đang có {most} số lấy qua điện thoại chờ gọi, bằng mức cao nhất. Mời thử lại sau ít phút hoặc lấy số tại máy."
    en = "{most} tickets taken by phone wait already, which is the most. Try again in some minutes or take one at the kiosk."


class DeviceNotOfThisRoom(NotAllowed):
    code = "device_not_of_this_room"
    vi = "Thiết bị này không được phát số cho trung tâm này. Nhờ cán bộ ghép lại thiết bị."
    en = "This device gives no tickets for this centre. Ask the staff to pair it again."


def subject(ticket_id: int) -> str:
    return f"ticket:{ticket_id}"


def device_actor(device_id: int) -> organization.Actor:
    """A kiosk: it holds no role and opens nothing else."""
    return organization.Actor(user_id=None, name=f"device {device_id}", kind="device")


@transaction.atomic
def take_ticket(
    *, room_id: int, group_id: int, way: Way, request_key: str, actor: organization.Actor, at: datetime,
    priority: str = "", device_room_id: int | None = None,
) -> facts.Ticket:  # fmt: skip
    """Give the next number of a group; the same request key gives the same ticket again.

    Raises RoomUnknown, GroupUnknown, PriorityUnknown, RoomClosed, NoTicketsByPhone, PhoneTicketsFull, NotOfThisDesk, DeviceNotOfThisRoom.
    """
    # Whoever takes by phone is counted under the lock of the room; the others only wait for the number of their group.
    room = locked(room_id) if way is Way.PHONE else _room(room_id)
    known = Ticket.objects.filter(request_key=request_key).first()
    if known is not None:
        return known.fact(repeated=True)
    if way is Way.STAFF:
        permissions.require_server(actor, room.centre_id)
    elif way is Way.KIOSK and device_room_id != room.pk:
        raise DeviceNotOfThisRoom
    group = group_of(room, group_id)
    if priority and priority not in {one.code for one in priority_groups(clock.local_day(at))}:
        raise PriorityUnknown(priority=priority)
    if way is not Way.STAFF:
        _require_hours(room, at)
    if way is Way.PHONE:
        _require_room_by_phone(room, at)

    return number(room, group, way=way, priority=priority, request_key=request_key, actor=actor, at=at)


def number(
    room: WaitingRoom, group: ServiceGroup, *, way: Way, priority: str, request_key: str, actor: organization.Actor, at: datetime,
    appointment: Appointment | None = None,
) -> facts.Ticket:  # fmt: skip
    """The next ticket of a group, under the lock of its series."""
    day = clock.local_day(at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO counters_series (room_id, day, letter, last) VALUES (%s, %s, %s, 0) ON CONFLICT DO NOTHING",
            [room.pk, day, group.letter],
        )
    series = Series.objects.select_for_update(of=("self",)).get(room=room, day=day, letter=group.letter)
    known = Ticket.objects.filter(request_key=request_key).first()  # taken beside us, while we waited for the lock
    if known is not None:
        return known.fact(repeated=True)

    series.last += 1
    series.save(update_fields=["last"])
    ticket = Ticket.objects.create(
        room=room, day=day, letter=group.letter, number=series.last, code=secrets.token_urlsafe(16), group=group, way=way,
        priority=priority, state=State.WAITING, taken_at=at, last_at=at, request_key=request_key,
        appointment=appointment, slot_at=appointment.slot_at if appointment else None,
    )  # fmt: skip

    journal.record(
        name="TicketTaken", subject=subject(ticket.pk), actor=actor.label, at=at,
        payload={"centre": room.centre_id, "ticket": ticket.label, "group": group.pk, "way": str(way), "priority": bool(priority)},
    )  # fmt: skip
    return ticket.fact()


def _room(room_id: int) -> WaitingRoom:
    room = WaitingRoom.objects.filter(pk=room_id).first()
    if room is None:
        raise RoomUnknown
    return room


def _require_hours(room: WaitingRoom, at: datetime) -> None:
    working = calendar.calendar_of(agency_id=room.centre_id)
    local = clock.local(at)
    periods = working.periods_of(working.number(local.date()))
    if not hours.gives_tickets(periods, minute=local.hour * 60 + local.minute, before=room.opens_minutes):
        said = ", ".join(
            f"{one.opens // 60:02}:{one.opens % 60:02}–{one.closes // 60:02}:{one.closes % 60:02}" for one in periods
        )
        raise RoomClosed(hours_vi=said or "hôm nay nghỉ", hours_en=said or "closed today")


def _require_room_by_phone(room: WaitingRoom, at: datetime) -> None:
    if not room.takes_phone:
        raise NoTicketsByPhone
    waiting = Ticket.objects.filter(room=room, day=clock.local_day(at), way=Way.PHONE, state=State.WAITING).count()
    if waiting >= room.phone_most:
        raise PhoneTicketsFull(most=room.phone_most)
