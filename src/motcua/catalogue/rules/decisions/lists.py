"""Which lines does a decision's list hold, and which of its rows cannot be read?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from motcua.catalogue.facts import Act, ListedLine, RowRefused
from motcua.catalogue.rules.decisions import columns
from motcua.catalogue.rules.decisions.about import Stated, stated
from motcua.catalogue.rules.decisions.columns import Column
from motcua.catalogue.rules.decisions.headings import Section, acts_in
from motcua.catalogue.rules.decisions.refusing import (
    ACT_UNSAID,
    CODE_CUT,
    HIDDEN_SHEET,
    NO_CODE,
    NO_LIST,
    NO_NAME,
    SEVERAL_CODES,
    TOO_LONG,
    Why,
    miswritten,
    of_fault,
    refused,
)
from motcua.foundation.sheets import Row, Table
from motcua.foundation.text import fold, tidy

#: "1.000656", also in its long form "1.000656.000.00.00.H01"
_CODE = re.compile(r"(?<![\w.])([0-9]\.[0-9]{6})(?:(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})?\.H[0-9]{2})?(?![0-9OoIl])")
_CODE_IN_NAME = re.compile(
    rf"[(\[]?\s*(?:mã(?: số)?(?: tthc| thủ tục(?: hành chính)?)?\s*:?\s*)?{_CODE.pattern}\s*[)\]]?", re.IGNORECASE
)
_CUT = re.compile(r"^[0-9]\.[0-9]{1,5}$|^[0-9]{7}$")
#: A code with a slip: letters that look like digits or stand before them, other digits, a comma or a gap, a digit too many or too few
_SLIP = re.compile(r"^[^\W\d_]?[\dOoIl]\s*[.,;:·]*[\dOoIlSBZ .,;:·]{4,9}(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})?(?:\.H[0-9]{2})?$")
_SEVERAL = re.compile(r"[;\n]|,\s|\svà\s")
_NUMBERED = re.compile(r"^\(?[0-9]{1,2}\)?$")
_LONGEST_NAME = 2_000
_MOST_WORDS = 20_000
_SERVICE = (("full", "toan trinh"), ("partial", "mot phan"), ("information", "cung cap thong tin"))
_WAYS = re.compile(r"truc tiep|buu chinh")
_FEES = {Column.COUNTER_FEE: "Trực tiếp", Column.ONLINE_FEE: "Trực tuyến", Column.POST_FEE: "Bưu chính"}
#: "-nt-", "như trên": what the row above says. Codes and names are never written so.
_AS_ABOVE = re.compile(r"^\W*(?:nt|nhu tren|[\"”〃])\W*$")


@dataclass(slots=True)
class ListRead:
    """What was read of a file."""

    stated: Stated = field(default_factory=Stated)
    lines: list[ListedLine] = field(default_factory=list)
    refused: list[RowRefused] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    read: ListRead = field(default_factory=ListRead)
    section: Section = field(default_factory=Section)
    columns: dict[Column, int] | None = None
    above: Sequence[str] = ()
    line_above: Row | None = None
    prose: list[str] = field(default_factory=list)
    #: How much of it stands before the first line
    before_list: int | None = None

    def refuse(self, row: Row, code: str, why: Why, name: str = "") -> None:
        self.read.refused.append(refused(row.place, row.place_en, code, why, name))


def read_list(tables: Sequence[Table]) -> ListRead:
    """The lines of a decision's list, those that cannot be read with their reason, and what the text says of the decision.

    Basis: Nghị định 63/2010/NĐ-CP Điều 13 (what the list of a province holds); house choice for its many forms.
    """
    work = _Reading()
    for table in tables:
        _read_table(work, table)
    work.read.stated = stated(work.prose, before_list=work.before_list)
    if not work.read.lines and not work.read.refused:
        work.read.refused.append(refused("Tệp", "File", "", NO_LIST))
    return work.read


def _read_table(work: _Reading, table: Table) -> None:
    if table.hidden:
        if any(columns.header(row.cells) for row in table.rows):
            work.read.refused.append(refused(table.name, table.name_en, "", HIDDEN_SHEET))
        return
    if not table.before:  # a sheet of its own: its name may say the act; of a document, the headings go on
        name = table.name.removeprefix("Trang «").removesuffix("»")
        if table.name.startswith("Trang"):
            work.section, work.columns = Section().under(name), None
    for paragraph in table.before:
        work.prose.append(paragraph)
        work.section = work.section.under(paragraph)
    if table.before:
        work.columns = None
    work.line_above = None
    for row in table.rows:
        _read_row(work, row)


def _read_row(work: _Reading, row: Row) -> None:
    header = columns.header(row.cells, work.above)
    if header is not None and not _has_code(row, header):
        work.columns, work.above = header, row.cells
        return
    if work.columns is not None and len(work.above) == len(row.cells) and work.above:
        more = None if _has_code(row, work.columns) else columns.joined(work.columns, work.above, row.cells)
        work.above = ()
        if more is not None:
            work.columns = more
            return
    if work.columns is None or _is_heading(work, row):
        for text in row.said:
            work.prose += text.splitlines()
        work.section = work.section.under(" ".join(row.said) if work.columns else " ".join(row.said[:2]))
    elif not all(_NUMBERED.match(cell) for cell in row.said):
        work.before_list = len(work.prose) if work.before_list is None else work.before_list
        work.line_above = _told_out(row, work.line_above, work.columns)
        _read_line(work, work.line_above, work.columns)


def _told_out(row: Row, above: Row | None, columns_: dict[Column, int]) -> Row:
    """The row with what the row above says where it only says "như trên"."""
    if above is None or len(above.cells) != len(row.cells):
        return row
    own = {columns_.get(kind) for kind in (Column.NUMBER, Column.CODE, Column.NAME)}
    pairs = enumerate(zip(row.cells, above.cells, strict=True))
    return replace(
        row, cells=tuple(up if _AS_ABOVE.match(fold(cell)) and place not in own else cell for place, (cell, up) in pairs)
    )


def _cell(row: Row, columns_: dict[Column, int], kind: Column) -> str:
    place = columns_.get(kind)
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _has_code(row: Row, columns_: dict[Column, int]) -> bool:
    return bool(_codes(_cell(row, columns_, Column.CODE) or _cell(row, columns_, Column.NAME)))


def _codes(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_CODE.findall(words)))


def _is_heading(work: _Reading, row: Row) -> bool:
    """A row between the lines: one text, with or without its numbering before it, and no code."""
    said = [cell for cell in row.said if not re.fullmatch(r"(?:[IVXLC]+|[A-ZĐ]|[0-9]{1,2}(?:\.[0-9]{1,2})*)\.?", cell)]
    return len(set(said)) <= 1 and not _codes(" ".join(row.said)) and not _CUT.match(_cell(row, work.columns or {}, Column.CODE))


def _read_line(work: _Reading, row: Row, columns_: dict[Column, int]) -> None:
    code, name = tidy(_cell(row, columns_, Column.CODE)), tidy(_cell(row, columns_, Column.NAME))
    codes = _codes(code) or (_codes(name[-30:]) if Column.CODE not in columns_ else ())
    shown = codes[0] if codes else code[:40]
    act = _act(row, columns_, work.section)
    faults = [of_fault(fault) for fault in row.faults] or list(_faults(code, codes, name, row))
    if act is None and not faults:
        faults = [ACT_UNSAID]
    for why in faults:
        work.refuse(row, shown, why, name[:_LONGEST_NAME])
    slips = [part for part in map(tidy, _SEVERAL.split(_cell(row, columns_, Column.REPLACED))) if _is_slip(part)]
    for slip in slips:
        work.refuse(row, shown, miswritten(slip), tidy(_cell(row, columns_, Column.REPLACED_NAME))[:_LONGEST_NAME])
    if act and not faults and not slips:
        name = tidy(_CODE_IN_NAME.sub("", name)).strip(" -–:") if Column.CODE not in columns_ else name
        line = ListedLine(number=len(work.read.lines) + 1, place=row.place, place_en=row.place_en, act=act, code=shown, name=name)
        work.read.lines.append(_full(line, work.section, row, columns_))


def _act(row: Row, columns_: dict[Column, int], section: Section) -> Act | None:
    """What the row says itself, else what the headings say, else what its note says."""
    own, noted = (acts_in(_cell(row, columns_, kind)) for kind in (Column.ACT, Column.NOTE))
    if len(own) == 1:
        return own[0]
    return section.act or (noted[0] if len(noted) == 1 else None)


def _faults(code: str, codes: tuple[str, ...], name: str, row: Row) -> Iterator[Why]:
    if len(codes) > 1:
        yield SEVERAL_CODES
    elif not codes:
        yield CODE_CUT if _CUT.match(code) else miswritten(code) if _is_slip(code) else NO_CODE
    if not name:
        yield NO_NAME
    if len(name) > _LONGEST_NAME or any(len(cell) > _MOST_WORDS for cell in row.cells):
        yield TOO_LONG


def _is_slip(code: str) -> bool:
    return not _codes(code) and bool(_SLIP.match(code)) and sum(letter.isdigit() for letter in code) > 3  # of seven digits


def _full(line: ListedLine, section: Section, row: Row, columns_: dict[Column, int]) -> ListedLine:
    return replace(
        line,
        replaces=_codes(_cell(row, columns_, Column.REPLACED)),
        levels=section.levels,
        field=(tidy(_cell(row, columns_, Column.FIELD)) or section.field)[:500],
        limit=_cell(row, columns_, Column.LIMIT),
        where=_cell(row, columns_, Column.PLACE),
        online=_online(row, columns_),
        agency=_cell(row, columns_, Column.AGENCY),
        fee=_fee(row, columns_),
        basis=_cell(row, columns_, Column.BASIS),
        note=_cell(row, columns_, Column.NOTE),
    )


def _fee(row: Row, columns_: dict[Column, int]) -> str:
    said = [_cell(row, columns_, kind) for kind in (Column.FEE, Column.SECOND_FEE)]
    said += [f"{way}: {fee}" for kind, way in _FEES.items() if (fee := _cell(row, columns_, kind))]
    return "\n".join(dict.fromkeys(filter(None, said)))


def _online(row: Row, columns_: dict[Column, int]) -> str:
    """The service level: by a mark in its column, or by words that name just one."""
    marked = [kind for kind in (Column.FULL, Column.PARTIAL, Column.INFORMATION) if _is_marked(_cell(row, columns_, kind))]
    if marked:
        return marked[0].value if len(marked) == 1 else ""
    words = fold(_cell(row, columns_, Column.ONLINE) or _cell(row, columns_, Column.WAYS))
    named = [level for level, word in _SERVICE if word in words]
    if len(named) == 1:
        return named[0]
    alone = _WAYS.search(words) and "truc tuyen" not in words and not named
    return "information" if alone else ""


def _is_marked(cell: str) -> bool:
    return bool(cell) and fold(cell) not in {"-", "–", "khong", "0"}
