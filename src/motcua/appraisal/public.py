"""The door of the appraisal."""

from motcua.appraisal.operations.keep import follow, keep_points
from motcua.appraisal.queries.access import opens

__all__ = ["follow", "keep_points", "opens"]
