"""The table of moves: what the law knows, and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.facts import CLOSED, Standing, State, Way
from motcua.dossiers.rules import lifecycle
from motcua.dossiers.rules.lifecycle import MOVES, Legal
from motcua.foundation.errors import NotPossible


def standing(**more: object) -> Standing:
    return Standing(**({"state": State.IN_PROCESS, "centre_id": 1, "competent_id": 2, "moves": 3} | more))  # type: ignore[arg-type]


def test_every_state_can_be_reached() -> None:
    reached = {State.SUBMITTED} | {move.to for move in MOVES if move.to}

    assert reached == set(State)


def test_no_move_leaves_a_closed_state() -> None:
    assert not [move.name for move in MOVES if move.frm & CLOSED]


def test_names_and_facts_are_unique() -> None:
    assert len({move.name for move in MOVES}) == len({move.fact for move in MOVES}) == len(MOVES)


def test_every_move_but_filing_names_its_law_and_its_people() -> None:
    assert not [move.name for move in MOVES if not move.law or not move.roles]


@pytest.mark.parametrize(
    ("name", "effect"),
    [
        ("accept", Legal.STARTS),
        ("forward", Legal.STARTS),
        ("request_supplement", Legal.SUSPENDS),
        ("receive_supplement", Legal.RESTARTS),
        ("require_payment", Legal.PAUSES),
        ("settle_payment", Legal.RESUMES),
        ("extend", Legal.MOVES_ONCE),
        ("finish", Legal.ENDS),
        ("consult", Legal.NONE),
    ],
)
def test_each_move_does_to_the_legal_clock_what_the_law_says(name: str, effect: Legal) -> None:
    assert lifecycle.move_named(name).legal is effect


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_dossier_cannot_move(state: State) -> None:
    for move in MOVES:
        with pytest.raises(NotPossible):
            lifecycle.require_possible(move.name, standing(state=state, ways=(Way(move="finish"),), open_consultations=1))


def test_a_result_cannot_be_withdrawn() -> None:
    with pytest.raises(lifecycle.MoveNotPossible, match="done"):
        lifecycle.require_possible("withdraw", standing(state=State.DONE))


@pytest.mark.parametrize(
    ("given_already", "most", "allowed"),
    [(0, 1, True), (1, 1, False), (1, 2, True), (2, 2, False), (0, 0, False), (3, None, True)],
)
def test_a_new_date_is_given_as_often_as_the_rule_allows(given_already: int, most: int | None, allowed: bool) -> None:
    before = standing(extension_count=given_already, extensions_max=most)

    if allowed:
        assert lifecycle.require_possible("extend", before).name == "extend"
    else:
        with pytest.raises(lifecycle.ExtensionUsed):
            lifecycle.require_possible("extend", before)


def test_a_supplement_goes_back_to_where_it_was_asked() -> None:
    move = lifecycle.move_named("receive_supplement")

    assert lifecycle.state_after(move, standing(state=State.AWAITING_SUPPLEMENT, before_reception=True)) == State.SUBMITTED
    assert lifecycle.state_after(move, standing(state=State.AWAITING_SUPPLEMENT)) == State.IN_PROCESS


#: Every way from one state to another, as decision 0010 draws them; most moves stay where they are.
EDGES = {(state, state) for state in set(State) - CLOSED} | {
    (State.SUBMITTED, State.RECEIVED), (State.SUBMITTED, State.NOT_ACCEPTED), (State.RECEIVED, State.IN_PROCESS),
    (State.SUBMITTED, State.AWAITING_SUPPLEMENT), (State.IN_PROCESS, State.AWAITING_SUPPLEMENT),
    (State.AWAITING_SUPPLEMENT, State.SUBMITTED), (State.AWAITING_SUPPLEMENT, State.IN_PROCESS),
    (State.IN_PROCESS, State.AWAITING_PAYMENT), (State.AWAITING_PAYMENT, State.IN_PROCESS),
    (State.IN_PROCESS, State.DONE), (State.DONE, State.RETURNED),
    *((state, State.WITHDRAWN) for state in set(State) - CLOSED - {State.DONE}),
    *((state, State.STOPPED) for state in set(State) - CLOSED - {State.DONE, State.SUBMITTED}),
}  # fmt: skip


def open_with(others: int) -> dict[str, Any]:
    """Opinions and joint tasks that so many agencies still owe."""
    agencies = frozenset(range(100, 100 + others))
    return {"open_consultations": 2 * others, "consulted_ids": agencies, "involved_ids": agencies}


@given(names=st.lists(st.sampled_from([move.name for move in MOVES]), max_size=40), last=st.booleans(), asked=st.integers(0, 2))
def test_no_sequence_of_moves_leaves_the_table(names: list[str], last: bool, asked: int) -> None:
    now = standing(
        state=State.SUBMITTED,
        ways=(Way(move="finish" if last else "complete_step"),),
        step_kind="examine",
        **open_with(asked),
    )

    for name in names:
        try:
            move = lifecycle.require_possible(name, now)
        except NotPossible:
            continue
        after = lifecycle.state_after(move, now)
        assert now.state.is_open
        assert (now.state, after) in EDGES, move.name
        now = standing(
            state=after, ways=(Way(move="finish" if last else "complete_step"),), step_kind="examine", **open_with(asked)
        )


def test_an_unknown_move_is_named_with_the_known_ones() -> None:
    with pytest.raises(lifecycle.UnknownMove, match="fly") as caught:
        lifecycle.move_named("fly")

    assert "accept" in caught.value.sentence_vi
