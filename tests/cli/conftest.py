from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.words import Words


@pytest.fixture
def motcua(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Iterator[Words]":
    from tests.cli.words import Words  # noqa: PLC0415 (Django is not set up while conftest files are read)

    from motcua.organization import public as organization  # noqa: PLC0415

    organization.forget_tree()
    yield Words(monkeypatch, capsys)
    organization.forget_tree()
