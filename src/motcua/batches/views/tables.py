"""Tables to take away as workbooks: every cell a text, so that a number keeps its noughts and nothing is computed."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import HttpResponse
from openpyxl import Workbook

from motcua.foundation import clock
from motcua.foundation.sheets.cells import text_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(rows: Iterable[Sequence[object]], *, title: str, name: str) -> HttpResponse:
    """An Excel file of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter in "ABCDEFGHIJKL":
        sheet.column_dimensions[letter].width = 24
    for row in rows:
        cells = []
        for value in row:
            cell = text_cell(sheet, _said(value))
            cell.number_format = "@"  # also what is typed over it
            cells.append(cell)
        sheet.append(cells)
    held = io.BytesIO()
    book.save(held)
    response = HttpResponse(held.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return f"{clock.local(value):%H:%M %d/%m/%Y}"
    return "" if value is None else str(value)
