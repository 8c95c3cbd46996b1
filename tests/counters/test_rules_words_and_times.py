"""How a call is spoken, how long one waits, when a room is open, which slots a day has, who goes first on a day."""

from datetime import date

import pytest

from motcua.counters.facts import Rules, State
from motcua.counters.queries.rooms import priority_groups
from motcua.counters.rules.defaults import first_counters, first_groups, why_not_sensible
from motcua.counters.rules.estimates import estimate, is_near, middle, slow_end
from motcua.counters.rules.hours import gives_tickets, slots
from motcua.counters.rules.lifecycle import (
    MOVES,
    CallAgainFirst,
    TicketMoveNotPossible,
    UnknownTicketMove,
    move_named,
    open_moves,
    require_possible,
)
from motcua.counters.rules.speech import call_in_words, digits_in_words, number_in_words

DAY = ((420, 690), (810, 1020))  # 07:00–11:30, 13:30–17:00


@pytest.mark.parametrize(
    ("ticket", "counter", "said"),
    [
        ("A007", 2, "Mời số A không không bảy, đến quầy số hai"),
        ("B015", 15, "Mời số B không một năm, đến quầy số mười lăm"),
        ("C123", 21, "Mời số C một hai ba, đến quầy số hai mươi mốt"),
        ("T1004", 105, "Mời số T một không không bốn, đến quầy số một trăm linh năm"),
    ],
)
def test_a_call_is_written_out_in_words(ticket: str, counter: int, said: str) -> None:
    assert call_in_words(ticket, counter) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"), (5, "năm"), (10, "mười"), (11, "mười một"), (14, "mười bốn"), (20, "hai mươi"), (25, "hai mươi lăm"),
        (31, "ba mươi mốt"), (44, "bốn mươi bốn"), (100, "một trăm"), (110, "một trăm mười"), (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"), (999, "chín trăm chín mươi chín"), (1000, "một không không không"),
    ],
)  # fmt: skip
def test_a_number_is_said_as_people_say_it(number: int, said: str) -> None:
    assert number_in_words(number) == said


def test_what_is_no_digit_is_not_spoken() -> None:
    assert digits_in_words("0-7<b>") == "không bảy"


@pytest.mark.parametrize(
    ("ahead", "counters", "minutes"),
    [(0, 2, 0), (1, 2, 3), (2, 2, 3), (3, 2, 6), (39, 2, 60), (39, 1, 117)],  # 180 s each: ceil(ahead / counters) × 3 min
)
def test_the_wait_is_told_from_how_long_people_were_served(ahead: int, counters: int, minutes: int) -> None:
    assert estimate(ahead=ahead, served_seconds=[170, 180, 180, 190, 400], open_counters=counters).minutes == minutes


def test_too_little_is_said_to_be_too_little() -> None:
    told = estimate(ahead=3, served_seconds=[180] * 4, open_counters=2)

    assert (told.minutes, told.why) == (None, "chưa đủ số liệu")


def test_without_an_open_counter_no_wait_is_promised() -> None:
    assert estimate(ahead=3, served_seconds=[180] * 40, open_counters=0).why == "chưa có quầy mở"


def test_middle_and_slow_end_of_ten() -> None:
    seconds = [10, 20, 30, 40, 50, 60, 70, 80, 90, 1000]

    assert (middle(seconds), slow_end(seconds), middle([]), slow_end([])) == (60, 90, 0, 0)


def test_the_turn_is_near_two_rounds_before() -> None:
    assert [is_near(ahead=ahead, open_counters=2) for ahead in (0, 4, 5)] == [True, True, False]


@pytest.mark.parametrize(("minute", "given"), [(359, False), (360, True), (700, True), (1019, True), (1020, False)])
def test_tickets_are_given_from_an_hour_before_the_opening_until_the_close(minute: int, given: bool) -> None:
    assert gives_tickets(DAY, minute=minute, before=60) is given


def test_on_a_day_off_no_tickets_are_given() -> None:
    assert not gives_tickets((), minute=600, before=60)


def test_slots_lie_within_working_hours() -> None:
    assert slots(DAY, length=60) == (420, 480, 540, 600, 810, 870, 930)


def test_priority_groups_have_a_basis_and_begin_on_a_day() -> None:
    assert [one.code for one in priority_groups(date(2026, 11, 16))] == ["disabled", "elderly", "pregnant", "merit", "infant"]
    assert all(one.basis for one in priority_groups(date(2026, 11, 16)))
    assert priority_groups(date(2010, 1, 1)) == ()


def test_a_room_begins_with_groups_of_different_letters_and_two_counters() -> None:
    letters = [letter for letter, _, _ in first_groups()]

    assert len(set(letters)) == len(letters) >= 3
    assert [number for number, _ in first_counters()] == [1, 2]


@pytest.mark.parametrize("wrong", [{"calls": 0}, {"run": 0}, {"slot_minutes": 1}, {"phone_most": -1}, {"late_minutes": 500}])
def test_senseless_numbers_are_named(wrong: dict[str, int]) -> None:
    assert why_not_sensible(Rules(**wrong)) is not None
    assert why_not_sensible(Rules()) is None


def test_no_sequence_of_moves_leaves_the_table() -> None:
    ends = {State.FINISHED, State.CANCELLED, State.EXPIRED}

    assert {move.to for move in MOVES} == set(State)
    assert all(not (move.frm & ends) for move in MOVES)


def test_a_move_out_of_turn_is_refused_in_words() -> None:
    with pytest.raises(TicketMoveNotPossible) as refused:
        require_possible("serve", state=State.FINISHED, ticket="A007")
    assert "A007" in refused.value.sentence_vi
    with pytest.raises(UnknownTicketMove):
        move_named("nhay")


def test_nobody_is_absent_before_being_called_often_enough() -> None:
    with pytest.raises(CallAgainFirst):
        require_possible("no_show", state=State.CALLED, ticket="A007", calls=2, wanted=3)
    assert "no_show" not in {move.name for move in open_moves(state=State.CALLED, calls=2, wanted=3)}
    assert "no_show" in {move.name for move in open_moves(state=State.CALLED, calls=3, wanted=3)}
