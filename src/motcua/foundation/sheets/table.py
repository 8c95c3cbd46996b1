"""What a table of an office file is to those who read it, and how its text is tidied."""

from collections.abc import Collection
from dataclasses import dataclass

from motcua.foundation.text import tidy

MAX_ROWS = 50_000
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row: a stable reason and a sentence in both languages that says what to do."""

    reason: str
    detail: str
    detail_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with text in it. `number` is what the reader of the file counts; `place` says where, in words."""

    number: int
    place: str
    place_en: str
    cells: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """The cells that say something."""
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet of a workbook or a table of a document. All rows have the same number of cells.

    `before`: the paragraphs since the table before (of a document; what follows its last table stands before a table without rows). A cell merged over rows stands in each of them, one merged
    over columns in the first only.
    """

    name: str
    name_en: str
    rows: tuple[Row, ...]
    before: tuple[str, ...] = ()
    #: A sheet that its author hid: no person saw these rows, so no reader should take them without a word.
    hidden: bool = False


def tidied(text: str) -> str:
    """The text of a cell: each line with even spaces, without empty lines."""
    return "\n".join(line for line in map(tidy, text.splitlines()) if line)


def evened(rows: dict[int, dict[int, str]], keep: Collection[int] = ()) -> dict[int, tuple[str, ...]]:
    """Rows of text by column number (from 1), all as wide as the widest; those without any text are left out, save `keep`."""
    said = {number: {at: text for at, text in cells.items() if text} for number, cells in sorted(rows.items())}
    width = max((max(cells) for cells in said.values() if cells), default=0)
    return {
        number: tuple(cells.get(at, "") for at in range(1, width + 1))
        for number, cells in said.items()
        if cells or number in keep
    }
