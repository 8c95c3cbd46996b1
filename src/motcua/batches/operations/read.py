"""The file becomes lines, sealed; the file itself is let go."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.batches.facts import Column, LineState, State, Wrong
from motcua.batches.models import IntakeList, Line
from motcua.batches.rules.columns import heading_row, recognised
from motcua.foundation import sheets
from motcua.foundation.errors import DomainError, Invalid
from motcua.foundation.language import sentence
from motcua.foundation.rows import Rows
from motcua.foundation.sealing import seal, unseal_bytes
from motcua.foundation.text import tidy
from motcua.journal import public as journal

MOST = 50_000
_MOST_COLUMNS = 200
_LINES = Rows(Line)
_READ_AS = ("utf-8-sig", "utf-16")


class ListNotATable(Invalid):
    code = "list_not_a_table"
    vi = "{name} không phải bảng: gửi tệp Excel (.xlsx) hoặc CSV (UTF-8)."
    en = "{name} is no table: send an Excel file (.xlsx) or CSV (UTF-8)."


class ListHasNoRows(Invalid):
    code = "list_has_no_rows"
    vi = "{name} không có dòng nào dưới dòng tiêu đề. Tải mẫu về, dán danh sách vào rồi gửi lại."
    en = "{name} has no row below its heading. Take the template, paste the list into it and send it again."


class ListTooLong(Invalid):
    code = "list_too_long"
    vi = "{name} có hơn {most} dòng. Chia thành nhiều tệp, mỗi tệp không quá {most} dòng."
    en = "{name} has more than {most} rows. Split it into files of at most {most} rows."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    headings: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...], list[dict[str, str]]]]
    note: str = ""


@transaction.atomic
def read_list(*, list_id: int, at: datetime) -> State:
    """Read a list that was handed in; one that cannot be read says why. Twice is once."""
    found = IntakeList.objects.select_for_update(of=("self",)).get(pk=list_id)
    if found.state != State.READING:
        return State(found.state)
    body = unseal_bytes(found.file_sealed, secret=settings.IDENTITY_KEY)

    found.file_sealed = b""
    try:
        read = _read(found.name, body)
    except DomainError as refused:
        found.state, found.note = State.REFUSED, sentence(refused)[:1000]
    else:
        _write(found.pk, read)
        columns = recognised(read.headings)
        found.headings, found.note = list(read.headings), read.note
        found.columns = {str(place): str(column) for place, column in columns.items()}
        found.state = State.COLUMNS
    found.save(update_fields=["file_sealed", "state", "note", "headings", "columns"])

    journal.record(name="ListRead", subject=f"list:{found.pk}", actor="system", at=at, payload={"state": str(found.state)})
    return State(found.state)


def _write(list_id: int, read: _Read) -> None:
    secret = settings.IDENTITY_KEY
    blank = _LINES.values(Line(list_id=list_id, number=0, state=LineState.UNCHECKED, cells_sealed=b""))
    places = [_LINES.place(name) for name in ("id", "number", "cells_sealed", "faults")]
    rows = []
    for id_, (number, cells, faults) in zip(_LINES.new_ids(len(read.rows)), read.rows, strict=True):
        row = blank.copy()
        said = seal(json.dumps(cells, ensure_ascii=False), secret=secret)
        for place, value in zip(places, (id_, number, said, json.dumps(faults, ensure_ascii=False)), strict=True):
            row[place] = value
        rows.append(row)
    _LINES.copy_values(rows)


def _read(name: str, body: bytes) -> _Read:
    found = _csv(name, body) if not body.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else _workbook(name, body)
    if not found.rows:
        raise ListHasNoRows(name=name)
    if len(found.rows) > MOST:
        raise ListTooLong(name=name, most=MOST)
    return found


def _workbook(name: str, body: bytes) -> _Read:
    tables = [table for table in sheets.tables_of(io.BytesIO(body), name=name) if table.rows]
    seen = [table for table in tables if not table.hidden]
    if not seen:
        raise ListHasNoRows(name=name)
    table = max(seen, key=lambda one: len(recognised(one.rows[heading_row([row.cells for row in one.rows[:20]])].cells)))
    head = heading_row([row.cells for row in table.rows[:20]])
    left = [one.name for one in tables if one is not table]
    note = f"Chỉ đọc {table.name}; không đọc: {', '.join(left)}." if left else ""
    rows = [(row.number, row.cells, [_fault(fault) for fault in row.faults]) for row in table.rows[head + 1 :]]
    return _Read(headings=tuple(tidy(cell) for cell in table.rows[head].cells), rows=rows, note=note)


def _fault(fault: sheets.Fault) -> dict[str, str]:
    said, _, mend = fault.detail.partition(". ")
    return asdict(Wrong(column="Cả dòng", said=f"{said}.", mend=mend or said))


def _csv(name: str, body: bytes) -> _Read:
    text = _decoded(name, body)
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    try:
        rows = [tuple(tidy(cell) for cell in row) for row in csv.reader(io.StringIO(text), delimiter=between, strict=True)]
    except csv.Error:
        raise ListNotATable(name=name) from None
    if max(map(len, rows), default=0) > _MOST_COLUMNS or (first.count(between) == 0 and not recognised([tidy(first)])):
        raise ListNotATable(name=name)
    head = heading_row(rows)
    numbered = [(number, row, _spilled(row, rows[head])) for number, row in enumerate(rows, start=1) if any(row)]
    return _Read(headings=rows[head] if rows else (), rows=[one for one in numbered if one[0] > head + 1])


def _spilled(row: Sequence[str], headings: Sequence[str]) -> list[dict[str, str]]:
    if not any(row[len(headings) :]):
        return []
    return [asdict(Wrong(column="Cả dòng", said="Dòng nhiều ô hơn tiêu đề.", mend="Đặt ô có dấu phân cách trong ngoặc kép."))]


def _decoded(name: str, body: bytes) -> str:
    for encoding in _READ_AS if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else _READ_AS[:1]:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ListNotATable(name=name)


def columns_given(places: Sequence[str]) -> dict[str, str]:
    """What somebody says each column is, as it is kept."""
    return {str(place): str(Column(said)) for place, said in enumerate(places) if said}
