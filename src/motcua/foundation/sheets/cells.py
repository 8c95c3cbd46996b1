"""Cells of a workbook that is written row by row."""

import re
from typing import Any

from openpyxl.cell import WriteOnlyCell

#: What the format of workbooks cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def text_cell(sheet: Any, text: str) -> Any:
    """A text that stays a text, whatever it begins with: nothing is computed, a number keeps its noughts."""
    cell = WriteOnlyCell(sheet, value=_UNWRITABLE.sub("", text))
    cell.data_type = "s"
    return cell
