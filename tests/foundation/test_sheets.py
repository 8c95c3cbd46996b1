"""Office files as people send them, and as nobody should."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from motcua.foundation import sheets
from motcua.foundation.errors import DomainError


def _saved(made) -> io.BytesIO:
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def _book(*rows: list[object]) -> tuple[Workbook, object]:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book, book.active


def _read(made) -> tuple[sheets.Table, ...]:
    return sheets.tables_of(_saved(made), name="danh-muc.xlsx")


def _changed(file: io.BytesIO, parts: dict[str, bytes]) -> io.BytesIO:
    """The same archive with parts added or replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    made.seek(0)
    return made


def test_a_sheet_is_read_as_text_with_the_place_of_each_row() -> None:
    book, sheet = _book(["Mã TTHC", "Tên"], [], ["1.001193", "  Đăng ký   khai sinh "])
    sheet.title = "Danh mục"

    (table,) = _read(book)

    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("Mã TTHC", "Tên")),
        (3, ("1.001193", "Đăng ký khai sinh")),
    ]
    assert (table.rows[1].place, table.rows[1].place_en) == ("Trang «Danh mục», dòng 3", "Sheet “Danh mục”, row 3")


def test_a_number_reads_as_the_sheet_shows_it() -> None:
    book, sheet = _book([1.00119, 1.00119, 5, 5.0, 0.5, date(2025, 11, 18), True, 250000])
    sheet["A1"].number_format = "0.000000"
    sheet["H1"].number_format = "#,##0"

    (table,) = _read(book)

    assert table.rows[0].cells == ("1.001190", "1.00119", "5", "5", "0.5", "18/11/2025", "TRUE", "250000")


def test_a_merge_over_rows_stands_in_each_row_and_one_over_columns_once() -> None:
    book, sheet = _book(["A. Mới ban hành", None, None], ["1", "x", "Phí chung"], ["2", "y", None], ["3", "z", None])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C2:C4")

    (table,) = _read(book)

    assert [row.cells for row in table.rows] == [
        ("A. Mới ban hành", "", ""),
        ("1", "x", "Phí chung"),
        ("2", "y", "Phí chung"),
        ("3", "z", "Phí chung"),
    ]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    book, _ = _book(["Tiêu đề"], ["1"])
    xml = _saved(book)
    with zipfile.ZipFile(xml) as archive:
        body = archive.read("xl/worksheets/sheet1.xml")
    merged = body.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')

    (table,) = sheets.tables_of(_changed(xml, {"xl/worksheets/sheet1.xml": merged}), name="x.xlsx")

    assert [row.cells for row in table.rows] == [("Tiêu đề",), ("1",)]


def test_a_formula_an_error_value_and_a_hidden_row_are_faults_of_their_row() -> None:
    book, sheet = _book(["1", "=A1"], ["2", "#REF!"], ["3", "ba"], ["4", "bốn"])
    sheet["B2"].data_type = "e"
    sheet.row_dimensions[3].hidden = True

    (table,) = _read(book)

    assert [[fault.reason for fault in row.faults] for row in table.rows] == [["formula"], ["error_value"], ["hidden_row"], []]
    assert "Ô B1 chứa công thức" in table.rows[0].faults[0].detail


def test_a_row_that_holds_only_a_formula_is_told_and_not_lost() -> None:
    book, _ = _book(["1"], ["=1+1"])

    (table,) = _read(book)

    assert [fault.reason for fault in table.rows[1].faults] == ["formula"]


def test_a_hidden_sheet_is_told() -> None:
    book, _ = _book(["thấy"])
    hidden = book.create_sheet("Nháp")
    hidden.append(["ẩn"])
    hidden.sheet_state = "hidden"

    assert [(table.name, table.hidden) for table in _read(book)] == [("Trang «Sheet»", False), ("Trang «Nháp»", True)]


def test_tables_of_a_document_come_with_the_paragraphs_before_them() -> None:
    document = Document()
    document.add_paragraph("QUYẾT ĐỊNH")
    document.add_paragraph("A. Danh mục mới")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "Mã", "Tên", "1.001193"
    table.cell(1, 1).text = "Đăng ký\nkhai sinh"
    document.add_paragraph("B. Bãi bỏ")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "x"
    document.add_paragraph("Có hiệu lực từ ngày ký")

    first, second, end = sheets.tables_of(_saved(document), name="qd.docx")

    assert (first.before, second.before, end.before) == (
        ("QUYẾT ĐỊNH", "A. Danh mục mới"),
        ("B. Bãi bỏ",),
        ("Có hiệu lực từ ngày ký",),
    )
    assert [row.cells for row in first.rows] == [("Mã", "Tên"), ("1.001193", "Đăng ký\nkhai sinh")]
    assert (first.rows[1].place, end.rows) == ("Bảng 1, dòng 2", ())


