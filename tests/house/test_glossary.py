"""One English word for each official term: labels that people see stand in the glossary."""

import importlib
import re
from collections.abc import Iterator
from enum import Enum

import pytest
from tests.house import plan

from motcua.foundation.text import fold

GLOSSARY = plan.ROOT / "GLOSSARY.md"
#: The enums whose members people read.
SPOKEN = (
    ("dossiers", "State"), ("dossiers", "Channel"), ("dossiers", "Part"), ("dossiers", "Outcome"), ("dossiers", "Verdict"),
    ("dossiers", "Holder"), ("organization", "Role"), ("catalogue", "ChangeKind"), ("catalogue", "Channel"),
    ("processes", "DraftState"), ("eforms", "State"), ("catalogue", "Act"), ("catalogue", "DecisionState"), ("catalogue", "Fault"),
    ("simplification", "State"), ("simplification", "Kind"), ("owed_documents", "Kind"), ("owed_documents", "Progress"),
    ("appraisal", "Indicator"), ("appraisal", "Verdict"), ("appraisal", "Band"), ("worklists", "Column"),
)  # fmt: skip
#: Where people read: programs and pages, translations, guides, what is sent with the program.
READ = ("src/motcua/**/*.py", "src/motcua/**/*.html", "src/motcua/**/*.csv", "src/motcua/**/*.js", "docs/**/*.md", "*.md")


def _labels(room: str, name: str) -> Iterator[str]:
    kind: type[Enum] = getattr(importlib.import_module(f"motcua.{room}.facts"), name)
    return (str(getattr(member, "label", "")) for member in kind)


@pytest.mark.parametrize(("room", "name"), SPOKEN)
def test_states_and_roles_are_in_the_glossary(room: str, name: str) -> None:
    known = fold(GLOSSARY.read_text())

    assert [label for label in _labels(room, name) if not label or fold(label) not in known] == []


def test_moves_are_in_the_glossary() -> None:
    lifecycle = importlib.import_module("motcua.dossiers.rules.lifecycle")
    known = fold(GLOSSARY.read_text())

    assert [move.label for move in lifecycle.MOVES if fold(move.label) not in known] == []


def _said_otherwise() -> list[str]:
    table = GLOSSARY.read_text().partition("## Said otherwise")[2]
    return [line.split("|")[1].strip() for line in table.splitlines() if re.match(r"\| (?!not |---)", line)]


def test_nothing_says_a_term_otherwise() -> None:
    wrong = _said_otherwise()
    paths = {path for pattern in READ for path in plan.ROOT.glob(pattern) if "migrations" not in path.parts and path != GLOSSARY}

    assert len(wrong) > 5
    assert len(paths) > 300
    texts = ((path, " ".join(path.read_text().lower().split())) for path in sorted(paths))
    assert [f"{path.relative_to(plan.ROOT)}: {words}" for path, text in texts for words in wrong if words in text] == []


def test_every_term_has_both_languages() -> None:
    rows = [line.split("|")[1:-1] for line in GLOSSARY.read_text().splitlines() if re.match(r"\| (?!English|---)", line)]

    assert len(rows) > 40
    assert [row[0] for row in rows if not row[0].strip()] == []
