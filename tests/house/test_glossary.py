"""One English word for each official term: labels that people see stand in the glossary."""

import importlib
import re
from collections.abc import Iterator
from enum import Enum

import pytest
from tests.house import plan

from motcua.foundation.text import fold

GLOSSARY = plan.ROOT / "GLOSSARY.md"
#: The enums whose members people read as states and roles.
SPOKEN = (("dossiers", "State"), ("organization", "Role"))


def _labels(room: str, name: str) -> Iterator[str]:
    kind: type[Enum] = getattr(importlib.import_module(f"motcua.{room}.facts"), name)
    return (str(getattr(member, "label", "")) for member in kind)


@pytest.mark.parametrize(("room", "name"), SPOKEN)
def test_states_and_roles_are_in_the_glossary(room: str, name: str) -> None:
    known = fold(GLOSSARY.read_text())

    assert [label for label in _labels(room, name) if not label or fold(label) not in known] == []


def test_every_term_has_both_languages() -> None:
    rows = [line.split("|")[1:-1] for line in GLOSSARY.read_text().splitlines() if re.match(r"\| (?!English|---)", line)]

    assert len(rows) > 40
    assert [row[0] for row in rows if not row[0].strip()] == []
