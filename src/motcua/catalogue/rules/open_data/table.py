"""How is a procedure a line of a table that spreadsheets open without harm?"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

HEADER = (
    "ma", "ten", "linh_vuc", "bo_cong_bo", "cap_thuc_hien", "co_quan_thuc_hien", "tinh_xa_giai_quyet", "thoi_han", "don_vi_thoi_han",
    "muc_dich_vu_cong", "quyet_dinh_cong_bo", "ban_so", "hieu_luc_tu", "hieu_luc_den_truoc", "muc_chi_tiet", "nguon", "nguon_url",
)  # fmt: skip
#: What a spreadsheet takes for a formula when a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The table as text, line after line, header first.

    Basis: house choice (RFC 4180).
    """
    held = io.StringIO()
    writer = csv.writer(held)
    for row in chain([HEADER], rows):
        writer.writerow([_cell(value) for value in row])
        yield held.getvalue()
        held.seek(0)
        held.truncate()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
