"""A register as a workbook: rows go to the file as they come, dates are dates, and a text that looks like a formula stays a text."""

from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from motcua.foundation import clock
from motcua.foundation.sheets.cells import text_cell
from motcua.owed_documents.facts import RegisterRow

HEADINGS = (
    "STT", "Mã hồ sơ", "Tên thủ tục hành chính", "Tên tổ chức, cá nhân", "Địa chỉ, điện thoại", "Cơ quan chủ trì giải quyết",
    "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả", "Hình thức nhận kết quả", "Ký nhận",
)  # fmt: skip
_WIDTHS = (7, 24, 60, 30, 44, 34, 18, 18, 18, 20, 16)
_MOMENT = "dd/mm/yyyy hh:mm"
#: The rows above those of dossiers.
HEAD_ROWS = 6


def write(file: IO[bytes], *, head: dict[str, str], rows: Iterable[RegisterRow], total: int) -> None:
    """Write a register. `head`: what it is called, of whom, of which field and period."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("So theo doi ho so")
    for place, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"C{HEAD_ROWS + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROWS}:{get_column_letter(len(HEADINGS))}{HEAD_ROWS + max(total, 1)}"
    sheet.append([_bold(sheet, head["title"])])
    for label in ("unit", "field", "period"):
        sheet.append([text_cell(sheet, head[label])])
    sheet.append([text_cell(sheet, f"Số hồ sơ: {total}")])
    sheet.append([_bold(sheet, heading) for heading in HEADINGS])
    for number, row in enumerate(rows, start=1):
        sheet.append(_cells(sheet, number, row))
    book.save(file)


def _cells(sheet: Any, number: int, row: RegisterRow) -> list[Any]:
    return [
        number, *(text_cell(sheet, text) for text in (row.code, row.procedure, row.person, row.contact, row.agency)),
        *(_moment(sheet, at) for at in (row.received_at, row.due_at, row.returned_at)), text_cell(sheet, row.way), None,
    ]  # fmt: skip


def _bold(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    return cell


def _moment(sheet: Any, at: datetime | None) -> Any:
    if at is None:
        return None
    cell = WriteOnlyCell(sheet, value=clock.local(at).replace(tzinfo=None, second=0, microsecond=0))
    cell.number_format = _MOMENT
    return cell
