"""Data carried in the package, read once a process."""

import csv
import io
from functools import cache
from importlib.resources import files

from motcua.processes.rules.tables import Meaning

_FOLDER = files("motcua.processes") / "data"


@cache
def meanings() -> tuple[Meaning, ...]:
    """What the words of tables mean, in the order in which they win."""
    rows = csv.DictReader(io.StringIO((_FOLDER / "reading_words.csv").read_text(encoding="utf-8")))
    return tuple(Meaning(**{name: row[name] for name in ("about", "words", "means", "where")}) for row in rows)
