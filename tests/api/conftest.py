from typing import TYPE_CHECKING

import pytest
from tests.dossiers.worlds import *  # noqa: F403 -- fixtures
from tests.dossiers.worlds import Now

if TYPE_CHECKING:
    from tests.api.calls import Api
    from tests.dossiers.given import World


@pytest.fixture
def counter(world: "World", now: Now) -> "Api":
    """The counter of Rạch Giá's centre, by a token."""
    from tests.api.calls import Api, token_of  # noqa: PLC0415

    return Api(token_of(world.who("counter", world.rach_gia_centre), world))


@pytest.fixture
def official(world: "World", now: Now) -> "Api":
    """An official of Rạch Giá, by a token."""
    from tests.api.calls import Api, token_of  # noqa: PLC0415

    return Api(token_of(world.who("official", world.rach_gia), world))
