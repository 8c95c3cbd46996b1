"""Migrations are complete, linear, and named after what they change."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from tests.house import plan


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("motcua.")]

    call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=0)


def test_each_room_has_one_line_of_migrations(loader: MigrationLoader) -> None:
    forks = []
    for room in plan.rooms():
        own = {key for key in loader.disk_migrations if key[0] == room}
        for key in own:
            parents = [parent for parent in loader.disk_migrations[key].dependencies if parent[0] == room]
            if len(parents) > 1 or (not parents and not key[1].startswith("0001")):
                forks.append(key)
        forks += [(room, "leaves")] if len(loader.graph.leaf_nodes(room)) > 1 else []

    assert forks == []


def test_migrations_say_what_they_change(loader: MigrationLoader) -> None:
    names = [name for app, name in loader.disk_migrations if app in plan.rooms()]

    assert [name for name in names if "auto" in name or not re.fullmatch(r"\d{4}_[a-z0-9_]+", name)] == []
