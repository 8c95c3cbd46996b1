"""A ticket's life at the counters, on the real database."""

from datetime import timedelta

import pytest
from tests.counters.given import SEVEN, Desk, key
from tests.dossiers.given import World, vn

from motcua.counters.facts import State, Way
from motcua.counters.models import Announcement, Ticket, Turn
from motcua.counters.operations import calling, rooms, seats, taking
from motcua.counters.queries import rooms as reading
from motcua.counters.rules.lifecycle import CallAgainFirst, TicketMoveNotPossible
from motcua.counters.rules.permissions import NotOfThisDesk, NotRoomKeeper
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, citizen_actor

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_a_room_opens_once_with_groups_and_counters(desk: Desk) -> None:
    again = rooms.open_room(centre_id=desk.world.rach_gia_centre.id, actor=SYSTEM, at=SEVEN)

    assert again == desk.room_id
    assert list(desk.groups) == ["A", "B", "C", "D", "T"]
    assert [counter.number for counter in reading.counters(desk.room_id)] == [1, 2]


def test_only_a_centre_has_a_waiting_room(world: World) -> None:
    with pytest.raises(rooms.NotACentre):
        rooms.open_room(centre_id=world.construction.id, actor=SYSTEM, at=SEVEN)


def test_a_clerk_does_not_set_up_the_room(desk: Desk) -> None:
    with pytest.raises(NotRoomKeeper):
        rooms.set_counter(room_id=desk.room_id, number=3, group_ids=desk.groups.values(), actor=desk.clerks[0], at=SEVEN)


def test_numbers_run_by_group_and_begin_anew_each_day(desk: Desk) -> None:
    labels = [desk.takes(letter).label for letter in "AABA"]
    next_day = desk.takes("A", at=SEVEN + timedelta(days=1)).label

    assert [*labels, next_day] == ["A001", "A002", "B001", "A003", "A001"]


def test_the_same_press_gives_the_same_ticket(desk: Desk) -> None:
    press = {"room_id": desk.room_id, "group_id": desk.groups["A"], "way": Way.STAFF, "request_key": "mot-lan",
             "actor": desk.clerks[0], "at": SEVEN}  # fmt: skip

    first, again = taking.take_ticket(**press), taking.take_ticket(**press)

    assert (again.id, again.repeated, Ticket.objects.count()) == (first.id, True, 1)


def test_outside_working_hours_the_kiosk_gives_none_and_says_when_it_does(desk: Desk) -> None:
    with pytest.raises(taking.RoomClosed) as refused:
        desk.takes(at=vn("2026-11-16 21:00"), way=Way.KIOSK)
    assert "07:00–11:" in refused.value.sentence_vi
    with pytest.raises(taking.RoomClosed, match="closed today"):
        desk.takes(at=vn("2026-11-15 09:00"), way=Way.KIOSK)  # a Sunday


def test_a_kiosk_of_another_centre_gives_no_ticket_here(desk: Desk) -> None:
    with pytest.raises(taking.DeviceNotOfThisRoom):
        taking.take_ticket(
            room_id=desk.room_id, group_id=desk.groups["A"], way=Way.KIOSK, request_key=key(), actor=taking.device_actor(7),
            at=SEVEN, device_room_id=desk.room_id + 1,
        )  # fmt: skip


def test_phones_take_no_more_tickets_than_may_wait(desk: Desk) -> None:
    desk.rules(phone_most=2)
    for _ in range(2):
        desk.takes(way=Way.PHONE)

    with pytest.raises(taking.PhoneTicketsFull):
        desk.takes(way=Way.PHONE)
    assert desk.takes().label == "A003", "who stands in the room is not kept out by telephones"


def test_a_priority_group_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(taking.PriorityUnknown):
        desk.takes(priority="<script>")


def test_a_ticket_is_called_served_and_finished(desk: Desk) -> None:
    desk.sits()
    ticket = desk.takes()

    called = desk.calls(at=SEVEN + MINUTE)
    done = desk.serves(called, at=SEVEN + 2 * MINUTE)

    row = Ticket.objects.get(pk=ticket.id)
    assert (called.id, called.counter_number, done.state) == (ticket.id, 1, State.FINISHED)
    assert (row.first_called_at, row.served_seconds) == (SEVEN + MINUTE, 180)
    facts = [fact.name for fact in journal.history(f"ticket:{ticket.id}")]
    assert facts == ["TicketTaken", "TicketCalled", "ServiceBegun", "ServiceFinished"]


