"""People of procedure control at their pages, a procedure to decide on and a day of effect."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.dossiers.worlds import *  # noqa: F403 -- fixtures

if TYPE_CHECKING:
    from django.test import Client
    from tests.dossiers.given import World


@pytest.fixture
def control(world: "World") -> "Client":
    from tests.catalogue.decisions.screens import signed_in  # noqa: PLC0415 (Django is not set up while conftest files are read)

    return signed_in(world.who("control", world.office).user_id)


@pytest.fixture
def second(world: "World") -> "Client":
    from tests.catalogue.decisions.screens import signed_in  # noqa: PLC0415
    from tests.dossiers import given  # noqa: PLC0415

    from motcua.organization.public import Role  # noqa: PLC0415

    return signed_in(given.official(Role.CONTROL, world.office, username="control.two").user_id)


@pytest.fixture
def code(world: "World") -> str:
    from motcua.catalogue.models import Procedure  # noqa: PLC0415

    return Procedure.objects.order_by("code").first().code


@pytest.fixture
def effect() -> str:
    from motcua.foundation import clock  # noqa: PLC0415

    return (clock.local_day(clock.now()) + timedelta(days=9)).isoformat()
