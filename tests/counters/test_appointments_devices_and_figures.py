"""Slots are never booked beyond their places, devices open nothing but their screen, figures open their tickets."""

from datetime import date, timedelta

import pytest
from tests.counters.given import SEVEN, Desk, key
from tests.dossiers.given import World, vn

from motcua.counters.facts import Booking, BookingState, DeviceKind, State
from motcua.counters.models import Appointment, Ticket
from motcua.counters.operations import appointments, calling, devices, nightly, rooms, taking
from motcua.counters.queries import appointments as booked
from motcua.counters.queries import figures
from motcua.counters.queries import rooms as reading
from motcua.counters.rules.permissions import NotOfThisDesk, NotRoomKeeper
from motcua.journal import public as journal
from motcua.organization.public import citizen_actor

SLOT = vn("2026-11-16 09:00")


def opened(world: World, *, places: int = 2) -> Desk:
    desk = Desk(world)
    rooms.set_group(
        room_id=desk.room_id,
        group_id=desk.groups["A"],
        letter="A",
        name="Hộ tịch",
        slot_capacity=places,
        actor=desk.head,
        at=SEVEN,
    )
    return desk


@pytest.fixture
def desk(world: World) -> Desk:
    return opened(world)


def book(desk: Desk, *, phone: str = "", slot: object = SLOT, request_key: str = "") -> Booking:
    return appointments.book_slot(
        room_id=desk.room_id, group_id=desk.groups["A"], slot_at=slot, request_key=request_key or key(),  # type: ignore[arg-type]
        actor=citizen_actor(), at=SEVEN, phone=phone,
    )  # fmt: skip


def test_a_slot_gives_as_many_places_as_it_has(desk: Desk) -> None:
    book(desk), book(desk)

    with pytest.raises(appointments.SlotFull):
        book(desk)
    left = {slot.at: slot.left for slot in booked.slots(desk.groups["A"], day=date(2026, 11, 16), at=SEVEN)}
    assert (left[SLOT], left[vn("2026-11-16 09:30")]) == (0, 2)


def test_a_place_given_back_is_free_again(desk: Desk) -> None:
    first = book(desk)
    book(desk)
    for _ in range(2):
        appointments.cancel_booking(code=first.code.lower(), actor=citizen_actor(), at=SEVEN)

    assert book(desk).state is BookingState.BOOKED


@pytest.mark.parametrize(
    "slot", ["2026-11-16 06:30", "2026-11-16 09:10", "2026-11-16 12:00", "2026-11-22 09:00", "2027-01-04 09:00"]
)
def test_only_slots_that_are_offered_can_be_booked(desk: Desk, slot: str) -> None:
    with pytest.raises(appointments.SlotNotOffered):
        book(desk, slot=vn(slot))


def test_the_same_press_books_once(desk: Desk) -> None:
    assert book(desk, request_key="mot").id == book(desk, request_key="mot").id
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("ending", ["cancelled", "arrived", "missed"])
def test_of_a_phone_number_nothing_is_left_when_the_appointment_is_over(desk: Desk, ending: str) -> None:
    one = book(desk, phone="0918012264")
    if ending == "cancelled":
        appointments.cancel_booking(code=one.code, actor=citizen_actor(), at=SEVEN)
    elif ending == "arrived":
        appointments.arrive(code=one.code, actor=desk.clerks[0], at=SLOT)
    else:
        nightly.close_days(at=SEVEN + timedelta(days=1))

    assert bytes(Appointment.objects.get(pk=one.id).phone_index) == b""


def test_the_journal_says_at_which_kiosk_somebody_arrived(desk: Desk) -> None:
    kiosk = taking.device_actor(7)
    ticket = appointments.arrive(code=book(desk).code, actor=kiosk, at=SLOT, device_room_id=desk.room_id)

    assert {fact.actor for fact in journal.history(f"ticket:{ticket.id}")} == {kiosk.label}


def test_a_phone_number_is_never_read_again_and_books_once_a_day(desk: Desk) -> None:
    first = book(desk, phone="+84 918 012 264")

    row = Appointment.objects.get(pk=first.id)
    assert b"918012264" not in bytes(row.phone_index)
    assert "918012264" not in str([fact.payload for fact in journal.history(f"appointment:{row.pk}")])
    with pytest.raises(appointments.BookedAlready):
        book(desk, phone="0918012264")
    with pytest.raises(appointments.PhoneNotReadable):
        book(desk, phone="12")


def test_who_arrives_gets_a_ticket_and_goes_first_near_the_slot(desk: Desk) -> None:
    desk.sits()
    one = book(desk)
    desk.takes(at=SEVEN), desk.takes(at=SEVEN, priority="elderly")
    at = SLOT - timedelta(minutes=5)

    ticket = appointments.arrive(code=one.code, actor=desk.clerks[0], at=at)
    again = appointments.arrive(code=one.code, actor=desk.clerks[0], at=at)

    assert (again.id, again.repeated, ticket.slot_at) == (ticket.id, True, SLOT)
    assert desk.calls(at=at).id == ticket.id
    assert booked.booking(one.code).ticket_code == ticket.code


def test_an_appointment_of_another_day_or_centre_is_not_taken(desk: Desk) -> None:
    one = book(desk, slot=vn("2026-11-17 09:00"))

    with pytest.raises(appointments.BookingNotToday):
        appointments.arrive(code=one.code, actor=desk.clerks[0], at=SEVEN)
    with pytest.raises(NotOfThisDesk):
        appointments.arrive(code=one.code, actor=desk.world.who("counter", desk.world.phu_quoc_centre), at=SEVEN)
    with pytest.raises(booked.BookingUnknown):
        appointments.arrive(code="khong-co", actor=desk.clerks[0], at=SEVEN)


