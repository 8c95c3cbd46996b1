"""Pieces of work that do not keep each other waiting: one that fails is told in the log, and the whole fails at its end."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError

logger = logging.getLogger(__name__)


class NotAllCounted(RuntimeError):
    """Some pieces failed; each stands in the log with its error. All others are done."""


class Apart:
    """Does pieces of work, each for itself, and remembers which of them failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def do(self, piece: str, work: Callable[[], bool]) -> bool:
        """What the work says; no, where it failed. Without a database there is nothing to go on with."""
        try:
            return work()
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("%s could not be counted again; the others were", piece)
            self.failed.append(piece)
            return False

    def end(self) -> None:
        """Raises NotAllCounted."""
        if self.failed:
            raise NotAllCounted(", ".join(self.failed[:20]))
