"""The door of the hallway; nobody stands above it but the wiring."""

__all__: list[str] = []