def test_a_clerk_has_one_ticket_at_a_time(desk: Desk) -> None:
    desk.sits()
    desk.takes(), desk.takes()
    desk.calls(at=SEVEN)

    with pytest.raises(seats.TurnNotEnded):
        desk.calls(at=SEVEN + MINUTE)
    with pytest.raises(seats.TurnNotEnded):
        seats.leave_counter(counter_id=desk.counters[0], actor=desk.clerks[0], at=SEVEN)


def test_who_does_not_sit_there_does_not_call(desk: Desk) -> None:
    desk.takes()

    with pytest.raises(seats.NotAtThisCounter):
        desk.calls(at=SEVEN)
    desk.sits()
    seats.pause_counter(counter_id=desk.counters[0], actor=desk.clerks[0], at=SEVEN)
    with pytest.raises(calling.CounterClosed):
        desk.calls(at=SEVEN)


def test_staff_of_another_centre_may_not(desk: Desk) -> None:
    stranger = desk.world.who("counter", desk.world.phu_quoc_centre)
    ticket = desk.takes()

    with pytest.raises(NotOfThisDesk):
        seats.sit_down(counter_id=desk.counters[0], actor=stranger, at=SEVEN)
    with pytest.raises(NotOfThisDesk):
        calling.cancel_ticket(ticket_id=ticket.id, actor=stranger, at=SEVEN)


def test_a_seat_that_is_taken_is_not_given_again(desk: Desk) -> None:
    desk.sits()

    with pytest.raises(seats.CounterTaken):
        seats.sit_down(counter_id=desk.counters[0], actor=desk.clerks[1], at=SEVEN)


def test_the_same_press_of_call_next_calls_one_ticket(desk: Desk) -> None:
    desk.sits()
    desk.takes(), desk.takes()
    press = {"counter_id": desk.counters[0], "request_key": "bam-goi", "actor": desk.clerks[0], "at": SEVEN}

    first, again = calling.call_next(**press), calling.call_next(**press)

    assert (again.id, again.repeated, Announcement.objects.count()) == (first.id, True, 1)


def test_calling_an_empty_room_says_so(desk: Desk) -> None:
    desk.sits()

    with pytest.raises(calling.NobodyWaits):
        desk.calls(at=SEVEN)


def test_priority_is_called_first_and_after_two_an_ordinary_ticket(desk: Desk) -> None:
    desk.sits()
    for minute, priority in enumerate(["", "", "elderly", "merit", "disabled"]):
        desk.takes(at=SEVEN + minute * MINUTE, priority=priority)
    order = []
    for turn in range(5):
        at = SEVEN + timedelta(minutes=10 + 5 * turn)
        ticket = desk.calls(at=at)
        order.append(desk.serves(ticket, at=at).label)

    assert order == ["A003", "A004", "A001", "A005", "A002"]


def test_a_counter_calls_only_the_groups_it_serves(desk: Desk) -> None:
    rooms.set_counter(
        room_id=desk.room_id, number=1, counter_id=desk.counters[0], group_ids=[desk.groups["B"]], actor=desk.head, at=SEVEN
    )
    desk.sits()
    desk.takes("A"), desk.takes("B", at=SEVEN + MINUTE)

    assert desk.calls(at=SEVEN + 2 * MINUTE).label == "B001"


def test_a_recall_is_announced_again_and_absence_needs_three_calls(desk: Desk) -> None:
    desk.sits()
    desk.takes()
    ticket = desk.calls(at=SEVEN)
    with pytest.raises(CallAgainFirst):
        calling.mark_absent(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN)
    for minute in (1, 2):
        calling.recall_ticket(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN + minute * MINUTE)

    absent = calling.mark_absent(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN + 3 * MINUTE)

    assert absent.state is State.NO_SHOW
    assert list(Announcement.objects.order_by("number").values_list("number", "is_again")) == [(1, False), (2, True), (3, True)]


def test_who_missed_the_call_waits_again_without_a_new_number(desk: Desk) -> None:
    desk.rules(calls=1)
    desk.sits()
    late = desk.takes()
    desk.takes(at=SEVEN + MINUTE)
    calling.mark_absent(ticket_id=desk.calls(at=SEVEN + MINUTE).id, actor=desk.clerks[0], at=SEVEN + 2 * MINUTE)

    calling.resume_ticket(ticket_id=late.id, actor=desk.clerks[0], at=SEVEN + 3 * MINUTE)

    assert desk.calls(at=SEVEN + 4 * MINUTE).id == late.id


