"""How is a procedure a line of a table that spreadsheets open without harm?"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from motcua.foundation.sheets.writing import csv_lines

HEADER = (
    "ma", "ten", "linh_vuc", "bo_cong_bo", "cap_thuc_hien", "co_quan_thuc_hien", "tinh_xa_giai_quyet", "thoi_han", "don_vi_thoi_han",
    "muc_dich_vu_cong", "quyet_dinh_cong_bo", "ban_so", "hieu_luc_tu", "hieu_luc_den_truoc", "muc_chi_tiet", "nguon", "nguon_url",
)  # fmt: skip


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The table as text, line after line, header first.

    Basis: house choice (RFC 4180).
    """
    return csv_lines(chain([HEADER], rows))
