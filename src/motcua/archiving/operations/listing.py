"""The list of dossiers (mục lục hồ sơ) of a package, as a workbook and as pages: rows come from the disk, never all at once."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import IO

from openpyxl import Workbook

from motcua.foundation.sheets.cells import text_cell
from motcua.owed_documents import public as owed

HEADINGS = ("Số TT", "Số, ký hiệu hồ sơ", "Tiêu đề hồ sơ", "Thời gian tài liệu", "Thời hạn bảo quản", "Số tệp", "Ghi chú")
_WIDTHS = (8, 28, 80, 26, 20, 10, 44)
_PIECE = 256 * 1024


def xlsx(rows: Iterable[list[str]], *, title: str) -> Iterator[bytes]:
    """The list as a workbook: every cell a text, so that nothing is computed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Muc luc ho so")
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"

    lines = ([str(number), *row] for number, row in enumerate(rows, start=1))
    for line in chain([[title], HEADINGS], lines):
        sheet.append([text_cell(sheet, text) for text in line])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        yield from _pieces(file)


def pdf(rows: Iterable[list[str]], *, head: dict[str, str], at: datetime) -> Iterator[bytes]:
    """The list as pages."""
    source = Path(str(resources.files("motcua.archiving") / "data" / "dossier_list.typ"))
    with tempfile.TemporaryFile() as file:
        owed.typeset_rows(file, source, rows=rows, data={**head, "headings": HEADINGS}, at=at)
        yield from _pieces(file)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
