"""Every row of the table of moves is made by a real operation, and does what the row says."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from tests.dossiers import given
from tests.dossiers.factories import LAND
from tests.dossiers.given import AT, LIVES, Lives, World
from tests.dossiers.moves import ready

from motcua.dossiers.facts import WAITING, Legal
from motcua.dossiers.public import MOVES, State, Verdict
from motcua.dossiers.rules.lifecycle import Move
from motcua.journal import public as journal

A_YEAR_ON = given.later(AT, days=365)
#: Where a row leads that names no state and yet does not stay.
BACK_TO = {"receive_supplement": State.IN_PROCESS}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What anybody can see of a dossier: where it stands, how its legal clock does, what was recorded."""

    state: State | None = None
    started: datetime | None = None
    due: datetime | None = None
    #: Left alone for a year it would be overdue.
    runs: bool = False
    facts: tuple[str, ...] = ()


def seen(dossier: int) -> Seen:
    shown = given.dossier_detail(dossier, at=A_YEAR_ON).dossier
    facts = journal.history(f"dossier:{dossier}")
    assert facts[-1].payload["state"] == shown.state
    return Seen(
        state=shown.state, started=shown.started_at, due=shown.due_at, runs=shown.legal is Verdict.OVERDUE,
        facts=tuple(fact.name for fact in facts),
    )  # fmt: skip


def before_and_after(move: str, life: Lives) -> tuple[Seen, Seen]:
    if move == "submit":
        return Seen(), seen(life.filed())
    dossier = ready.come_to(move, life)
    was = seen(dossier)
    ready.make(move, dossier, life)
    return was, seen(dossier)


def effect(was: Seen, now: Seen) -> Legal:
    """What happened to the legal clock, by looking at it."""
    if now.started != was.started:
        return Legal.STARTS
    if was.runs and now.runs:
        return Legal.NONE if now.due == was.due else Legal.MOVES_ONCE
    if was.runs and now.due is None:
        return Legal.SUSPENDS
    if was.runs:
        return Legal.PAUSES if now.state in WAITING else Legal.ENDS
    if now.runs:
        return Legal.RESTARTS if was.due is None else Legal.RESUMES
    return Legal.NONE


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_row_is_made_by_an_operation_and_leaves_its_fact_its_state_and_its_effect(life: Lives, move: Move) -> None:
    was, now = before_and_after(move.name, life)

    assert {was.state} <= (move.frm or {None})
    assert now.facts == (*was.facts, move.fact)
    assert now.state == (move.to or BACK_TO.get(move.name, was.state))
    assert effect(was, now) is move.legal


@pytest.mark.parametrize("state", sorted(State))
def test_every_state_is_reached_by_a_life(life: Lives, state: State) -> None:
    assert given.dossier(getattr(life, LIVES[state])()).state == state


def test_every_move_names_who_made_it(world: World, life: Lives) -> None:
    dossier = life.returned(procedure=LAND, competent=world.environment)

    facts = journal.history(f"dossier:{dossier}")
    counter = world.who("counter", world.centre_of(world.environment))
    official, head, leader, clerk = (world.who(role, world.environment) for role in ("official", "head", "leader", "clerk"))
    assert [fact.actor for fact in facts] == [
        one.label for one in (counter, counter, counter, official, head, leader, clerk, counter)
    ]
    assert [fact.position for fact in facts] == list(range(1, len(facts) + 1))