def test_a_transfer_keeps_number_and_waiting_and_the_other_counter_calls_it_first(desk: Desk) -> None:
    desk.sits(0), desk.sits(1)
    desk.takes("A")
    desk.takes("A", at=SEVEN + MINUTE, priority="elderly")
    desk.takes("A", at=SEVEN + MINUTE, priority="merit")
    first = desk.calls(0, at=SEVEN + 2 * MINUTE)
    calling.serve_ticket(ticket_id=first.id, actor=desk.clerks[0], at=SEVEN + 3 * MINUTE)

    moved = calling.transfer_ticket(
        ticket_id=first.id, group_id=desk.groups["B"], counter_id=desk.counters[1], actor=desk.clerks[0], at=SEVEN + 5 * MINUTE
    )

    assert (moved.label, moved.state, moved.taken_at) == (first.label, State.WAITING, first.taken_at)
    assert Ticket.objects.get(pk=first.id).served_seconds == 120
    assert desk.calls(1, at=SEVEN + 6 * MINUTE).id == first.id


def test_what_was_meant_for_a_counter_that_closed_is_called_by_another(desk: Desk) -> None:
    desk.sits(0), desk.sits(1)
    desk.takes()
    ticket = desk.calls(0, at=SEVEN)
    calling.transfer_ticket(ticket_id=ticket.id, counter_id=desk.counters[1], actor=desk.clerks[0], at=SEVEN + MINUTE)
    with pytest.raises(calling.NobodyWaits):
        desk.calls(0, at=SEVEN + 2 * MINUTE)

    seats.leave_counter(counter_id=desk.counters[1], actor=desk.clerks[1], at=SEVEN + 3 * MINUTE)

    assert desk.calls(0, at=SEVEN + 4 * MINUTE).id == ticket.id


def test_a_held_ticket_is_not_called_until_it_is_resumed(desk: Desk) -> None:
    desk.sits()
    desk.takes()
    ticket = desk.calls(at=SEVEN)
    calling.hold_ticket(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN + MINUTE)
    with pytest.raises(calling.NobodyWaits):
        desk.calls(at=SEVEN + 2 * MINUTE)

    calling.resume_ticket(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN + 3 * MINUTE)

    assert desk.calls(at=SEVEN + 4 * MINUTE).id == ticket.id


def test_a_page_that_is_old_moves_nothing(desk: Desk) -> None:
    desk.sits()
    desk.takes()
    ticket = desk.calls(at=SEVEN)
    calling.serve_ticket(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN, seen=ticket.version)

    with pytest.raises(calling.MovedByAnother):
        calling.hold_ticket(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN, seen=ticket.version)


def test_a_clock_that_went_back_writes_nothing(desk: Desk) -> None:
    desk.sits()
    desk.takes()
    ticket = desk.calls(at=SEVEN + 5 * MINUTE)

    with pytest.raises(calling.TicketOutOfOrder):
        calling.serve_ticket(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN)


def test_a_colleague_does_not_finish_what_another_serves_but_the_head_does(desk: Desk) -> None:
    desk.sits(0)
    desk.takes()
    ticket = desk.calls(at=SEVEN)
    calling.serve_ticket(ticket_id=ticket.id, actor=desk.clerks[0], at=SEVEN)

    with pytest.raises(seats.NotAtThisCounter):
        calling.finish_ticket(ticket_id=ticket.id, actor=desk.clerks[1], at=SEVEN + MINUTE)
    assert calling.finish_ticket(ticket_id=ticket.id, actor=desk.head, at=SEVEN + MINUTE).state is State.FINISHED


def test_the_holder_of_the_code_cancels_and_nobody_else(desk: Desk) -> None:
    ticket = desk.takes()

    with pytest.raises(DomainError):
        calling.cancel_ticket(ticket_id=ticket.id, code="sai", actor=citizen_actor(), at=SEVEN)
    cancelled = calling.cancel_ticket(ticket_id=ticket.id, code=ticket.code, actor=citizen_actor(), at=SEVEN)
    again = calling.cancel_ticket(ticket_id=ticket.id, code=ticket.code, actor=citizen_actor(), at=SEVEN)

    assert (cancelled.state, again.repeated) == (State.CANCELLED, True)
    assert len(ticket.code) >= 20


