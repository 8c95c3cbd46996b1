"""Sheets of a workbook (SpreadsheetML), row by row: nothing is computed, nothing is guessed.

openpyxl reads a sheet into cells as wide as its widest merge and gives a formula's last value without a word, so only its
knowledge of number formats, dates and addresses is used here.
"""

import posixpath
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel
from openpyxl.utils.exceptions import CellCoordinatesException

from motcua.foundation.sheets.archive import Archive
from motcua.foundation.sheets.errors import SheetBroken, SheetTooWide
from motcua.foundation.sheets.table import MAX_COLUMNS, MAX_ROWS, Fault, Row, Table, evened, tidied
from motcua.foundation.text import whole

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_MAX_MERGES = 20_000
#: So many rows may all the merges of a sheet cover together.
_MAX_MERGED_ROWS = 1_000_000
#: No number of a row, a style or a shared string is greater.
_MOST = 10**9 - 1


@dataclass(slots=True)
class _Sheet:
    """What is read of one sheet until all of it is known."""

    name: str
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    merged_rows: int = 0


@dataclass(frozen=True, slots=True)
class _Book:
    archive: Archive
    strings: list[str]
    formats: list[str]
    epoch: datetime


def tables_of_workbook(archive: Archive) -> Iterator[Table]:
    """The sheets of a workbook that hold any text."""
    root = archive.tree("xl/workbook.xml")
    targets = _targets(archive)
    old_days = any(_local(part) == "workbookPr" and part.get("date1904") in {"1", "true"} for part in root)
    book = _Book(archive, _strings(archive), _formats(archive), MAC_EPOCH if old_days else WINDOWS_EPOCH)
    for sheet in (part for part in root.iter() if _local(part) == "sheet"):
        target = targets.pop(sheet.get(_RELATION) or sheet.get(_RELATION_STRICT) or "", "")  # each sheet once
        if "worksheets/" not in target:  # a sheet that is a chart has no rows
            continue
        name = tidied(sheet.get("name", ""))[:100]
        rows = tuple(_rows(_read(book, name, target)))
        if rows:
            hidden = sheet.get("state", "visible") != "visible"
            yield Table(name=f"Trang «{name}»", name_en=f"Sheet “{name}”", rows=rows, hidden=hidden)


def _local(element: Any) -> str:
    name: str = element.tag
    return name.rpartition("}")[2]


def _targets(archive: Archive) -> dict[str, str]:
    root = archive.tree("xl/_rels/workbook.xml.rels")
    return {
        part.get("Id", ""): posixpath.normpath(posixpath.join("/xl", part.get("Target", ""))).lstrip("/")
        for part in root
        if part.get("TargetMode") != "External"
    }


def _strings(archive: Archive) -> list[str]:
    if not archive.has("xl/sharedStrings.xml"):
        return []
    strings = []
    root = None
    for event, element in archive.elements("xl/sharedStrings.xml"):
        root = element if root is None else root
        if event == "end" and _local(element) == "si":
            strings.append(_words(element))
            root.clear()
    return strings


def _words(element: Any) -> str:
    """Text with its runs; how it is pronounced (rPh) is no part of it."""
    said = []
    for part in element:
        if _local(part) == "t":
            said.append(part.text or "")
        elif _local(part) == "r":
            said += [run.text or "" for run in part if _local(run) == "t"]
    return tidied("".join(said))


def _formats(archive: Archive) -> list[str]:
    """The number format of each cell style."""
    if not archive.has("xl/styles.xml"):
        return []
    own: dict[str, str] = {}
    formats: list[str] = []
    for part in archive.tree("xl/styles.xml"):
        if _local(part) == "numFmts":
            own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in part}
        elif _local(part) == "cellXfs":
            ids = [one.get("numFmtId", "0") for one in part]
            formats = [own.get(id_) or BUILTIN_FORMATS.get(_whole(id_, otherwise=0), "General") for id_ in ids]
    return formats


def _whole(text: str, *, otherwise: int) -> int:
    return otherwise if (number := whole(text, most=_MOST)) is None else number


def _read(book: _Book, name: str, target: str) -> _Sheet:
    sheet = _Sheet(name)
    rows_of: Any = None
    number = 0
    for event, element in book.archive.elements(target):
        kind = _local(element)
        if event == "start":
            rows_of = element if kind == "sheetData" else rows_of
        elif kind == "row" and rows_of is not None:
            number = _index(book, element.get("r"), number + 1)
            _read_row(book, sheet, number, element)
            rows_of.clear()
        elif kind == "mergeCell":
            _read_merge(book, sheet, element.get("ref", ""))
    return sheet


def _index(book: _Book, stated: str | None, otherwise: int) -> int:
    if stated is None:
        return otherwise
    number = _whole(stated, otherwise=0)
    if not 0 < number < 1 << 21:
        raise SheetBroken(name=book.archive.name, why=f"row {stated[:20]}")
    return number


