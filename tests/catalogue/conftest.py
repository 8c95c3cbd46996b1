import pytest


@pytest.fixture
def communes() -> list[int]:
    from tests.catalogue import approved  # noqa: PLC0415 (Django is not set up while conftest files are read)

    return approved.three_communes()