def test_the_night_ends_what_the_day_left(desk: Desk) -> None:
    desk.sits()
    one = book(desk)
    desk.takes()
    called = desk.calls(at=SEVEN)
    desk.takes()
    tomorrow = SEVEN + timedelta(days=1)

    assert nightly.close_days(at=SEVEN + timedelta(hours=12)) == 0
    assert nightly.close_days(at=tomorrow) == 3
    assert nightly.close_days(at=tomorrow) == 0

    assert set(Ticket.objects.values_list("state", flat=True)) == {"expired"}
    assert booked.booking(one.code).state is BookingState.NO_SHOW
    assert reading.counters(desk.room_id)[0].official_id is None
    assert Ticket.objects.get(pk=called.id).turns.get().ending == "expire"


def test_a_device_is_paired_once_and_shut_out_at_once(desk: Desk) -> None:
    code = devices.issue_device(room_id=desk.room_id, kind=DeviceKind.KIOSK, name="Cửa chính", actor=desk.head, at=SEVEN)
    token = devices.pair_device(code=code.lower(), at=SEVEN)

    known = devices.know_device(token=token, kind=DeviceKind.KIOSK, at=SEVEN)
    assert known is not None
    assert known.room_id == desk.room_id
    assert devices.know_device(token=token, kind=DeviceKind.DISPLAY, at=SEVEN) is None
    with pytest.raises(devices.PairingCodeWrong):
        devices.pair_device(code=code, at=SEVEN)
    devices.revoke_device(device_id=known.id, actor=desk.head, at=SEVEN)
    assert devices.know_device(token=token, kind=DeviceKind.KIOSK, at=SEVEN) is None


def test_a_pairing_code_is_good_for_a_day_and_only_keepers_issue_it(desk: Desk) -> None:
    code = devices.issue_device(room_id=desk.room_id, kind=DeviceKind.DISPLAY, name="Sảnh", actor=desk.head, at=SEVEN)

    with pytest.raises(devices.PairingCodeWrong):
        devices.pair_device(code=code, at=SEVEN + timedelta(hours=25))
    with pytest.raises(NotRoomKeeper):
        devices.issue_device(room_id=desk.room_id, kind=DeviceKind.DISPLAY, name="Sảnh", actor=desk.clerks[0], at=SEVEN)
    assert devices.know_device(token=code, kind=DeviceKind.DISPLAY, at=SEVEN) is None
    assert devices.know_device(token="", kind=DeviceKind.DISPLAY, at=SEVEN) is None


def _morning(desk: Desk) -> None:
    """Ten tickets: 4 of them priority; the last is called three times and absent."""
    desk.sits()
    for number in range(10):
        desk.takes(
            "A" if number < 6 else "B", at=SEVEN + timedelta(minutes=number), priority="elderly" if number % 3 == 0 else ""
        )
    for turn in range(9):
        at = SEVEN + timedelta(minutes=10 + 5 * turn)
        desk.serves(desk.calls(at=at), at=at + timedelta(minutes=1), minutes=3)
    last = desk.calls(at=SEVEN + timedelta(hours=1))
    for minute in (1, 2):
        calling.recall_ticket(ticket_id=last.id, actor=desk.clerks[0], at=SEVEN + timedelta(hours=1, minutes=minute))
    calling.mark_absent(ticket_id=last.id, actor=desk.clerks[0], at=SEVEN + timedelta(hours=1, minutes=3))


def test_every_figure_of_the_day_opens_as_many_tickets(desk: Desk) -> None:
    _morning(desk)
    day = {"room_id": desk.room_id, "first": date(2026, 11, 16), "last": date(2026, 11, 16)}
    told = figures.report(figures.Choice(**day))  # type: ignore[arg-type]

    def count(**more: object) -> int:
        return len(list(figures.every_ticket(figures.Choice(**day, **more))))  # type: ignore[arg-type]

    assert (told.whole.tickets, told.whole.finished, told.whole.absent) == (10, 9, 1)
    assert (told.whole.served_middle, told.whole.served_slow) == (180, 180)
    assert sum(line.tickets for line in told.by_group) == 10
    for line in told.by_group:
        assert count(group_id=int(line.key)) == line.tickets
    assert {line.key: line.tickets for line in told.by_priority} == {"": count(priority=""), "elderly": count(priority="elderly")}
    assert [(line.key, line.tickets) for line in told.by_hour] == [("7", count(hour=7))]
    assert [line.tickets for line in told.by_counter] == [count(counter_id=desk.counters[0])]
    assert [line.tickets for line in told.by_official] == [count(official_id=desk.clerks[0].user_id)]
    assert count(state=State.NO_SHOW) == told.whole.absent


def test_a_list_of_tickets_goes_on_page_by_page(desk: Desk) -> None:
    _morning(desk)
    choice = figures.Choice(room_id=desk.room_id, first=date(2026, 11, 16), last=date(2026, 11, 16))

    first = figures.ticket_page(choice, size=6)
    second = figures.ticket_page(choice, cursor=first.next, size=6)

    assert (len(first.rows), len(second.rows), second.next) == (6, 4, None)
    assert len({row.id for row in (*first.rows, *second.rows)}) == 10


@pytest.mark.parametrize(("first", "last"), [("2026-11-16", "2026-11-15"), ("2026-01-01", "2026-11-16")])
def test_a_period_that_cannot_be_counted_is_refused(desk: Desk, first: str, last: str) -> None:
    choice = figures.Choice(room_id=desk.room_id, first=date.fromisoformat(first), last=date.fromisoformat(last))

    with pytest.raises(figures.PeriodNotSensible):
        figures.report(choice)
