"""The door of the electronic forms."""

__all__: list[str] = []
