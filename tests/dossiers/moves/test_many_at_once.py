"""One move on many dossiers: each for itself, and nothing twice."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import LATER, Lives, World

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.perform import WrongArguments


def _seen(*lives: int) -> dict[int, int]:
    return {one: Dossier.objects.get(pk=one).moves for one in lives}


def test_what_refuses_one_keeps_none_of_the_others(world: World, life: Lives) -> None:
    first, stale, third = life.in_process(), life.in_process(), life.in_process()
    head, official = world.who("head", world.rach_gia), world.who("official", world.rach_gia)
    seen = _seen(third, stale, first)
    life.do("assign", stale, at=LATER, actor=official, to_user_id=official.user_id)

    answers = dossiers.perform_many(
        move="assign", seen=seen, actor=head, at=LATER, key="sang-thu-hai", to_user_id=official.user_id
    )

    assert [one.dossier_id for one in answers] == [third, stale, first]
    assert [one.problem.code if one.problem else "" for one in answers] == ["", "stale_page", ""]
    assert {given.open_step(one).assignee_id for one in (first, third)} == {official.user_id}


def test_the_same_key_again_moves_nothing_twice(world: World, life: Lives) -> None:
    dossier = life.in_process()
    head, official = world.who("head", world.rach_gia), world.who("official", world.rach_gia)
    asked = {
        "move": "assign",
        "seen": _seen(dossier),
        "actor": head,
        "at": LATER,
        "key": "hai-lan",
        "to_user_id": official.user_id,
    }
    (once,) = dossiers.perform_many(**asked)

    (again,) = dossiers.perform_many(**asked)

    assert once.moved is not None
    assert again.moved is not None
    assert (once.moved.repeated, again.moved.repeated) == (False, True)
    assert Dossier.objects.get(pk=dossier).moves == once.moved.moves


def test_wrong_arguments_are_said_once_and_nothing_is_moved(world: World, life: Lives) -> None:
    dossier = life.in_process()

    with pytest.raises(WrongArguments):
        dossiers.perform_many(
            move="assign", seen=_seen(dossier), actor=world.who("head", world.rach_gia), at=LATER, key="thieu", reason="x"
        )
