"""The door of the processes."""

__all__: list[str] = []
