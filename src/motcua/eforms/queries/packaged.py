"""The forms that come with the program."""

from importlib import resources


def packaged_forms() -> dict[str, str]:
    """File name to text."""
    folder = resources.files("motcua.eforms").joinpath("data", "forms")
    return {entry.name: entry.read_text("utf-8") for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)}
