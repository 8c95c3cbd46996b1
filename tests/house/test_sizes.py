"""Nothing grows past the ceilings of CONTRIBUTING.md. What is past one today stands here by name, with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.house import plan

FUNCTION_LINES, FILE_LINES = {"src": 40, "tests": 50, "bench": 50}, {"src": 400, "tests": 500, "bench": 400}
FILES_IN_FOLDER, NAMES_AT_DOOR = {"src": 15, "tests": 30, "bench": 15}, 30
#: what -> why it may
ALLOWED = {
    "src/motcua/dossiers/public.py": "facts, errors and one operation for each move of the table",
    "src/motcua/catalogue/public.py": "procedures, their papers and what data replaces of them, and processes: what all rooms above ask",
    "src/motcua/organization/public.py": "facts, errors and operations of agencies, roles and accounts: three small doors in one",
    "src/motcua/catalogue/queries/reading.py::_read": "one field of the procedure after the other",
    "src/motcua/cli/management/commands": "a file for each command of motcua: Django looks for them in this one folder",
    "src/motcua/organization/operations/accounts.py::create_user": "one line past",
    "src/motcua/organization/operations/roles.py::appoint": "keyword arguments line by line",
}


def _python() -> Iterator[Path]:
    for folder in FILE_LINES:
        yield from (path for path in plan.modules(plan.ROOT / folder) if "migrations" not in path.parts)


def _kind(path: Path) -> str:
    return path.relative_to(plan.ROOT).parts[0]


def _name(path: Path) -> str:
    return path.relative_to(plan.ROOT).as_posix()


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring: law takes the words it takes."""
    first = node.body[0]
    words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return (node.end_lineno or 0) - node.lineno + 1 - ((first.end_lineno or 0) - first.lineno + 1 if words else 0)


def _long_functions() -> Iterator[tuple[str, str]]:
    for path in _python():
        for node in ast.walk(plan.tree(path)):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (lines := _code_lines(node)) > FUNCTION_LINES[_kind(path)]
            ):
                yield f"{_name(path)}::{node.name}", f"{lines} lines"


def _long_files() -> Iterator[tuple[str, str]]:
    lengths = ((path, len(path.read_text().splitlines())) for path in _python())
    return ((_name(path), f"{lines} lines") for path, lines in lengths if lines > FILE_LINES[_kind(path)])


def _full_folders() -> Iterator[tuple[str, str]]:
    for folder in sorted({path.parent for path in _python()}):
        count = len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
        if count > FILES_IN_FOLDER[_kind(folder)]:
            yield _name(folder), f"{count} files"


def _wide_doors() -> Iterator[tuple[str, str]]:
    for door in sorted(plan.SOURCE.glob("*/public.py")):
        if (width := len(_offered(door))) > NAMES_AT_DOOR:
            yield _name(door), f"{width} names"


BARS = {"functions": _long_functions, "files": _long_files, "folders": _full_folders, "doors": _wide_doors}


@pytest.mark.parametrize("bar", BARS)
def test_nothing_grows_past_its_bar_without_a_reason(bar: str) -> None:
    assert [f"{name}: {size}" for name, size in BARS[bar]() if name not in ALLOWED] == []


def test_what_no_longer_needs_an_exception_has_none() -> None:
    past = {name for found in BARS.values() for name, _size in found()}

    assert sorted(ALLOWED.keys() - past) == []


def _offered(door: Path) -> list[str]:
    for node in plan.tree(door).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return []
