from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _cold_memory() -> Iterator[None]:
    """A test rolls its agencies and procedures back; what it left in this process must not be seen by the next."""
    from motcua.catalogue.queries import changes  # noqa: PLC0415 (Django is not set up while conftest files are read)
    from motcua.organization import public as organization  # noqa: PLC0415

    for forget in (organization.forget_tree, changes.forget):
        forget()
    yield
    for forget in (organization.forget_tree, changes.forget):
        forget()
