"""The backend: named `base` because Django looks for it there."""

import select
import time
from typing import Any

from django.db.backends.postgresql import base

#: Seconds after which a server is asked even if its socket is silent: a cut cable says nothing.
SILENCE = 30.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A server that ended has closed its end of the socket: seeing that costs a microsecond, asking costs a statement a request."""

    _asked_at = 0.0

    def is_usable(self) -> bool:
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
