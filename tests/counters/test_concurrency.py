"""Many at once: numbers have no gap and no double, and two clerks never call the same ticket. Real threads, real connections."""

from datetime import timedelta

import pytest
from tests.counters.given import SEVEN, Desk, key
from tests.counters.test_appointments_devices_and_figures import book, opened
from tests.dossiers.given import World
from tests.dossiers.test_concurrency import together

from motcua.counters.facts import Way
from motcua.counters.models import Announcement, Appointment, Ticket, Turn
from motcua.counters.operations import calling, seats, taking
from motcua.foundation.errors import DomainError

PEOPLE = 8


@pytest.fixture
def desk(committed_world: World) -> Desk:
    return Desk(committed_world)


def test_numbers_taken_at_once_have_no_gap_and_no_double(desk: Desk) -> None:
    takes = [
        lambda: taking.take_ticket(
            room_id=desk.room_id, group_id=desk.groups["A"], way=Way.KIOSK, request_key=key(), actor=taking.device_actor(1),
            at=SEVEN, device_room_id=desk.room_id,
        )
    ] * PEOPLE  # fmt: skip

    labels = sorted(ticket.label for ticket in together(*takes))

    assert labels == [f"A{n:03}" for n in range(1, PEOPLE + 1)]


def test_one_key_pressed_by_eight_gives_one_ticket(desk: Desk) -> None:
    press = {"room_id": desk.room_id, "group_id": desk.groups["A"], "way": Way.PHONE, "request_key": "mot", "at": SEVEN}

    found = together(*[lambda: taking.take_ticket(**press, actor=desk.clerks[0])] * PEOPLE)

    assert len({ticket.id for ticket in found}) == Ticket.objects.count() == 1


def test_two_clerks_who_press_at_once_never_call_the_same_ticket(desk: Desk) -> None:
    desk.sits(0), desk.sits(1)
    for _ in range(20):
        desk.takes()
    for turn in range(10):
        at = SEVEN + timedelta(minutes=turn)
        first, second = together(
            *[
                lambda n=n, at=at: calling.call_next(counter_id=desk.counters[n], request_key=key(), actor=desk.clerks[n], at=at)
                for n in (0, 1)
            ]
        )
        assert first.id != second.id
        desk.serves(first, 0, at=at, minutes=0), desk.serves(second, 1, at=at, minutes=0)

    assert Turn.objects.values("ticket").distinct().count() == 20
    assert sorted(Announcement.objects.values_list("number", flat=True)) == list(range(1, 21))


def test_of_two_who_sit_down_at_once_one_sits(desk: Desk) -> None:
    answers = together(*[lambda n=n: seats.sit_down(counter_id=desk.counters[0], actor=desk.clerks[n], at=SEVEN) for n in (0, 1)])

    assert sorted(type(answer).__name__ for answer in answers) == ["CounterTaken", "NoneType"]


def test_places_of_a_slot_are_not_given_twice_however_many_press_at_once(committed_world: World) -> None:
    desk = opened(committed_world, places=3)

    answers = together(*[lambda: book(desk)] * PEOPLE)

    assert sum(isinstance(answer, DomainError) for answer in answers) == PEOPLE - 3
    assert Appointment.objects.count() == 3