def test_merged_cells_of_a_document_follow_the_same_rule() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "I. Lĩnh vực đất đai"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Không"
    table.cell(1, 0).text, table.cell(2, 0).text = "1", "2"

    (read,) = sheets.tables_of(_saved(document), name="qd.docx")

    assert [row.cells for row in read.rows] == [("I. Lĩnh vực đất đai", "", ""), ("1", "", "Không"), ("2", "", "Không")]


def test_a_change_that_nobody_accepted_is_a_fault_of_its_row() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).text = "05 ngày"
    inserted = f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>10 ngày</w:t></w:r></w:ins>'
    table.cell(1, 0).paragraphs[0]._p.append(parse_xml(inserted))

    (read,) = sheets.tables_of(_saved(document), name="qd.docx")

    assert [(row.cells, [fault.reason for fault in row.faults]) for row in read.rows] == [
        (("05 ngày",), []),
        (("10 ngày",), ["tracked_change"]),
    ]


def _too_big() -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/media/image1.png", bytes(50_000_000))
    return file


def _bomb() -> io.BytesIO:
    return _changed(_saved(_book(["a"])[0]), {"xl/sharedStrings.xml": b"<sst>" + bytes(30_000_000)})


def _deep() -> io.BytesIO:
    return _changed(_saved(_book(["a"])[0]), {f"xl/media/{n}.bin": bytes(900_000) for n in range(250)})


