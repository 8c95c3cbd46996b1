"""The plan of the house as pyproject.toml draws it, and its source as the house tests read it."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "motcua"


@cache
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def floors() -> dict[str, int]:
    """room -> height; siblings have the same."""
    contracts = project()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    layers = next(contract for contract in contracts if contract.get("containers") == ["motcua"])["layers"]
    return {room.strip(): len(layers) - number for number, layer in enumerate(layers) for room in layer.split("|")}


def rooms() -> tuple[str, ...]:
    return tuple(floors())


def modules(folder: Path = SOURCE) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "__pycache__" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the project; in an unpacked archive without git, none can be told apart."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())
