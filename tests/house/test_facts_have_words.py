"""Every fact that the catalogue records has its words: a log shows no English name to an officer."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from motcua.catalogue.facts.happened import HAPPENED

OPERATIONS = Path("src/motcua/catalogue/operations")
_FACT = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")


def _recorded() -> Iterator[str]:
    """Names of facts as the operations write them: texts like `ProcedureEnded`, but for types in a cast."""
    for path in OPERATIONS.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        casts = {
            id(node.args[0])
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast"
        }
        for node in nodes:
            if isinstance(node, ast.Constant) and id(node) not in casts and _FACT.fullmatch(str(node.value)):
                yield str(node.value)


def test_every_fact_that_the_catalogue_records_has_its_words_and_none_has_words_in_vain() -> None:
    assert set(_recorded()) == set(HAPPENED)
