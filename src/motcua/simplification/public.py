"""The door of the review of procedures."""

__all__: list[str] = []
