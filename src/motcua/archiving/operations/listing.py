"""The list of dossiers (mục lục hồ sơ) of a package, as a workbook and as pages: rows come from the disk, never all at once."""

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from motcua.owed_documents import public as owed

HEADINGS = ("Số TT", "Số, ký hiệu hồ sơ", "Tiêu đề hồ sơ", "Thời gian tài liệu", "Thời hạn bảo quản", "Số tệp", "Ghi chú")
_WIDTHS = (8, 28, 80, 26, 20, 10, 44)
_AT_ONCE, _PIECE = 400, 256 * 1024
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xlsx(rows: Iterable[list[str]], *, title: str) -> Iterator[bytes]:
    """The list as a workbook: every cell a text, so that nothing is computed."""
    from openpyxl import Workbook  # noqa: PLC0415 (slow to import, needed once in a while)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Muc luc ho so")
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"

    def cells(values: Iterable[str]) -> list[Any]:
        made = [WriteOnlyCell(sheet, value=_UNWRITABLE.sub("", value)) for value in values]
        for cell in made:
            cell.data_type = "s"
        return made

    sheet.append(cells([title]))
    sheet.append(cells(HEADINGS))
    for number, row in enumerate(rows, start=1):
        sheet.append(cells([str(number), *row]))
    with tempfile.TemporaryFile() as file:
        book.save(file)
        yield from _pieces(file)


def pdf(rows: Iterable[list[str]], *, head: dict[str, str], at: datetime) -> Iterator[bytes]:
    """The list as pages."""
    import pikepdf  # noqa: PLC0415 (slow to import)

    source = Path(str(resources.files("motcua.archiving") / "data" / "dossier_list.typ"))
    waiting, first = iter(rows), 1
    with pikepdf.new() as whole, tempfile.TemporaryFile() as file:
        while (some := list(islice(waiting, _AT_ONCE))) or first == 1:
            data = {**head, "page": len(whole.pages) + 1, "first": first, "headings": HEADINGS, "rows": some}
            with pikepdf.open(io.BytesIO(owed.typeset(source, data=data, at=at))) as pages:
                whole.pages.extend(pages.pages)
            first += max(len(some), 1)
        whole.save(cast(BinaryIO, file), compress_streams=True, deterministic_id=True)
        yield from _pieces(file)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