def test_what_is_being_served_is_not_cancelled(desk: Desk) -> None:
    desk.sits()
    desk.takes()
    ticket = desk.calls(at=SEVEN)

    with pytest.raises(TicketMoveNotPossible):
        calling.cancel_ticket(ticket_id=ticket.id, code=ticket.code, actor=citizen_actor(), at=SEVEN)


def test_a_room_above_tells_what_came_of_a_ticket(desk: Desk) -> None:
    desk.sits()
    desk.takes()
    ticket = desk.calls(at=SEVEN)

    told = calling.tell_outcome(ticket_id=ticket.id, outcome="Đã tiếp nhận", about="dossier:12", actor=desk.clerks[0], at=SEVEN)
    done = desk.serves(ticket, at=SEVEN)

    assert (told.subject, done.subject, done.outcome) == ("dossier:12", "dossier:12", "Đã tiếp nhận")


def test_how_many_are_before_and_how_long_it_takes(desk: Desk) -> None:
    desk.sits(0), desk.sits(1)
    for turn in range(6):
        desk.takes(at=SEVEN)
        at = SEVEN + timedelta(minutes=4 * turn)
        desk.serves(desk.calls(at=at), at=at)
    now = SEVEN + timedelta(minutes=30)
    for _ in range(5):
        last = desk.takes(at=now)
    waiting = reading.ordered(reading.tickets_alive(desk.room_id, now.date()), rules=reading.room(desk.room_id).rules, at=now)
    seats_now = reading.counters(desk.room_id)

    assert reading.ahead_of(last, waiting, seats_now) == (4, 2)
    assert reading.estimates_of(waiting, seats_now)[last.id].minutes == 6  # ceil(4 / 2) × 3 min


def test_a_group_that_ended_takes_no_more_but_its_tickets_are_called(desk: Desk) -> None:
    desk.sits()
    ticket = desk.takes("D")
    rooms.end_group(room_id=desk.room_id, group_id=desk.groups["D"], actor=desk.head, at=SEVEN)

    with pytest.raises(rooms.GroupUnknown):
        desk.takes("D")
    assert desk.calls(at=SEVEN + MINUTE).id == ticket.id


def test_a_counter_that_is_renamed_still_calls_out_a_group_that_ended(desk: Desk) -> None:
    desk.sits()
    ticket = desk.takes("D")
    rooms.end_group(room_id=desk.room_id, group_id=desk.groups["D"], actor=desk.head, at=SEVEN)
    change = {
        "room_id": desk.room_id, "counter_id": desk.counters[0], "number": 1, "name": "Quầy Hộ tịch", "group_ids": [desk.groups["A"]],
        "actor": desk.head, "at": SEVEN,
    }  # fmt: skip
    rooms.set_counter(**change)

    desk.serves(desk.calls(at=SEVEN + MINUTE), at=SEVEN + MINUTE)
    assert reading.ticket(ticket.id).state is State.FINISHED
    rooms.set_counter(**change)
    assert reading.counters(desk.room_id)[0].group_ids == {desk.groups["A"]}, "nobody waits in it any more"


def test_a_letter_or_number_is_given_once(desk: Desk) -> None:
    with pytest.raises(rooms.LetterTaken):
        rooms.set_group(room_id=desk.room_id, letter="a", name="Khác", actor=desk.head, at=SEVEN)
    with pytest.raises(rooms.NumberTaken):
        rooms.set_counter(room_id=desk.room_id, number=1, group_ids=desk.groups.values(), actor=desk.head, at=SEVEN)


def test_a_counter_in_use_is_not_taken_away(desk: Desk) -> None:
    desk.sits()

    with pytest.raises(rooms.CounterInUse):
        rooms.remove_counter(room_id=desk.room_id, counter_id=desk.counters[0], actor=desk.head, at=SEVEN)
    rooms.remove_counter(room_id=desk.room_id, counter_id=desk.counters[1], actor=desk.head, at=SEVEN)
    assert [counter.number for counter in reading.counters(desk.room_id)] == [1]


def test_the_journal_knows_no_names(desk: Desk) -> None:
    desk.sits()
    desk.takes(priority="elderly")
    desk.serves(desk.calls(at=SEVEN), at=SEVEN)

    told = [fact for ticket in Ticket.objects.all() for fact in journal.history(f"ticket:{ticket.pk}")]
    assert all("elderly" not in str(fact.payload) for fact in told)
    assert journal.verify().ok
    assert Turn.objects.filter(ended_at=None).count() == 0
    assert organization.agency(desk.world.rach_gia_centre.id).kind in organization.CENTRES
