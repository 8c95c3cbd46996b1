"""The door of the review of procedures."""

from motcua.simplification.queries import opens, waiting

__all__ = ["opens", "waiting"]
