"""The import contracts of pyproject.toml hold, and the one of our own sees what it must."""

import ast
import subprocess
import sys

import pytest
from tests.house import plan
from tests.house.front_door import FrontDoor


class _Graph:
    def __init__(self, importer: str, imported: str) -> None:
        self.modules = {importer, imported}
        self._edge = (importer, imported)

    def find_modules_directly_imported_by(self, module: str) -> set[str]:
        return {self._edge[1]} if module == self._edge[0] else set()


def _kept(importer: str, imported: str) -> bool:
    contract = FrontDoor(
        name="doors",
        session_options={},
        contract_options={"house": "motcua", "door": "public", "open_rooms": ["foundation", "ui"], "wiring": ["config"]},
    )
    return contract.check(_Graph(importer, imported), verbose=False).kept


def test_every_contract_is_kept() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    done = subprocess.run(command, cwd=plan.ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("motcua.dossiers.operations.receive", "motcua.catalogue.public", True),
        ("motcua.dossiers.operations.receive", "motcua.dossiers.models", True),
        ("motcua.dossiers.views", "motcua.ui.answers", True),
        ("motcua.config.urls", "motcua.dossiers.urls", True),
        ("motcua.dossiers.operations.receive", "django.db", True),
        ("motcua.dossiers.operations.receive", "motcua.catalogue.models", False),
        ("motcua.home.views", "motcua.catalogue", False),
        ("motcua.home.views", "motcua.catalogue.public.inner", False),
    ],
)
def test_the_front_door_contract_tells_guests_from_burglars(importer: str, imported: str, kept: bool) -> None:
    assert _kept(importer, imported) is kept


def test_every_folder_of_the_house_has_its_place_in_the_stack() -> None:
    folders = {path.parent.name for path in plan.SOURCE.glob("*/__init__.py")}

    assert folders == set(plan.rooms())


def test_every_room_says_what_it_owns() -> None:
    silent = [room for room in plan.rooms() if not ast.get_docstring(plan.tree(plan.SOURCE / room / "__init__.py"))]

    assert silent == []
