"""Drafts of processes, and the leader who approves them."""

from typing import TYPE_CHECKING

import pytest
from tests.dossiers.worlds import *  # noqa: F403 -- fixtures

if TYPE_CHECKING:
    from tests.dossiers.given import World
    from tests.processes.given import Drafts

    from motcua.organization.public import Actor


@pytest.fixture
def leader(world: "World") -> "Actor":
    from tests.dossiers import given  # noqa: PLC0415 (Django is not set up while conftest files are read)

    from motcua.organization.public import Role  # noqa: PLC0415

    return given.official(Role.LEADER, world.top, username="chutich")


@pytest.fixture
def drafts(world: "World", leader: "Actor") -> "Drafts":
    from tests.processes.given import Drafts  # noqa: PLC0415

    return Drafts(world, leader)
