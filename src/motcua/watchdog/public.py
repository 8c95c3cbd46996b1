"""The door of the watchdog."""

from motcua.watchdog.facts import Kind, Level, Round
from motcua.watchdog.operations.watch import watch

__all__ = ["Kind", "Level", "Round", "watch"]
