"""Appointments by slot: booked from a phone, kept by a code, turned into a ticket when the person arrives."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.counters import facts
from motcua.counters.facts import BookingState, Way
from motcua.counters.models import Appointment, ServiceGroup, Ticket
from motcua.counters.operations.rooms import GroupUnknown
from motcua.counters.operations.taking import number
from motcua.counters.queries.appointments import BookingUnknown, is_slot, taken_at
from motcua.counters.rules import permissions
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.foundation.sealing import blind_index
from motcua.foundation.text import phone_digits
from motcua.journal import public as journal
from motcua.organization import public as organization

#: Without letters and digits that are taken for one another on paper or by phone.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class SlotNotOffered(NotPossible):
    code = "slot_not_offered"
    vi = "Khung giờ này không nhận lịch hẹn. Chọn một khung giờ trong danh sách."
    en = "This slot cannot be booked. Choose one of the list."


class SlotFull(NotPossible):
    code = "slot_full"
    vi = "Khung giờ {slot} vừa hết chỗ. Chọn khung giờ khác."
    en = "The slot {slot} has just become full. Choose another."


class BookedAlready(NotPossible):
    code = "booked_already"
    vi = "Số điện thoại này đã có lịch hẹn ở trung tâm trong ngày đó. Hủy lịch cũ trước khi đặt lịch mới."
    en = "This telephone number has an appointment at the centre on that day. Cancel it before booking another."


class PhoneNotReadable(Invalid):
    code = "phone_not_readable"
    vi = "Số điện thoại cần 10 chữ số, ví dụ 0918 012 264. Có thể bỏ trống."
    en = "A telephone number has 10 digits, such as 0918 012 264. It may be left empty."


class BookingNotToday(NotPossible):
    code = "booking_not_today"
    vi = "Lịch hẹn này là ngày {day}, không phải hôm nay."
    en = "This appointment is for {day}, not for today."


class BookingClosed(NotPossible):
    code = "booking_closed"
    vi = "Lịch hẹn này ở trạng thái «{state}» nên không làm được nữa."
    en = "This appointment is “{state_en}”: nothing more can be done with it."


def new_code() -> str:
    """Three groups of four, to be read out by phone: one of 31^12."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


@transaction.atomic
def book_slot(
    *, room_id: int, group_id: int, slot_at: datetime, request_key: str, actor: organization.Actor, at: datetime, phone: str = ""
) -> facts.Booking:
    """Book a place in a slot; the same request key gives the same booking again. Of the phone number only a keyed mark stays, until the appointment is over.

    Raises GroupUnknown, PhoneNotReadable, SlotNotOffered, SlotFull, BookedAlready.
    """
    # Whoever books in this group waits here: the places of a slot are counted under the lock.
    group = (
        ServiceGroup.objects.select_for_update(of=("self",)).select_related("room").filter(pk=group_id, room_id=room_id).first()
    )
    known = Appointment.objects.filter(request_key=request_key).first()
    if known is not None:
        return known.fact()
    if group is None or group.valid_to is not None:
        raise GroupUnknown
    dialled = phone_digits(phone)
    if phone.strip() and len(dialled) != 10:
        raise PhoneNotReadable
    if not is_slot(group, slot_at, at=at):
        raise SlotNotOffered
    if taken_at(group, slot_at) >= group.slot_capacity:
        raise SlotFull(slot=f"{clock.local(slot_at):%H:%M %d/%m/%Y}")
    day = clock.local_day(slot_at)
    index = blind_index(f"appointment:{dialled}", secret=settings.IDENTITY_KEY) if dialled else b""
    if index and Appointment.objects.filter(room_id=room_id, day=day, phone_index=index, state=BookingState.BOOKED).exists():
        raise BookedAlready

    booked = Appointment.objects.create(
        room_id=room_id, group=group, code=new_code(), day=day, slot_at=slot_at,
        phone_index=index, made_at=at, request_key=request_key,
    )  # fmt: skip

    _record("AppointmentBooked", booked, actor, at)
    return booked.fact()


@transaction.atomic
def cancel_booking(*, code: str, actor: organization.Actor, at: datetime) -> facts.Booking:
    """Give a place back; one that is given back stays so. Raises BookingUnknown, BookingClosed."""
    booked = _locked(code)
    if booked.state == BookingState.CANCELLED:
        return booked.fact()
    _require_booked(booked)

    _close(booked, BookingState.CANCELLED, at)

    _record("AppointmentCancelled", booked, actor, at)
    return booked.fact()


@transaction.atomic
def arrive(*, code: str, actor: organization.Actor, at: datetime, device_room_id: int | None = None) -> facts.Ticket:
    """The person is here: the appointment becomes a ticket; told twice, it is the same ticket.

    Raises BookingUnknown, BookingClosed, BookingNotToday, NotOfThisDesk.
    """
    booked = _locked(code)
    if device_room_id != booked.room_id:
        permissions.require_server(actor, booked.room.centre_id)
    if booked.state == BookingState.ARRIVED:
        return Ticket.objects.get(appointment=booked).fact(repeated=True)
    _require_booked(booked)
    if booked.day != clock.local_day(at):
        raise BookingNotToday(day=f"{booked.day:%d/%m/%Y}")

    _close(booked, BookingState.ARRIVED, at)
    return number(
        booked.room, booked.group, way=Way.APPOINTMENT, priority="", request_key=f"hen-{booked.pk}",
        actor=actor, at=at, appointment=booked,
    )  # fmt: skip


def _locked(code: str) -> Appointment:
    booked = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("room", "group")
        .filter(code=code.strip().upper())
        .first()
    )
    if booked is None:
        raise BookingUnknown
    return booked


def _require_booked(booked: Appointment) -> None:
    if booked.state != BookingState.BOOKED:
        state = BookingState(booked.state)
        raise BookingClosed(state=state.label, state_en=state.value.replace("_", " "))


def _close(booked: Appointment, state: BookingState, at: datetime) -> None:
    booked.state, booked.closed_at, booked.phone_index = state, at, b""
    booked.save(update_fields=["state", "closed_at", "phone_index"])


def _record(name: str, booked: Appointment, actor: organization.Actor, at: datetime) -> None:
    payload = {"centre": booked.room.centre_id, "group": booked.group_id, "slot": booked.slot_at.isoformat()}
    journal.record(name=name, subject=f"appointment:{booked.pk}", actor=actor.label, at=at, payload=payload)