def _truncated() -> io.BytesIO:
    whole = _saved(_book(*[[n] for n in range(500)])[0]).getvalue()
    return io.BytesIO(whole[: len(whole) // 2])


def _entities() -> io.BytesIO:
    strings = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    return _changed(_saved(_book(["a"])[0]), {"xl/sharedStrings.xml": strings.encode()})


def _entities_in_utf_16() -> io.BytesIO:
    document = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    return _changed(_saved(Document()), {"word/document.xml": document.encode("utf-16")})


def _macros() -> io.BytesIO:
    return _changed(_saved(_book(["a"])[0]), {"xl/vbaProject.bin": b"x"})


def _made_for_macros() -> io.BytesIO:
    """An .xlsm before anybody wrote a macro in it."""
    plain = _saved(_book(["a"])[0])
    with zipfile.ZipFile(plain) as archive:
        types = archive.read("[Content_Types].xml")
    made = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert made != types
    return _changed(plain, {"[Content_Types].xml": made})


def _with_part(name: str, file: io.BytesIO | None = None) -> io.BytesIO:
    return _changed(file or _saved(_book(["a"])[0]), {name: b"x"})


def _cut_xml() -> io.BytesIO:
    return _changed(_saved(_book(["a"])[0]), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"})


def _no_sheet() -> io.BytesIO:
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>'
    return _changed(_saved(_book(["a"])[0]), {"xl/worksheets/sheet1.xml": sheet})


def _many_rows() -> io.BytesIO:
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 50_002))
    return _changed(
        _saved(_book(["a"])[0]), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>%b</sheetData></worksheet>" % rows}
    )


def _far_column() -> io.BytesIO:
    sheet = b'<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
    return _changed(_saved(_book(["a"])[0]), {"xl/worksheets/sheet1.xml": sheet})


def _wide_word_table() -> io.BytesIO:
    document = (
        f"<w:document {nsdecls('w')}><w:body><w:tbl><w:tr><w:trPr><w:gridBefore w:val='99999999'/></w:trPr>"
        "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    return _changed(_saved(Document()), {"word/document.xml": document.encode()})


def _sheet(rows: str, merges: str = "") -> io.BytesIO:
    sheet = f"<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    return _changed(_saved(_book(["a"])[0]), {"xl/worksheets/sheet1.xml": sheet.encode()})


def _merges_over_merges() -> io.BytesIO:
    return _sheet('<row><c r="A1"><v>1</v></c></row>', '<mergeCell ref="A1:A50000"/>' * 100)


def _nested(what: str, times: int = 2_000) -> io.BytesIO:
    document = f"<w:document {nsdecls('w')}><w:body>{f'<w:{what}>' * times}{f'</w:{what}>' * times}</w:body></w:document>"
    return _changed(_saved(Document()), {"word/document.xml": document.encode()})


def _nothing_but_elements() -> io.BytesIO:
    salt = "".join(f"<!--{n * 7919:x}-->{'<p/>' * 400}" for n in range(10_100))
    return _changed(_saved(Document()), {"word/document.xml": f"<x>{salt}</x>".encode()})


def _of_a_later_format() -> io.BytesIO:
    """Every entry of the directory needs version 25.5 of the format to be read."""
    body = bytearray(_saved(_book(["a"])[0]).getvalue())
    at = body.find(b"PK\x01\x02")
    while at >= 0:
        body[at + 6] = 255
        at = body.find(b"PK\x01\x02", at + 1)
    return io.BytesIO(bytes(body))


def _in_an_unknown_encoding() -> io.BytesIO:
    sheet = b'<?xml version="1.0" encoding="x-nobody"?><worksheet/>'
    return _changed(_saved(_book(["a"])[0]), {"xl/worksheets/sheet1.xml": sheet})


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (_of_a_later_format, sheets.SheetBroken),
        (_in_an_unknown_encoding, sheets.SheetBroken),
        (_too_big, sheets.SheetTooBig),
        (_bomb, sheets.SheetArchiveTooDeep),
        (_deep, sheets.SheetArchiveTooDeep),
        (_truncated, sheets.SheetBroken),
        (_entities, sheets.SheetBroken),
        (_entities_in_utf_16, sheets.SheetBroken),
        (_macros, sheets.SheetHasMacros),
        (_made_for_macros, sheets.SheetHasMacros),
        (lambda: _with_part("xl/macrosheets/sheet1.xml"), sheets.SheetHasMacros),
        (lambda: _with_part("xl/embeddings/oleObject1.bin"), sheets.SheetHasObjects),
        (lambda: _with_part("xl/externalLinks/externalLink1.xml"), sheets.SheetHasObjects),
        (lambda: _with_part("word/embeddings/Microsoft_Excel_Sheet.xlsx", _saved(Document())), sheets.SheetHasObjects),
        (lambda: _with_part("xl/activeX/activeX1.bin"), sheets.SheetHasObjects),
        (_cut_xml, sheets.SheetBroken),
        (_no_sheet, sheets.SheetBroken),
        (_many_rows, sheets.SheetTooWide),
        (_far_column, sheets.SheetTooWide),
        (_wide_word_table, sheets.SheetTooWide),
        (_merges_over_merges, sheets.SheetBroken),
        (lambda: _nested("ins"), sheets.SheetArchiveTooDeep),
        (lambda: _nested("r"), sheets.SheetArchiveTooDeep),
        (_nothing_but_elements, sheets.SheetArchiveTooDeep),
        (lambda: _sheet(f'<row r="{"1" * 5_000}"/>'), sheets.SheetBroken),
        (lambda: _sheet(f'<row><c t="s"><v>{"1" * 5_000}</v></c></row>'), sheets.SheetBroken),
        (lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), sheets.SheetOldOrLocked),
        (lambda: io.BytesIO(b"code,name\n1.001193,x\n"), sheets.SheetNotOffice),
        (lambda: io.BytesIO(b""), sheets.SheetNotOffice),
        (lambda: _changed(_saved(_book(["a"])[0]), {}) and io.BytesIO(b"PK\x03\x04" + bytes(100)), sheets.SheetBroken),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_what_to_do(file, error: type[DomainError]) -> None:
    with pytest.raises(error) as refused:
        sheets.tables_of(file(), name="danh-muc.xlsx")

    assert "danh-muc.xlsx" in refused.value.sentence_vi
    assert "danh-muc.xlsx" in refused.value.sentence_en


def test_a_style_that_cannot_be_and_rows_outside_the_sheet_are_no_failure() -> None:
    (styled,) = sheets.tables_of(_sheet(f'<row><c s="{"1" * 5_000}"><v>7</v></c></row>'), name="x.xlsx")
    outside = _changed(
        _saved(_book(["a"])[0]), {"xl/worksheets/sheet1.xml": b"<worksheet><row><c><v>1</v></c></row></worksheet>"}
    )

    assert styled.rows[0].cells == ("7",)
    assert sheets.tables_of(outside, name="x.xlsx") == ()


def test_a_sheet_named_many_times_is_read_once() -> None:
    file = _saved(_book(["a"])[0])
    with zipfile.ZipFile(file) as archive:
        workbook = archive.read("xl/workbook.xml")
    start = workbook.index(b"<sheet ")
    one = workbook[start : workbook.index(b"/>", start) + 2]

    assert len(sheets.tables_of(_changed(file, {"xl/workbook.xml": workbook.replace(one, one * 50)}), name="x.xlsx")) == 1


def test_an_archive_that_lies_about_its_sizes_is_read_no_further_than_it_states() -> None:
    whole = bytearray(_saved(_book(*[["dòng " * 20, n] for n in range(2_000)])[0]).getvalue())
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        stated = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    lie = bytes(whole).replace(stated, (1_000).to_bytes(4, "little"))

    with pytest.raises(sheets.SheetBroken):
        sheets.tables_of(io.BytesIO(lie), name="x.xlsx")
