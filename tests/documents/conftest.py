from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Path:
    """A file store of one's own."""
    settings.FILES, settings.FILES_KEY = str(tmp_path / "files"), ""
    return tmp_path / "files"
