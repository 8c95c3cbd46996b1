"""Which column of a decision's list says what? Provinces name their columns in many ways; what is not known is left alone."""

import re
from collections.abc import Sequence
from enum import StrEnum

from motcua.foundation.text import fold


class Column(StrEnum):
    NUMBER = "number"
    CODE = "code"
    REPLACED = "replaced"
    REPLACED_NAME = "replaced_name"
    NAME = "name"
    LIMIT = "limit"
    PLACE = "where"
    ONLINE = "online"
    WAYS = "ways"
    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"
    AGENCY = "agency"
    FEE = "fee"
    SECOND_FEE = "second_fee"
    COUNTER_FEE = "counter_fee"
    ONLINE_FEE = "online_fee"
    POST_FEE = "post_fee"
    BASIS = "basis"
    NOTE = "note"
    ACT = "act"
    FIELD = "field"


#: The first that fits, in words without diacritics.
_WORDS = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"^(?:s\.?t\.?t|t\.?t|so tt|so thu tu)$"),
        (Column.REPLACED, r"^(?:ma|so ho so)\b.*(?:(?:bi|duoc) (?:thay the|bai bo)|\bcu$)"),
        (Column.CODE, r"^(?:ma|so ho so)\b"),
        (Column.REPLACED_NAME, r"^ten\b.*(?:bi|duoc) thay the"),
        (Column.FIELD, r"^(?:ten )?linh vuc"),
        (Column.BASIS, r"^ten (?:vbqppl|van ban)|^vbqppl"),
        (Column.NAME, r"^(?:ten\b|(?:danh muc )?thu tuc hanh chinh|tthc\b)"),
        (Column.LIMIT, r"^thoi (?:han|gian)"),
        (Column.PLACE, r"^(?:dia diem|noi (?:tiep nhan|thuc hien|nop))"),
        (Column.FULL, r"^(?:dvc(?:tt)?|dich vu cong(?: truc tuyen)?)?\s*toan trinh$"),
        (Column.PARTIAL, r"^(?:dvc(?:tt)?|dich vu cong(?: truc tuyen)?)?\s*mot phan$"),
        (Column.INFORMATION, r"^(?:truc tiep|con lai|cung cap thong tin(?: truc tuyen)?)$"),
        (Column.ONLINE, r"muc do|dich vu cong|\bdvc|^truc tuyen\b.*\b(?:toan trinh|mot phan)"),
        (Column.WAYS, r"^(?:cach|hinh|phuong) thuc (?:thuc hien|nop|tiep nhan)|^cach thuc"),
        (Column.AGENCY, r"^(?:co quan|don vi)"),
        (Column.FEE, r"^(?:muc )?(?:le )?phi\b"),
        (Column.BASIS, r"^(?:can cu|co so) phap ly|^can cu|^ten van ban|^van ban"),
        (Column.ACT, r"^hinh thuc$|^hinh thuc cong bo|^loai cong bo"),
        (Column.NOTE, r"^ghi chu|^noi dung"),
    )
)
#: How papers are handed in, each in a column of its own: they say nothing of the service level.
_WAYS = re.compile(r"^(?:qua )?(?:(?:nop )?truc tuyen|(?:dich vu )?(?:buu chinh|bcci|buu dien).*)$")
#: Below "Phí, lệ phí": the fee of each way.
_FEE_OF = (
    (Column.COUNTER_FEE, re.compile(r"^(?:nop )?truc tiep\b")),
    (Column.ONLINE_FEE, re.compile(r"^(?:nop )?truc tuyen\b")),
    (Column.POST_FEE, re.compile(r"buu chinh|bcci|buu dien")),
)
#: A second row of headings has at most so many cells of its own.
_MOST_BELOW = 6
#: A cell that begins with a procedure's code
_CODE = re.compile(r"^\s*[0-9]\.[0-9]{6}\b")


def column(heading: str) -> Column | None:
    """What a heading stands for, or None.

    Basis: house choice (lists as provinces publish them, law-process D2).
    """
    words = _words(heading)
    return next((column for column, pattern in _WORDS if pattern.search(words)), None)


def header(cells: Sequence[str], above: Sequence[str] = ()) -> dict[Column, int] | None:
    """The columns of a row of headings, or None for a row that is none: a name or a code, and something more, but no code itself.

    `above`: the row of headings right before it, whose cells merged over rows it repeats.

    Basis: house choice.
    """
    if any(_CODE.match(cell) for cell in cells):
        return None
    found: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        kind = _fee_of(above, cells, place) or (column(cell) if cell and len(cell) < 120 else None)
        if kind is Column.FEE and kind in found and cell != cells[found[kind]]:
            kind = Column.SECOND_FEE
        if kind is not None:
            found.setdefault(kind, place)
    if Column.INFORMATION in found and any(_WAYS.match(_words(cell)) for cell in cells):
        del found[Column.INFORMATION]  # "trực tiếp" beside "trực tuyến" is a way and no service level
    is_header = len(found) > 1 and (Column.NAME in found or Column.CODE in found)
    return found if is_header else None


def joined(header_: dict[Column, int], above: Sequence[str], below: Sequence[str]) -> dict[Column, int] | None:
    """The columns of a header that goes on in the next row, or None where that row is no part of it.

    Basis: house choice.
    """
    news = {place: cell for place, cell in enumerate(below) if cell and cell != above[place]}
    named = {kind for kind, place in header_.items() if place in news}
    if not news or len(news) > _MOST_BELOW or named & {Column.NUMBER, Column.CODE, Column.NAME}:
        return None
    fees = {place: kind for place in news if (kind := _fee_of(above, below, place))}
    ways = fees.keys() | {place for place, cell in news.items() if _WAYS.match(_words(cell))}
    kinds = {place: column(cell) for place, cell in news.items() if place not in ways} | fees
    if ways:  # "trực tiếp" beside "trực tuyến" is a way, too, and no service level
        kinds = {place: kind for place, kind in kinds.items() if kind is not Column.INFORMATION}
    if any(kind is None for kind in kinds.values()):
        return None
    kept = {kind: place for kind, place in header_.items() if place not in news}
    return kept | {kind: place for place, kind in kinds.items() if kind is not None and kind not in kept}


def _fee_of(above: Sequence[str], cells: Sequence[str], place: int) -> Column | None:
    """The way whose fee a heading names, below one that speaks of fees and is merged over it."""
    if len(above) != len(cells) or cells[place] == above[place]:
        return None
    head = next((cell for cell in reversed(above[: place + 1]) if cell), "")
    words = _words(cells[place])
    return next((kind for kind, pattern in _FEE_OF if pattern.search(words)), None) if column(head) is Column.FEE else None


def _words(heading: str) -> str:
    return " ".join(re.sub(r"[^\w\s.]", " ", fold(heading)).split())
