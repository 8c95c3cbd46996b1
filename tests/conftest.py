"""The hostile test configuration: a real PostgreSQL, no sockets to the outside, warnings are errors."""

import os
from pathlib import Path

import django
import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from tests.hostile import close_the_outside

from motcua.config import postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_test")
os.environ.setdefault("MOTCUA_HOME", str(Path(__file__).resolve().parents[1] / "var" / "test"))

# How long a draw takes says how busy the machine is, and nothing of what is tested. Fixtures that examples share are only read.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")

pytest_plugins = ["tests.browser_fixtures"]


def pytest_configure(config: pytest.Config) -> None:
    close_the_outside()
    postgres.ensure_running()
    django.setup()  # pytest-django looked for settings before this file named them
    # Each process of the run has a database of its own, whose numbers name files.
    django_settings.FILES += os.environ.get("PYTEST_XDIST_WORKER", "")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests that commit are cleaned up by emptying all tables; everywhere else the journal refuses to be emptied."""
    allow = "ALTER TABLE IF EXISTS {0} DISABLE TRIGGER {0}_is_never_emptied"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("journal_fact", "journal_chain", "journal_seal"):
            cursor.execute(allow.format(table))


@pytest.fixture(autouse=True)
def _nothing_is_read_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads what another has left in memory, and after a change each waits for the new."""
    from motcua.catalogue.queries import changes  # noqa: PLC0415 (Django is not set up while conftest files are read)

    monkeypatch.setattr(changes, "_last", {})
    monkeypatch.setattr(changes, "PATIENCE", 60.0)
