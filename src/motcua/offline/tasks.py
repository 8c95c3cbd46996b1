"""Background entry points of the room."""

from motcua.offline.operations.nightly import end_days

__all__ = ["end_days"]
