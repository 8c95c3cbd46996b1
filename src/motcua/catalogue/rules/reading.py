"""Which records does a published file hold, and which of its lines cannot be read?

Three shapes come in: JSON lines, CSV with a header, and the answer of the national API. A line that cannot be read is told with
its number and never takes its neighbours with it.
"""

import csv
import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from motcua.foundation.text import fold

MAX_LINE = 1_000_000
MAX_DOCUMENT = 64_000_000
MAX_CSV_LINES = 12
_CHUNK = 1 << 20
_COLUMNS = {
    "code": {"ma", "ma thu tuc", "ma tthc", "ma so"},
    "name": {"ten", "ten thu tuc", "ten tthc", "ten thu tuc hanh chinh"},
    "field": {"linh vuc"},
    "ministry": {"bo cong bo", "bo, nganh"},
    "levels": {"cap thuc hien", "cap"},
    "agencies": {"co quan thuc hien"},
    "online_level": {"muc dich vu cong", "muc do dich vu cong"},
}


class Unreadable(ValueError):
    """This line or record cannot be taken: a stable reason and a sentence, in both languages, for the person who sent it."""

    def __init__(self, reason: str, detail: str, detail_en: str) -> None:
        super().__init__(detail_en)
        self.reason = reason
        self.detail = detail
        self.detail_en = detail_en


@dataclass(frozen=True, slots=True)
class Record:
    line: int
    fields: dict[str, Any]
    shape: str


@dataclass(frozen=True, slots=True)
class Unread:
    line: int
    why: Unreadable


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, each cut at one byte more than allowed: a huge line costs no memory.

    Basis: house choice.
    """
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
        yield line


def records(lines: Iterable[bytes]) -> Iterator[Record | Unread]:
    """The records of a file in the order of its lines.

    Basis: house choice.
    """
    numbered = _numbered(lines)
    for number, line in numbered:
        if not line.strip():
            continue
        if line.lstrip()[:1] in b"{[":
            yield from _json_records((number, line), numbered)
        else:
            yield from _csv_records((number, line), numbered)


def _json_records(first: tuple[int, bytes], rest: Iterator[tuple[int, bytes]]) -> Iterator[Record | Unread]:
    if _is_whole_object(first[1]):
        yield from _json_lines(chain([first], rest))
    else:
        yield from _document(first, rest)


def _numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, start=1):
        yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _is_whole_object(line: bytes) -> bool:
    """JSON lines, broken ones included; only a bracket that is left open begins a document over many lines."""
    text = line.strip()
    return text.endswith(b"}") or (text.startswith(b"{") and len(text) > 200)


def _text(line: bytes) -> str:
    if len(line) > MAX_LINE:
        raise Unreadable(
            "line_too_long", f"Dòng dài quá {MAX_LINE:,} byte.".replace(",", "."), f"The line is longer than {MAX_LINE:,} bytes."
        )
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("bad_encoding", "Dòng không phải UTF-8.", "The line is not UTF-8.") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable("bad_json", "Dòng không phải JSON đúng.", "The line is not well-formed JSON.") from None


def _json_lines(lines: Iterable[tuple[int, bytes]]) -> Iterator[Record | Unread]:
    for number, line in lines:
        if not line.strip():
            continue
        try:
            for fields, shape in _unwrap(_json(_text(line))):
                yield Record(number, fields, shape)
        except Unreadable as unreadable:
            yield Unread(number, unreadable)


def _unwrap(read: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """One record, a list of them, or the API's envelope."""
    for fields in _some(_items(read)):
        if not isinstance(fields, dict):
            raise Unreadable(
                "not_an_object",
                "Dòng không phải một thủ tục (cần một đối tượng JSON).",
                "The line is not a procedure (a JSON object is needed).",
            )
        yield fields, "api" if "MATTHC" in fields else "jsonl"


def _document(first: tuple[int, bytes], rest: Iterator[tuple[int, bytes]]) -> Iterator[Record | Unread]:
    """A JSON document over many lines; the number of a record is its place in the list, for its lines have none."""
    held, size = [first], len(first[1])
    for pair in rest:
        held.append(pair)
        size += len(pair[1])
        if size > MAX_DOCUMENT:
            why = Unreadable(
                "document_too_long",
                "Tệp JSON quá lớn: hãy dùng mỗi thủ tục một dòng (.jsonl).",
                "The JSON file is too large: give each procedure its own line (.jsonl).",
            )
            yield Unread(first[0], why)
            return
    try:
        items = _all_items(b"".join(line for _, line in held))
    except Unreadable as unreadable:
        yield from _lines_after_all(held, Unread(first[0], unreadable))
        return
    for place, item in enumerate(items, start=1):
        try:
            for fields, shape in _unwrap(item):
                yield Record(place, fields, shape)
        except Unreadable as unreadable:
            yield Unread(place, unreadable)


