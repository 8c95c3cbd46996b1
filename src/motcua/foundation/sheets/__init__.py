"""The tables of an office file (XLSX, DOCX) as plain text, each row with the place where a person finds it again.

The file is somebody else's: what is too big, broken, encrypted, made for macros or carries what no reader sees (embedded files, links
to others) is refused as a whole with what to do, by its content and whatever its name; what is wrong in one row (a formula, an error value, a row that is hidden) stands beside that row as a fault.
"""

from typing import BinaryIO

from motcua.foundation.sheets.archive import Kind, opened
from motcua.foundation.sheets.document import tables_of_document
from motcua.foundation.sheets.errors import (
    SheetArchiveTooDeep,
    SheetBroken,
    SheetHasMacros,
    SheetHasObjects,
    SheetNotOffice,
    SheetOldOrLocked,
    SheetTooBig,
    SheetTooWide,
)
from motcua.foundation.sheets.table import Fault, Row, Table
from motcua.foundation.sheets.workbook import tables_of_workbook

__all__ = [
    "Fault",
    "Row",
    "SheetArchiveTooDeep",
    "SheetBroken",
    "SheetHasMacros",
    "SheetHasObjects",
    "SheetNotOffice",
    "SheetOldOrLocked",
    "SheetTooBig",
    "SheetTooWide",
    "Table",
    "tables_of",
]


def tables_of(file: BinaryIO, *, name: str) -> tuple[Table, ...]:
    """The tables of an XLSX or DOCX file, in its order; `name` is what its sender called it.

    A row without any text is left out. Raises SheetTooBig, SheetArchiveTooDeep, SheetBroken,
    SheetOldOrLocked, SheetHasMacros, SheetNotOffice, SheetTooWide.
    """
    with opened(file, name=name) as archive:
        read = tables_of_workbook if archive.kind is Kind.WORKBOOK else tables_of_document
        return tuple(read(archive))
