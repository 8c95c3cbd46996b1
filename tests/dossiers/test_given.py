"""The lives that other tests begin with are what their names say."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import LIVES, Lives

from motcua.dossiers.public import State


@pytest.mark.parametrize("state", sorted(State))
def test_every_state_is_reached_by_a_life(life: Lives, state: State) -> None:
    dossier = getattr(life, LIVES[state])()

    assert given.dossier(dossier).state == state
