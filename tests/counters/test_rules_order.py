"""Who is called next: priority goes first, an appointment near its slot before it, and nobody waits for ever."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.dossiers.given import vn

from motcua.counters.facts import Rules
from motcua.counters.rules.order import Waiting, goes_first, is_due, next_of, whole_order

AT = vn("2026-11-16 09:00")
RULES = Rules(run=2, early_minutes=10, late_minutes=15)


def one(number: int, *, minutes: int = 0, priority: str = "", slot: int | None = None, here: bool = False) -> Waiting:
    slot_at = None if slot is None else AT + timedelta(minutes=slot)
    return Waiting(id=number, taken_at=AT - timedelta(minutes=minutes), priority=priority, slot_at=slot_at, is_for_here=here)


def order(*waiting: Waiting, run: int = 0) -> list[int]:
    return [found.id for found in whole_order(waiting, rules=RULES, at=AT, run=run)]


def test_who_came_first_is_called_first() -> None:
    assert order(one(1, minutes=5), one(2, minutes=9), one(3, minutes=1)) == [2, 1, 3]


def test_priority_goes_before_those_who_came_earlier_until_two_have() -> None:
    waiting = [one(1, minutes=30), one(2, minutes=20), *(one(n, minutes=10 - n, priority="elderly") for n in (3, 4, 5))]

    assert order(*waiting) == [3, 4, 1, 5, 2]
    assert order(*waiting, run=2) == [1, 3, 4, 2, 5]


def test_an_appointment_near_its_slot_goes_before_priority() -> None:
    assert order(one(1, minutes=60), one(2, priority="merit"), one(3, slot=10)) == [3, 2, 1]


def test_an_appointment_that_comes_too_early_or_too_late_waits_like_the_others() -> None:
    table = {-16: False, -15: True, 0: True, 10: True, 11: False}

    assert {slot: is_due(one(1, slot=slot), rules=RULES, at=AT) for slot in table} == table


def test_what_was_sent_to_this_counter_goes_first() -> None:
    assert order(one(1, priority="elderly"), one(2, here=True), one(3, slot=0)) == [2, 3, 1]


def test_where_nobody_waits_nobody_is_called() -> None:
    assert next_of([], rules=RULES, at=AT, run=0) is None


waiting_people = st.lists(
    st.tuples(st.integers(0, 300), st.sampled_from(["", "elderly"]), st.one_of(st.none(), st.integers(-60, 60)), st.booleans()),
    max_size=30,
).map(lambda rows: [one(n, minutes=m, priority=p, slot=s, here=h) for n, (m, p, s, h) in enumerate(rows)])


@given(waiting_people, st.integers(0, 5))
def test_everybody_stands_in_the_order_once(waiting: list[Waiting], run: int) -> None:
    assert sorted(order(*waiting, run=run)) == [person.id for person in waiting]


@given(waiting_people, st.integers(0, 5))
def test_the_first_of_the_order_is_who_is_called_next(waiting: list[Waiting], run: int) -> None:
    found = next_of(waiting, rules=RULES, at=AT, run=run)

    assert (found.id if found else None) == next(iter(order(*waiting, run=run)), None)


@given(waiting_people)
def test_nobody_waits_for_ever_whatever_comes_before_them(waiting: list[Waiting]) -> None:
    """One who came k-th of those without priority is called after at most (k + 1) × (run + 1) calls, however many others come."""
    called, run = [], 0
    ordinary = [person for person in waiting if not goes_first(person, rules=RULES, at=AT)]
    left = {person.id: person for person in waiting}
    for number in range((len(ordinary) + 1) * (RULES.run + 1)):
        newcomer = one(1000 + number, priority="elderly")
        left[newcomer.id] = newcomer
        found = next_of(left.values(), rules=RULES, at=AT, run=run)
        assert found is not None
        run = run + 1 if goes_first(found, rules=RULES, at=AT) else 0
        called.append(left.pop(found.id).id)

    assert {person.id for person in ordinary} <= set(called)
