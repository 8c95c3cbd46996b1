"""Other people at work: each session is a thread with a database connection of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction


class Session:
    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)

    def start(self, work: Callable[..., Any], *args: Any, **values: Any) -> Future[Any]:
        return self._thread.submit(work, *args, **values)

    def do(self, work: Callable[..., Any], *args: Any, **values: Any) -> Any:
        return self.start(work, *args, **values).result(timeout=30)

    def begin(self) -> "Session":
        self.do(transaction.set_autocommit, False)
        self.do(_touch)
        return self

    def commit(self) -> None:
        self.do(transaction.commit)
        self.do(transaction.set_autocommit, True)

    def give_up(self) -> None:
        self.do(transaction.rollback)
        self.do(transaction.set_autocommit, True)

    def close(self) -> None:
        self.do(lambda: connection.close())  # noqa: PLW0108 -- the connection of that thread, not of ours
        self._thread.shutdown()


def _touch() -> None:
    """Take a transaction number, as any earlier write of the same transaction would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")


@pytest.fixture
def session(transactional_db: None) -> Iterator[Callable[[], Session]]:
    # Closed before the tables are emptied: an open transaction would block that.
    opened: list[Session] = []

    def open_session() -> Session:
        opened.append(Session())
        return opened[-1]

    yield open_session
    for one in opened:
        one.close()
