"""The door of the review of procedures."""

from motcua.simplification.queries import opens, prices_waiting, waiting

__all__ = ["opens", "prices_waiting", "waiting"]
