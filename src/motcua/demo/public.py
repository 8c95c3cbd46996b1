"""The door of the demo room. Only the command line enters it."""

__all__: list[str] = []
