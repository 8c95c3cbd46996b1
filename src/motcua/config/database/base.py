"""The backend: named `base` because Django looks for it there."""

import select
import time
from typing import Any

from django.db.backends.postgresql import base
from psycopg.types.datetime import TimestamptzLoader

#: Seconds after which a server is asked even if its socket is silent: a cut cable says nothing.
SILENCE = 30.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Spends less on what every statement and every request pays: moments are read, and a lost server is seen, without detours."""

    _asked_at = 0.0

    def get_new_connection(self, conn_params: Any) -> Any:
        connection = super().get_new_connection(conn_params)
        # Django's own loader is for other zones than UTC; ours are always UTC, and psycopg reads those eight times faster.
        connection.adapters.register_loader("timestamptz", TimestamptzLoader)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        if name:
            return self.connection.cursor(name, scrollable=False, withhold=self.connection.autocommit)
        return self.connection.cursor()

    def is_usable(self) -> bool:
        """A server that ended has closed its end of the socket: seeing that costs a microsecond, asking costs a statement a request."""
        now = time.monotonic()
        silent = self.connection is not None and not self.connection.closed and not _has_word(self.connection.fileno())
        if silent and not self.errors_occurred and now - self._asked_at < SILENCE:
            return True
        self._asked_at = now
        return bool(super().is_usable())


def _has_word(descriptor: int) -> bool:
    poll: Any = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))
