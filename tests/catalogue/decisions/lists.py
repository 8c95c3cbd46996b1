"""Lists of decisions as provinces write them."""

import io
from collections.abc import Sequence
from datetime import date

from docx import Document
from openpyxl import Workbook
from tests.catalogue.factories import AT, Keeper

from motcua.catalogue.facts import DecisionPreview
from motcua.catalogue.operations.decisions.approve import import_decision
from motcua.catalogue.queries.decisions.files import preview_decision, read_decision
from motcua.catalogue.rules.decisions.naming import Given as DecisionGiven

HEADINGS = (
    "STT", "Mã TTHC", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Địa điểm thực hiện", "Mức độ DVC trực tuyến",
    "Cơ quan thực hiện", "Phí, lệ phí (nếu có)", "Căn cứ pháp lý", "Ghi chú",
)  # fmt: skip
NEW, AMENDED, REPLACED, ABOLISHED = (
    "A. Danh mục thủ tục hành chính mới ban hành",
    "B. Danh mục thủ tục hành chính được sửa đổi, bổ sung",
    "C. Danh mục thủ tục hành chính thay thế",
    "D. Danh mục thủ tục hành chính bị bãi bỏ",
)
EFFECT = date(2026, 12, 1)
PROGRAM = Keeper(roles=frozenset({"operator", "control"}))
DRAFTER = Keeper(label="user:1", roles=frozenset({"control"}))
APPROVER = Keeper(label="user:2", roles=frozenset({"leader"}))

Row = Sequence[object]


def row(code: str, name: str = "Thủ tục cấp phép thử", **said: str) -> list[str]:
    """One line: code and name, and whatever else it says by the key of its column."""
    keys = ("limit", "where", "online", "agency", "fee", "basis", "note")
    return ["1", code, name, *(said.get(key, "") for key in keys)]


def workbook(*rows: Row | str, headings: Row = HEADINGS, signed: bool = True) -> io.BytesIO:
    """A list in a sheet; a bare text is a heading between its lines. `signed`: it says number and day of signing."""
    book = Workbook()
    book.active.append(["DANH MỤC THỦ TỤC HÀNH CHÍNH"])
    known = "số 2770/QĐ-UBND ngày 02 tháng 11 năm 2026" if signed else "số …/QĐ-UBND ngày … tháng … năm 2026"
    book.active.append([f"(Kèm theo Quyết định {known} của Chủ tịch Ủy ban nhân dân tỉnh)"])
    book.active.append(list(headings))
    for one in rows:
        book.active.append([one] if isinstance(one, str) else list(one))
    return _saved(book)


def document(*rows: Row | str, headings: Row = HEADINGS, effect: str = "01/12/2026") -> io.BytesIO:
    """A list in a text document: the decision, then each part with its heading as a paragraph and its table."""
    made = Document()
    layout = made.add_table(rows=1, cols=2)
    layout.cell(0, 0).text = "ỦY BAN NHÂN DÂN TỈNH\nSố: 2770/QĐ-UBND"
    layout.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nAn Giang, ngày 02 tháng 11 năm 2026"
    for text in (
        "QUYẾT ĐỊNH",
        "Về việc công bố danh mục thủ tục hành chính thuộc phạm vi quản lý của Sở Tư pháp",
        "Căn cứ Quyết định số 3111/QĐ-BTP ngày 20 tháng 10 năm 2026 của Bộ trưởng Bộ Tư pháp về việc bãi bỏ thủ tục;",
        f"Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày {effect}.",
    ):
        made.add_paragraph(text)
    table = None
    for one in rows:
        if isinstance(one, str):
            made.add_paragraph(one)
            table = None
            continue
        if table is None:
            table = made.add_table(rows=1, cols=len(headings))
            for place, words in enumerate(headings):
                table.cell(0, place).text = str(words)
        cells = table.add_row().cells
        for place, words in enumerate(one):
            cells[place].text = str(words)
    return _saved(made)


def _saved(made) -> io.BytesIO:
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def given(**more: object) -> DecisionGiven:
    return DecisionGiven(**{"effective_on": EFFECT} | more)


def imported(*rows: Row | str, at=AT, **more: object) -> DecisionPreview:
    """A decision in force from its day, as the command line imports it."""
    file = read_decision(workbook(*rows), name="qd.xlsx")
    return import_decision(file=file, given=given(**more), actor=PROGRAM, at=at)


def previewed(*rows: Row | str, **more: object) -> DecisionPreview:
    file = read_decision(workbook(*rows), name="qd.xlsx")
    return preview_decision(file=file, given=given(**more), on=date(2026, 11, 2))


def reasons(preview: DecisionPreview) -> list[tuple[str, str]]:
    return [(one.code, one.reason) for one in preview.refused]
