"""The packaged calendar in the database, for tests that read or change it there.

Rooms are imported inside: Django is not set up while conftest files are read.
"""

from collections.abc import Iterator

import pytest


@pytest.fixture
def packaged_calendar(db: None) -> Iterator[None]:
    from motcua.calendar import operations, queries  # noqa: PLC0415
    from motcua.foundation import clock  # noqa: PLC0415

    # A test of another room that commits may have emptied the tables that the migration filled.
    operations.load_packaged_calendar(at=clock.local_moment("2026-11-16 08:00"))
    queries.forget()
    yield
    queries.forget()
