"""Tables of a text document (WordprocessingML), each with the paragraphs that stand before it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from motcua.foundation.sheets.archive import Archive
from motcua.foundation.sheets.errors import SheetBroken, SheetTooWide
from motcua.foundation.sheets.table import MAX_COLUMNS, MAX_ROWS, Fault, Row, Table, evened, tidied
from motcua.foundation.text import whole

_CHANGES = {"ins", "del", "moveFrom", "moveTo"}
#: Wrappers that hold what they wrap: content controls, custom tags, changes not yet accepted
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Read:
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)


def tables_of_document(archive: Archive) -> Iterator[Table]:
    """The tables of a document that hold any text."""
    body = next((part for part in archive.tree("word/document.xml") if _local(part) == "body"), None)
    if body is None:
        raise SheetBroken(name=archive.name, why="body")
    before: list[str] = []
    number = 0
    for block in _unwrapped(body):
        if _local(block) == "p":
            before += _words(block).splitlines()
        elif _local(block) == "tbl":
            number += 1
            rows = tuple(_rows(archive, block, number))
            if rows:
                yield Table(name=f"Bảng {number}", name_en=f"Table {number}", rows=rows, before=tuple(before))
                before = []
    if before:  # what follows the last table: day of effect, signature
        yield Table(name="Cuối văn bản", name_en="End of the document", rows=(), before=tuple(before))


def _local(element: Any) -> str:
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _attribute(element: Any, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _unwrapped(element: Any) -> Iterator[Any]:
    for part in element:
        if _local(part) in _WRAPPERS:
            yield from _unwrapped(part)
        else:
            yield part


def _words(element: Any) -> str:
    return tidied("".join(_said(element)))


def _said(element: Any) -> Iterator[str]:
    for part in element:
        kind = _local(part)
        if kind == "t":
            yield part.text or ""
        elif kind in _BREAKS:
            yield _BREAKS[kind]
        elif kind not in {"Fallback", "moveFrom", "pPr", "rPr", "tcPr"}:  # tabs of pPr are stops, Fallback says it all twice
            yield from _said(part)
            if kind == "p":
                yield "\n"


def _rows(archive: Archive, table: Any, table_number: int) -> Iterator[Row]:
    read = _Read()
    above: dict[int, str] = {}
    for number, row in enumerate((part for part in _unwrapped(table) if _local(part) == "tr"), start=1):
        above = _read_row(read, row, number, above)
        if number > MAX_ROWS or max(read.cells[number], default=0) > MAX_COLUMNS:
            where = {"place": f"bảng {table_number}", "place_en": f"table {table_number}"}
            raise SheetTooWide(name=archive.name, rows=MAX_ROWS, columns=MAX_COLUMNS, **where)
    for number, cells in evened(read.cells).items():
        place, place_en = f"Bảng {table_number}, dòng {number}", f"Table {table_number}, row {number}"
        faults = (_TRACKED,) if number in read.changed else ()
        yield Row(number=number, place=place, place_en=place_en, cells=cells, faults=faults)


def _read_row(read: _Read, row: Any, number: int, above: dict[int, str]) -> dict[int, str]:
    """Read a row's cells; gives what a cell merged with the one above stands for in the next row."""
    at = 1 + _skipped(row)
    cells: dict[int, str] = {}
    merged: dict[int, str] = {}
    for cell in (part for part in _unwrapped(row) if _local(part) == "tc"):
        span, merge = _span_and_merge(cell)
        text = above.get(at, "") if merge == "continue" else _words(cell)
        if merge:
            merged[at] = text
        cells[at] = text
        at += span
    read.cells[number] = cells
    if any(_local(part) in _CHANGES for part in row.iter()):
        read.changed.add(number)
    return merged


def _skipped(row: Any) -> int:
    """Columns of the grid that a row leaves out at its left."""
    for properties in (part for part in row if _local(part) == "trPr"):
        for part in properties:
            if _local(part) == "gridBefore":
                return _whole(_attribute(part, "val"))
    return 0


def _span_and_merge(cell: Any) -> tuple[int, str]:
    span, merge = 1, ""
    for properties in (part for part in cell if _local(part) == "tcPr"):
        for part in properties:
            if _local(part) == "gridSpan":
                span = max(1, _whole(_attribute(part, "val")))
            elif _local(part) == "vMerge":
                merge = _attribute(part, "val") or "continue"
    return span, merge


def _whole(text: str | None) -> int:
    return min(whole(text) or 0, MAX_COLUMNS + 1)


_TRACKED = Fault(
    "tracked_change",
    "Dòng còn sửa đổi chưa chấp nhận (Track Changes). Chấp nhận hoặc từ chối hết rồi lưu lại.",
    "The row has tracked changes. Accept or reject all of them and save again.",
)
