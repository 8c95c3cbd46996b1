"""SQL written by hand names tables of its own room only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from tests.house import plan

TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|TRUNCATE|REFERENCES|COPY|ONLY)\s+\"?([a-z]+_[a-z_]+)", re.IGNORECASE)


def _words(path: Path) -> Iterator[str]:
    for node in ast.walk(plan.tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _owners() -> dict[str, str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model.__module__.split(".")[1] for model in models if model.__module__.startswith("motcua.")}


def _trespasses(path: Path, here: str, owners: dict[str, str]) -> Iterator[str]:
    for text in _words(path):
        for table in TABLE.findall(text):
            owner = owners.get(table.lower())
            if owner and owner != here:
                yield f"{path.relative_to(plan.ROOT)}: {table} belongs to {owner}"


def test_hand_written_sql_stays_in_its_room() -> None:
    owners = _owners()

    found = [line for path in plan.modules() for line in _trespasses(path, plan.room_of(path), owners)]

    assert found == []


def test_a_foreign_table_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "queries.py"
    module.write_text("SQL = f'''select 1 from journal_fact where {condition}'''")

    assert TABLE.findall(next(_words(module))) == ["journal_fact"]
    assert _owners()["journal_fact"] == "journal"
