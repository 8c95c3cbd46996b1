"""Which identifier does each line of a file give to which agency, and what can be none?"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from motcua.foundation.errors import DomainError, Invalid
from motcua.foundation.sheets.lines import LineRefused
from motcua.foundation.text import tidy
from motcua.organization.facts import IdentifierStatus

DEMONSTRATION_SERIES = "DEMO."
COLUMNS = ("agency", "identifier", "basis")
_PLAIN = re.compile(r"(?=.{1,35}\Z)[A-Z0-9]+(\.[A-Z0-9]+)*")


class IdentifierNotPlain(Invalid):
    code = "identifier_not_plain"
    vi = "Mã định danh «{identifier}» không đúng dạng: chữ hoa không dấu và số, từng nhóm cách nhau một dấu chấm, nhiều nhất 35 ký tự."
    en = "«{identifier}» is no identifier: groups of plain capitals and digits with a dot between them, at most 35 characters."


class IdentifierOnlyDemonstrates(Invalid):
    code = "identifier_only_demonstrates"
    vi = "Mã {identifier} thuộc dãy minh họa, không phải mã định danh của cơ quan nào."
    en = "{identifier} is of the demonstration series and no agency's identifier."


class IdentifierHasNoBasis(Invalid):
    code = "identifier_has_no_basis"
    vi = "Mã định danh chính thức cần căn cứ: số và ngày của văn bản cấp mã."
    en = "An official identifier needs its basis: number and date of the decision that gave it."


class IdentifierMissing(Invalid):
    code = "identifier_missing"
    vi = "Dòng không ghi mã định danh."
    en = "The line gives no identifier."


class HeaderWrong(Invalid):
    code = "bad_header"
    vi = "Dòng đầu phải là tên cột, cách nhau bằng dấu phẩy, có đủ {columns}."
    en = "The first line must name the columns, with commas between them: {columns}."


class LineNotUtf8(Invalid):
    code = "bad_encoding"
    vi = "Dòng không phải UTF-8."
    en = "The line is not UTF-8."


class LineBroken(Invalid):
    code = "bad_csv"
    vi = "Dòng CSV hỏng: {found} cột, dòng đầu có {columns}; hoặc dấu nháy mở mà không đóng."
    en = "The CSV line is broken: {found} columns where the first line has {columns}, or a quote that is not closed."


@dataclass(frozen=True, slots=True)
class Line:
    """What one line gives, or why it cannot be read."""

    number: int
    agency: str = ""
    identifier: str = ""
    basis: str = ""
    error: DomainError | None = None


@dataclass(slots=True, kw_only=True)
class IdentifiersEntered:
    """What a file of identifiers did; a second run changes nothing."""

    source: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[LineRefused] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.new + self.changed + self.unchanged + len(self.refused)


def require_identifier(identifier: str, *, status: IdentifierStatus, basis: str) -> None:
    """Raises IdentifierNotPlain, IdentifierOnlyDemonstrates, IdentifierHasNoBasis.

    Basis: house choice (it begins the codes of dossiers, which are read aloud and typed).
    """
    if not _PLAIN.fullmatch(identifier):
        raise IdentifierNotPlain(identifier=identifier[:60])
    if identifier.startswith(DEMONSTRATION_SERIES) and status is not IdentifierStatus.DEMONSTRATION:
        raise IdentifierOnlyDemonstrates(identifier=identifier)
    if status is IdentifierStatus.OFFICIAL and not basis:
        raise IdentifierHasNoBasis


def identifiers_given(lines: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a CSV file of identifiers with what they give; a broken one does not take its neighbours with it.

    Basis: house choice.
    """
    header: list[str] = []
    for number, raw in enumerate(lines, start=1):
        try:
            if not header:
                header = _header(raw)
            elif raw.strip():
                given = dict(zip(header, _cells(raw, len(header)), strict=True))
                agency, identifier, basis = (tidy(given[name]) for name in COLUMNS)
                yield Line(number, agency, identifier, basis)
        except DomainError as error:
            yield Line(number, error=error)
            if not header:
                return


def _header(raw: bytes) -> list[str]:
    header = [tidy(cell).lower() for cell in _cells(raw.removeprefix(b"\xef\xbb\xbf"))]
    if not set(COLUMNS) <= set(header):
        raise HeaderWrong(columns=", ".join(COLUMNS))
    return header


def _cells(raw: bytes, wanted: int | None = None) -> list[str]:
    try:
        cells = next(csv.reader([raw.decode().rstrip("\r\n")], strict=True), [])
    except UnicodeDecodeError:
        raise LineNotUtf8 from None
    except csv.Error:
        cells = []
    if wanted is not None and len(cells) != wanted:
        raise LineBroken(found=len(cells), columns=wanted)
    return cells
