"""The hostile test configuration: a real PostgreSQL, no sockets to the outside, warnings are errors."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_test")
os.environ.setdefault("MOTCUA_HOME", str(Path(__file__).resolve().parents[1] / "var" / "test"))


def pytest_configure(config: pytest.Config) -> None:
    from motcua.config import env, postgres

    if not env.text("MOTCUA_DATABASE_URL"):
        postgres.ensure_running()
