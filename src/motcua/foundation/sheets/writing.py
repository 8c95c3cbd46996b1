"""A table as CSV that a spreadsheet opens without harm."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

#: What a spreadsheet takes for a formula when a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The table as text, line after line; a text that would be taken for a formula stays a text."""
    held = io.StringIO()
    writer = csv.writer(held)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield held.getvalue()
        held.seek(0)
        held.truncate()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
