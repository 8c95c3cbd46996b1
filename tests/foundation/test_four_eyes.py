"""One rule for every room: who decides is not who drafted, asked or appraised."""

import pytest
from tests.catalogue.factories import Keeper

from motcua.catalogue.rules.permissions import DECIDERS as CATALOGUE
from motcua.eforms.rules.permissions import APPROVERS as FORMS
from motcua.foundation.four_eyes import Deciders, OwnWork
from motcua.processes.rules.permissions import DECIDERS as PROCESSES
from motcua.simplification.rules.permissions import JUDGES as PROPOSALS

ROOMS = pytest.mark.parametrize("deciders", [CATALOGUE, FORMS, PROPOSALS, *PROCESSES.values()])


def control(label: str = "user:7") -> Keeper:
    return Keeper(label=label, roles=frozenset({"control"}))


@ROOMS
def test_whoever_had_a_hand_in_it_does_not_decide_and_another_does(deciders: Deciders) -> None:
    with pytest.raises(OwnWork):
        deciders.require(control(), ("user:3", "user:7"))
    deciders.require(control(), ("user:3",))
    assert deciders.may(control(), ())
    assert not deciders.may(control(), ("user:7",))


@ROOMS
def test_somebodys_program_is_no_second_pair_of_eyes(deciders: Deciders) -> None:
    with pytest.raises(OwnWork):
        deciders.require(control("user:7"), ("machine:7",))
    with pytest.raises(OwnWork):
        deciders.require(control("machine:7"), ("user:7",))


@ROOMS
@pytest.mark.parametrize("role", ["operator", "counter", "clerk", "inspector"])
def test_who_runs_the_machine_or_another_desk_decides_nothing_and_is_told_who_does(deciders: Deciders, role: str) -> None:
    somebody = Keeper(label="user:9", roles=frozenset({role}))

    with pytest.raises(deciders.refusal):
        deciders.require(somebody, ("user:3",))
    refusal = deciders.why_not(somebody, ("user:9",))
    assert refusal is not None
    assert refusal.code == deciders.refusal.code
