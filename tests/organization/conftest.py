from collections.abc import Iterator

import pytest

from motcua.organization import public as organization


@pytest.fixture(autouse=True)
def _cold_tree() -> Iterator[None]:
    """A test rolls its agencies back; what it left in this process must not be seen by the next."""
    organization.forget_tree()
    yield
    organization.forget_tree()
