from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _cold_tree() -> Iterator[None]:
    """A test rolls its agencies back; what it left in this process must not be seen by the next."""
    from motcua.organization import public as organization  # noqa: PLC0415 (Django is not set up while conftest files are read)

    organization.forget_tree()
    yield
    organization.forget_tree()
