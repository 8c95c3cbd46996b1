"""The way in for the processes of `motcua serve`, which must not outlive it."""

from motcua.config import processes

processes.follow_parent()

from motcua.config.wsgi import application  # noqa: E402 (a parent may die while this loads)

__all__ = ["application"]
