"""Nothing grows past the ceilings of CONTRIBUTING.md. What is past one today stands here by name, with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import plan

FUNCTION_LINES, FILE_LINES = {"src": 40, "tests": 50, "bench": 50}, {"src": 400, "tests": 500, "bench": 400}
FILES_IN_FOLDER, NAMES_AT_DOOR = {"src": 15, "tests": 30, "bench": 15}, 30
#: what -> why it may
ALLOWED = {
    "src/motcua/dossiers/public.py": "facts, errors and one operation for each move of the table",
    "src/motcua/organization/public.py": "facts, errors and operations of agencies, roles and accounts: three small doors in one",
    "tests/journeys/test_a_building_with_one_late_opinion.py::test_a_building_with_one_late_opinion": "a whole errand in one story",
    "tests/journeys/test_land_with_a_financial_obligation.py::test_land_with_a_financial_obligation": "a whole errand in one story",
    "src/motcua/catalogue/queries/reading.py::_read": "one field of the procedure after the other",
    "src/motcua/organization/operations/accounts.py::create_user": "one line past",
    "src/motcua/organization/operations/roles.py::appoint": "keyword arguments line by line",
    "src/motcua/organization/views/administration.py::user": "one line past",
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


def _unexplained(found: Iterator[str]) -> list[str]:
    return [line for line in found if line.split(":")[0] not in ALLOWED]


def test_functions_stay_small() -> None:
    def long_ones() -> Iterator[str]:
        for path in _python():
            for node in ast.walk(plan.tree(path)):
                if (
                    isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                    and (lines := _code_lines(node)) > FUNCTION_LINES[_kind(path)]
                ):
                    yield f"{_name(path)}::{node.name}: {lines} lines"

    assert [line for line in long_ones() if line.split(": ")[0] not in ALLOWED] == []


def test_files_stay_small() -> None:
    lengths = ((path, len(path.read_text().splitlines())) for path in _python())

    assert _unexplained(f"{_name(path)}: {lines} lines" for path, lines in lengths if lines > FILE_LINES[_kind(path)]) == []


def test_folders_stay_small() -> None:
    folders = {path.parent for path in _python()}
    counts = ((folder, len([path for path in folder.glob("*.py") if path.name != "__init__.py"])) for folder in sorted(folders))

    assert (
        _unexplained(f"{_name(folder)}: {count} files" for folder, count in counts if count > FILES_IN_FOLDER[_kind(folder)])
        == []
    )


def test_doors_stay_narrow() -> None:
    doors = sorted(plan.SOURCE.glob("*/public.py"))

    widths = {_name(door): len(_offered(door)) for door in doors}

    assert _unexplained(f"{name}: {width} names" for name, width in widths.items() if width > NAMES_AT_DOOR) == []


def test_what_no_longer_needs_an_exception_has_none() -> None:
    gone = [name for name in ALLOWED if not (plan.ROOT / name.split("::")[0]).exists()]

    assert gone == []


def _offered(door: Path) -> list[str]:
    for node in plan.tree(door).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return []
