"""Fixtures of the tiny province: made once for a file of tests, each test rolled back to it; or made for one test that commits.

Rooms are imported inside: Django is not set up while conftest files are read.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from datetime import datetime

    from tests.dossiers.given import Lives, World

__all__ = ["committed_world", "life", "module_world", "now", "world"]


@pytest.fixture(scope="module")
def module_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Iterator[World]":
    from django.db import connection, transaction  # noqa: PLC0415
    from tests.dossiers import given  # noqa: PLC0415

    with django_db_blocker.unblock():
        given.forget()
        whole_file = transaction.atomic()
        whole_file.__enter__()
        try:
            yield given.province()
        finally:
            transaction.set_rollback(True)
            whole_file.__exit__(None, None, None)
            given.forget()
            connection.close()


@pytest.fixture
def world(module_world: "World", db: None) -> "Iterator[World]":
    from tests.dossiers import given  # noqa: PLC0415

    given.forget()
    yield module_world
    given.forget()


@pytest.fixture
def life(world: "World") -> "Lives":
    from tests.dossiers.given import Lives  # noqa: PLC0415

    return Lives(world)


class Now:
    """The moment that views, API and commands read; tests set it."""

    def __init__(self, at: "datetime") -> None:
        self.at = at

    def __call__(self) -> "datetime":
        return self.at


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    from motcua.foundation import clock  # noqa: PLC0415

    fixed = Now(clock.local_moment("2026-11-16 08:00"))
    monkeypatch.setattr(clock, "now", fixed)
    return fixed


@pytest.fixture
def committed_world(transactional_db: None) -> "Iterator[World]":
    """For tests with several connections: the tables are emptied afterwards."""
    from tests.dossiers import given  # noqa: PLC0415

    from motcua.calendar.models import WeeklyHours  # noqa: PLC0415
    from motcua.calendar.operations import load_packaged_calendar  # noqa: PLC0415

    given.forget()
    if not WeeklyHours.objects.exists():  # emptied with the other tables after the test before
        load_packaged_calendar(at=given.AT)
    yield given.province()
    given.forget()
