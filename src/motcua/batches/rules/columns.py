"""Which column of a list holds what?"""

from collections.abc import Sequence

from motcua.batches.facts import Column
from motcua.foundation.text import fold

#: Headings as schools write them, folded: a heading is one of them, or begins with one.
_KNOWN = {
    Column.NAME: ("ho va ten", "ho ten", "ho, chu dem va ten", "ten hoc sinh", "hoc sinh", "nguoi nop"),
    Column.ID_NUMBER: ("so dinh danh", "dinh danh", "ma dinh danh", "so cccd", "cccd", "can cuoc", "so can cuoc", "cmnd"),
    Column.PHONE: ("dien thoai", "so dien thoai", "sdt"),
    Column.EMAIL: ("thu dien tu", "email", "e-mail", "hop thu"),
    Column.ADDRESS: ("dia chi", "noi o", "noi thuong tru", "thuong tru", "cho o"),
    Column.CASE: ("truong hop",),
    Column.PAPERS: ("giay to", "thanh phan ho so"),
}


def recognised(headings: Sequence[str]) -> dict[int, Column]:
    """The columns that headings name, each kind at most once; the others are left out until somebody says what they are.

    Basis: house choice.
    """
    found: dict[int, Column] = {}
    plain = [" ".join(fold(heading).replace("*", " ").split()) for heading in headings]
    for exact in (True, False):
        for place, heading in enumerate(plain):
            column = _column(heading, exact=exact)
            if column and place not in found and column not in found.values():
                found[place] = column
    return dict(sorted(found.items()))


def _column(heading: str, *, exact: bool) -> Column | None:
    for column, words in _KNOWN.items():
        if heading in words or (not exact and any(heading.startswith(word) for word in words)):
            return column
    return None


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows names the columns: the one most of whose cells are known; above it stand titles.

    Basis: house choice.
    """
    counts = [len(recognised(row)) for row in rows[:20]]
    return counts.index(max(counts)) if counts else 0
