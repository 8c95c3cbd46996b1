import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def addresses() -> ModuleType:
    """This room's own addresses, so that its tests do not wait for the rooms above it."""
    spec = importlib.util.spec_from_file_location("ui_addresses", Path(__file__).with_name("addresses.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def own_addresses(addresses: ModuleType, settings: object) -> ModuleType:
    settings.ROOT_URLCONF = addresses  # type: ignore[attr-defined]
    return addresses
