"""The door of the watchdog."""

from motcua.watchdog.facts import Kind, Level, Round
from motcua.watchdog.operations.watch import watch
from motcua.watchdog.queries.alarms import standing_alarms, watches

__all__ = ["Kind", "Level", "Round", "standing_alarms", "watch", "watches"]
