"""The statements that something runs, without the looks at change stamps, which come once a second."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

_STAMPS = ("organization_changestamp", "catalogue_change", "calendar_calendarstamp", "calendar_stamp")


def statements(work: Callable[[], Any]) -> list[str]:
    """Run it twice, so that what a process keeps is kept, and tell the statements of the second time."""
    work()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        work()
    return [
        query["sql"] for query in seen.captured_queries
        if not any(stamp in query["sql"] for stamp in _STAMPS) and not query["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))
    ]  # fmt: skip