def _read_row(book: _Book, sheet: _Sheet, number: int, row: Any) -> None:
    at = 0
    cells: dict[int, str] = {}
    for cell in row:
        if _local(cell) != "c":
            continue
        at = _column(book, cell.get("r"), at + 1)
        text = _text(book, sheet, cell, number, at)
        if text:
            cells[at] = text
    if cells or number in sheet.faults:
        sheet.cells[number] = cells
        if row.get("hidden") in {"1", "true"}:
            sheet.hidden.add(number)
    if len(sheet.cells) > MAX_ROWS or max(cells, default=0) > MAX_COLUMNS:
        where = {"place": f"trang «{sheet.name}»", "place_en": f"sheet “{sheet.name}”"}
        raise SheetTooWide(name=book.archive.name, rows=MAX_ROWS, columns=MAX_COLUMNS, **where)


def _column(book: _Book, stated: str | None, otherwise: int) -> int:
    if stated is None:
        return otherwise
    try:
        column: int = column_index_from_string(coordinate_from_string(stated)[0])
    except (ValueError, TypeError, CellCoordinatesException):
        raise SheetBroken(name=book.archive.name, why=f"cell {stated[:20]}") from None
    return column


def _text(book: _Book, sheet: _Sheet, cell: Any, row: int, column: int) -> str:
    parts = {_local(part): part for part in cell}
    kind = cell.get("t", "n")
    value = (parts["v"].text or "") if "v" in parts else ""
    where = f"{get_column_letter(column)}{row}"
    if "f" in parts:
        sheet.faults.setdefault(row, []).append(_formula(where))
    elif kind == "e":
        sheet.faults.setdefault(row, []).append(_error(where, value))
    if kind == "inlineStr":
        return _words(parts["is"]) if "is" in parts else ""
    if kind == "s":
        place = _whole(value, otherwise=len(book.strings))
        if place >= len(book.strings):
            raise SheetBroken(name=book.archive.name, why=where)
        return book.strings[place]
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    return _number(book, value, cell.get("s", "0")) if kind == "n" else tidied(value)


def _formula(where: str) -> Fault:
    return Fault(
        "formula",
        f"Ô {where} chứa công thức. Chép cả bảng rồi dán giá trị (Paste Values).",
        f"Cell {where} holds a formula. Copy the table and paste its values.",
    )


def _error(where: str, value: str) -> Fault:
    shown = value[:20] or "#"
    return Fault(
        "error_value", f"Ô {where} báo lỗi {shown}. Sửa ô này.", f"Cell {where} shows the error {shown}. Mend this cell."
    )


def _number(book: _Book, value: str, style: str) -> str:
    """A number as people see it in the sheet where its format is plain: 1.00119 shown with six decimals is 1.001190."""
    if not value:
        return ""
    place = _whole(style, otherwise=len(book.formats))
    format_ = book.formats[place] if place < len(book.formats) else "General"
    try:
        number = float(value)
        if is_date_format(format_):
            return _day(number, book.epoch)
    except (ValueError, OverflowError):
        return tidied(value)
    decimals = format_.partition(".")[2] if format_.startswith("0.") else ""
    if decimals and set(decimals) == {"0"}:
        return f"{number:.{len(decimals)}f}"
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _day(number: float, epoch: datetime) -> str:
    moment = from_excel(number, epoch)
    if isinstance(moment, datetime):
        return f"{moment:%d/%m/%Y}" if moment.time() == datetime.min.time() else f"{moment:%d/%m/%Y %H:%M}"
    return str(moment) if isinstance(moment, timedelta) else f"{moment:%H:%M}"


def _read_merge(book: _Book, sheet: _Sheet, ref: str) -> None:
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (ValueError, TypeError, CellCoordinatesException):
        raise SheetBroken(name=book.archive.name, why=f"merge {ref[:30]}") from None
    if None in {left, top, right, bottom} or bottom == top:
        return
    sheet.merges.append((left, top, right, bottom))
    sheet.merged_rows += min(bottom - top, MAX_ROWS)
    if len(sheet.merges) > _MAX_MERGES or sheet.merged_rows > _MAX_MERGED_ROWS:
        raise SheetBroken(name=book.archive.name, why="merges")


def _rows(sheet: _Sheet) -> Iterator[Row]:
    numbers = sorted(sheet.cells)
    for left, top, _, bottom in sheet.merges:
        text = sheet.cells.get(top, {}).get(left)
        if text:  # only into rows that say something of their own
            for number in numbers[bisect_left(numbers, top + 1) : bisect_left(numbers, bottom + 1)]:
                sheet.cells[number].setdefault(left, text)
    for number, cells in evened(sheet.cells, keep=sheet.faults).items():
        faults = sheet.faults.get(number, []) + ([_HIDDEN] if number in sheet.hidden else [])
        place, place_en = f"Trang «{sheet.name}», dòng {number}", f"Sheet “{sheet.name}”, row {number}"
        yield Row(number=number, place=place, place_en=place_en, cells=cells, faults=tuple(faults))


_HIDDEN = Fault(
    "hidden_row",
    "Dòng này bị ẩn hoặc bị lọc. Bỏ lọc, hiện dòng ra rồi lưu lại, hoặc xóa hẳn dòng.",
    "This row is hidden or filtered away. Show it and save again, or delete it.",
)