def _lines_after_all(held: list[tuple[int, bytes]], unread: Unread) -> Iterator[Record | Unread]:
    """What looked like a document may be JSON lines whose first line is broken."""
    if any(line.startswith(b"{") and line.rstrip().endswith(b"}") and len(line) > 4 for _, line in held[1:]):
        yield from _json_lines(held)
    else:
        yield unread


def _all_items(document: bytes) -> list[Any]:
    try:
        text = document.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("bad_encoding", "Tệp không phải UTF-8.", "The file is not UTF-8.") from None
    return _some(_items(_json(text)))


def _some(items: list[Any]) -> list[Any]:
    if not items:
        raise Unreadable(
            "no_procedure", "Danh sách trống, không có thủ tục nào.", "The list is empty: there is no procedure in it."
        )
    return items


def _items(read: Any) -> list[Any]:
    if isinstance(read, dict) and "MATTHC" not in read and isinstance(read.get("result"), list | dict):
        read = read["result"]
    return read if isinstance(read, list) else [read]


def _csv_records(first: tuple[int, bytes], rest: Iterator[tuple[int, bytes]]) -> Iterator[Record | Unread]:
    delimiter = _delimiter(first[1])
    try:
        header = [_column(name) for name in _row(_text(first[1]), delimiter)]
        if "code" not in header or "name" not in header:
            raise Unreadable(
                "bad_header",
                "Dòng đầu phải là tên cột, có ít nhất code và name.",
                "The first line must name the columns, at least code and name.",
            )
    except Unreadable as unreadable:
        yield Unread(first[0], unreadable)
        return
    queue: deque[tuple[int, bytes]] = deque()
    while (taken := _next(queue, rest)) is not None:
        if taken[1].strip():
            yield _csv_record(header, delimiter, taken, queue, rest)


def _csv_record(
    header: list[str],
    delimiter: str,
    first: tuple[int, bytes],
    queue: deque[tuple[int, bytes]],
    rest: Iterator[tuple[int, bytes]],
) -> Record | Unread:
    more: list[tuple[int, bytes]] = []
    try:
        text = _text(first[1])
        while text.count('"') % 2 and len(more) < MAX_CSV_LINES and (following := _next(queue, rest)) is not None:
            more.append(following)
            text += _text(following[1])
        row = _row(text, delimiter)
        if len(row) != len(header):
            raise Unreadable(
                "bad_columns",
                f"Dòng có {len(row)} cột, dòng đầu có {len(header)}.",
                f"The line has {len(row)} columns, the first line {len(header)}.",
            )
        return Record(first[0], dict(zip(header, row, strict=True)), "csv")
    except Unreadable as unreadable:
        queue.extendleft(reversed(more))  # a quote left open must not swallow the lines after it
        return Unread(first[0], unreadable)


def _next(queue: deque[tuple[int, bytes]], rest: Iterator[tuple[int, bytes]]) -> tuple[int, bytes] | None:
    return queue.popleft() if queue else next(rest, None)


def _delimiter(header: bytes) -> str:
    """Spreadsheets set to Vietnamese write semicolons."""
    return max(",;\t", key=lambda mark: header.count(mark.encode()))


def _column(name: str) -> str:
    """The name of a column, also where it is Vietnamese."""
    plain = " ".join(fold(name).replace("_", " ").split())
    return next((ours for ours, said in _COLUMNS.items() if plain in said), name.strip())


def _row(text: str, delimiter: str) -> list[str]:
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), strict=True, delimiter=delimiter))
    except csv.Error:
        raise Unreadable(
            "bad_csv",
            "Dòng CSV hỏng (dấu nháy hoặc cột quá dài).",
            "The CSV line is broken (a quote, or a column that is too long).",
        ) from None
    if len(rows) > 1:
        raise Unreadable("bad_csv", "Dấu nháy mở mà không đóng.", "A quote is opened and not closed.")
    return rows[0] if rows else []
