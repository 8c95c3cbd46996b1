"""Reading lists in the forms that provinces give them."""

from datetime import date

import pytest
from docx import Document
from openpyxl import Workbook
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import ABOLISHED, AMENDED, NEW, REPLACED, row

from motcua.catalogue.facts import Act, LimitUnit
from motcua.catalogue.rules.decisions.columns import Column, column
from motcua.catalogue.rules.decisions.headings import act_noted
from motcua.catalogue.rules.decisions.limits import limit_in
from motcua.catalogue.rules.decisions.lists import ListRead, read_list
from motcua.foundation.sheets import tables_of


def _read(file) -> ListRead:
    return read_list(tables_of(file, name="qd"))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("STT", Column.NUMBER),
        ("Mã TTHC", Column.CODE),
        ("Mã số TTHC", Column.CODE),
        ("MÃ THỦ TỤC", Column.CODE),
        ("Số hồ sơ TTHC", Column.CODE),
        ("Mã TTHC bị thay thế", Column.REPLACED),
        ("Mã số TTHC được thay thế", Column.REPLACED),
        ("Tên TTHC bị thay thế", Column.REPLACED_NAME),
        ("Tên thủ tục hành chính", Column.NAME),
        ("Tên TTHC", Column.NAME),
        ("Tên thủ tục hành chính thay thế", Column.NAME),
        ("Thủ tục hành chính", Column.NAME),
        ("Thời hạn giải quyết", Column.LIMIT),
        ("Thời gian giải quyết\n(ngày làm việc)", Column.LIMIT),
        ("Địa điểm thực hiện", Column.PLACE),
        ("Cách thức thực hiện/Mức độ DVC trực tuyến", Column.ONLINE),
        ("Mức DVC", Column.ONLINE),
        ("Trực tuyến (toàn trình/một phần)", Column.ONLINE),
        ("Cách thức thực hiện", Column.WAYS),
        ("Toàn trình", Column.FULL),
        ("DVC một phần", Column.PARTIAL),
        ("Cơ quan thực hiện", Column.AGENCY),
        ("Phí, lệ phí (nếu có)", Column.FEE),
        ("Căn cứ pháp lý", Column.BASIS),
        ("Tên VBQPPL quy định nội dung bãi bỏ", Column.BASIS),
        ("Thứ tự ưu tiên", None),
        ("Ghi chú", Column.NOTE),
        ("Lĩnh vực", Column.FIELD),
    ],
)
def test_columns_are_known_by_the_names_that_provinces_use(heading: str, kind: Column | None) -> None:
    assert column(heading) is kind


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("05 ngày làm việc", (5, LimitUnit.WORKING_DAYS)),
        ("20 ngày, kể từ ngày nhận đủ hồ sơ hợp lệ", (20, LimitUnit.CALENDAR_DAYS)),
        ("Không quá 10 (mười) ngày làm việc kể từ ngày tiếp nhận hồ sơ.", (10, LimitUnit.WORKING_DAYS)),
        ("Trong thời hạn 3 ngày", (3, LimitUnit.CALENDAR_DAYS)),
        ("0,5 ngày làm việc", (4, LimitUnit.WORKING_HOURS)),
        ("08 giờ làm việc", (8, LimitUnit.WORKING_HOURS)),
        ("02 tháng", (2, LimitUnit.MONTHS)),
        ("Trong ngày làm việc", None),
        ("٣ ngày", None),
        ("05 ngày làm việc; trường hợp phải xác minh 08 ngày làm việc", None),
        ("20 ngày, không kể thời gian 05 ngày niêm yết", None),
        ("05 - 07 ngày làm việc", None),
        ("Theo quy định", None),
        ("", None),
    ],
)
def test_a_limit_is_read_only_where_its_words_mean_one_thing(words: str, limit: tuple[int, LimitUnit] | None) -> None:
    assert limit_in(words) == limit


def test_headings_between_the_rows_set_act_field_and_level() -> None:
    read = _read(
        lists.workbook(
            NEW, "I. LĨNH VỰC ĐẤT ĐAI (01 TTHC)", row("1.000001"),
            AMENDED, "Thủ tục hành chính cấp xã", "II. Lĩnh vực Hộ tịch", row("1.000002"), row("1.000003"),
            ABOLISHED, row("1.000004"),
        )
    )  # fmt: skip

    assert [(line.code, line.act, line.field, line.levels) for line in read.lines] == [
        ("1.000001", Act.NEW, "Đất đai", ()),
        ("1.000002", Act.AMENDED, "Hộ tịch", ("commune",)),
        ("1.000003", Act.AMENDED, "Hộ tịch", ("commune",)),
        ("1.000004", Act.ABOLISHED, "", ("commune",)),
    ]
    assert read.refused == []


def test_a_document_is_read_with_its_headings_and_its_own_number_and_days() -> None:
    read = _read(lists.document(AMENDED, row("1.000001.H01", limit="03 ngày"), REPLACED, row("1.000002"), "Nơi nhận: như trên"))

    assert [(line.code, line.act, line.limit) for line in read.lines] == [
        ("1.000001", Act.AMENDED, "03 ngày"),
        ("1.000002", Act.REPLACED, ""),
    ]
    assert read.stated.number == "2770/QĐ-UBND"
    assert (read.stated.signed_on, read.stated.effective_on) == (date(2026, 11, 2), date(2026, 12, 1))
    assert read.stated.title.startswith("Về việc công bố danh mục thủ tục hành chính")


def test_a_table_that_goes_on_over_pages_repeats_its_header_without_harm() -> None:
    read = _read(lists.workbook(AMENDED, row("1.000001"), lists.HEADINGS, ["(1)", "(2)", "(3)", "(4)", "(5)"], row("1.000002")))

    assert [line.code for line in read.lines] == ["1.000001", "1.000002"]
    assert read.refused == []


def test_a_line_whose_cells_begin_like_headings_is_still_a_line() -> None:
    named = row("1.000001", name="Thời gian sử dụng hè phố", where="TTHCC", agency="Đơn vị được giao")

    read = _read(lists.workbook(AMENDED, named, row("1.000002")))

    assert [line.code for line in read.lines] == ["1.000001", "1.000002"]
    assert read.refused == []


def test_a_header_over_two_rows_with_marks_for_the_service_level() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sửa đổi, bổ sung"
    for cells in (
        ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Dịch vụ công trực tuyến", None, "Phí, lệ phí"],
        [None, None, None, "Toàn trình", "Một phần", None],
        ["1", "1.000001", "Một", "x", None, "Không"],
        ["2", "1.000002", "Hai", None, "x", "Không"],
        ["3", "1.000003", "Ba", "x", "x", "Không"],
    ):
        sheet.append(cells)
    for column_ in "ABCF":
        sheet.merge_cells(f"{column_}1:{column_}2")
    sheet.merge_cells("D1:E1")

    read = _read(lists._saved(book))

    assert [(line.code, line.act, line.online, line.fee) for line in read.lines] == [
        ("1.000001", Act.AMENDED, "full", "Không"),
        ("1.000002", Act.AMENDED, "partial", "Không"),
        ("1.000003", Act.AMENDED, "", "Không"),
    ]


def test_a_header_over_two_rows_with_marks_for_the_ways_of_handing_in_says_no_service_level() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Mới ban hành"
    for cells in (
        ["STT", "Mã TTHC", "Tên TTHC", "Cách thức thực hiện", None, None, "Mức DVC", "Phí", "Lệ phí"],
        [None, None, None, "Trực tiếp", "Trực tuyến", "BCCI"],
        ["1", "1.000001", "Một", "x", "x", "x", "Toàn trình", None, "50.000 đồng"],
        ["2", "1.000002", "Hai", "x", None, None, None, "10.000 đồng", "5.000 đồng"],
    ):
        sheet.append(cells)
    sheet.merge_cells("D1:F1")

    read = _read(lists._saved(book))

    assert [(line.code, line.online, line.fee) for line in read.lines] == [
        ("1.000001", "full", "50.000 đồng"),
        ("1.000002", "", "10.000 đồng\n5.000 đồng"),
    ]
    assert read.refused == []


@pytest.mark.parametrize(
    "written",
    ["Đăng ký khai tử (1.000656.000.00.00.H01)", "Đăng ký khai tử\n(Mã TTHC: 1.000656)", "Đăng ký khai tử – 1.000656.H01", "1.000656 Đăng ký khai tử"],
)  # fmt: skip
def test_a_code_that_stands_with_the_name_is_taken_out_of_it(written: str) -> None:
    read = _read(lists.workbook(AMENDED, ["1", written, "05 ngày làm việc"], headings=("STT", "Tên TTHC", "Thời hạn giải quyết")))

    assert [(line.code, line.name) for line in read.lines] == [("1.000656", "Đăng ký khai tử")]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_fee_for_each_way_in_columns_of_its_own_keeps_its_way_and_is_no_service_level(repeated: bool) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sửa đổi, bổ sung"
    for cells in (
        ["STT", "Mã TTHC", "Tên TTHC", "Mức DVC", "Phí, lệ phí", None, "Ghi chú"],
        [None, None, None, None, "Trực tiếp", "Trực tuyến"],
        ["1", "1.000001", "Một", "Toàn trình", "15.000 đồng", "0 đồng"],
        ["2", "1.000002", "Hai", None, "8.000 đồng", None],
    ):
        sheet.append(cells)
    sheet.merge_cells("E1:F1")
    for column_ in "ABCDG" if repeated else "":
        sheet.merge_cells(f"{column_}1:{column_}2")

    read = _read(lists._saved(book))

    assert [(line.online, line.fee) for line in read.lines] == [
        ("full", "Trực tiếp: 15.000 đồng\nTrực tuyến: 0 đồng"),
        ("", "Trực tiếp: 8.000 đồng"),
    ]
    assert read.refused == []


@pytest.mark.parametrize("ditto", ["-nt-", "nt", "Như trên", "(như trên)", '"'])
def test_a_cell_that_says_as_above_says_what_the_row_above_says(ditto: str) -> None:
    read = _read(
        lists.workbook(
            AMENDED,
            row("1.000001", where="Trung tâm của tỉnh", basis="Luật Hộ tịch"),
            row("1.000002", where=ditto, basis=ditto),
            row("1.000003", where=ditto, basis="Luật Đất đai"),
        )
    )

    assert [(line.where, line.basis) for line in read.lines] == [
        ("Trung tâm của tỉnh", "Luật Hộ tịch"),
        ("Trung tâm của tỉnh", "Luật Hộ tịch"),
        ("Trung tâm của tỉnh", "Luật Đất đai"),
    ]


def test_a_replacing_line_names_what_it_replaces() -> None:
    headings = ("STT", "Mã TTHC bị thay thế", "Tên TTHC bị thay thế", "Mã TTHC", "Tên TTHC thay thế")
    read = _read(lists.workbook(REPLACED, ["1", "1.000001; 1.000002", "Cũ", "1.000009", "Mới"], headings=headings))

    assert [(line.code, line.name, line.replaces) for line in read.lines] == [("1.000009", "Mới", ("1.000001", "1.000002"))]


def test_the_act_may_stand_in_a_column() -> None:
    headings = ("STT", "Mã TTHC", "Tên TTHC", "Hình thức công bố")
    read = _read(lists.workbook(["1", "1.000001", "Một", "Sửa đổi"], ["2", "1.000002", "Hai", "Bãi bỏ"], headings=headings))

    assert [line.act for line in read.lines] == [Act.AMENDED, Act.ABOLISHED]


def test_where_no_heading_and_no_column_says_the_act_the_note_may() -> None:
    headings = ("STT", "Mã TTHC", "Tên TTHC", "Ghi chú")
    read = _read(
        lists.workbook(
            ["1", "1.000001", "Một", "Sửa đổi, bổ sung"],
            ["2", "1.000002", "Hai", "Bãi bỏ"],
            ["3", "1.000003", "Ba", "Bãi bỏ hoặc thay thế"],
            headings=headings,
        )
    )

    assert [line.act for line in read.lines] == [Act.AMENDED, Act.ABOLISHED]
    assert [one.reason for one in read.refused] == ["act_unsaid"]


def test_a_note_does_not_change_the_act_of_the_heading() -> None:
    headings = ("STT", "Mã TTHC", "Tên TTHC", "Ghi chú")
    read = _read(lists.workbook(AMENDED, ["1", "1.000001", "Một", "Bãi bỏ mẫu đơn cũ"], headings=headings))

    assert [line.act for line in read.lines] == [Act.AMENDED]


def test_every_row_that_cannot_be_read_is_told_with_its_place() -> None:
    read = _read(
        lists.workbook(
            row("1.000001"),
            AMENDED,
            ["1", 1.00119, "Mã bị cắt", "5 ngày"],
            ["2", "", "Không có mã", "5 ngày"],
            ["3", "1.000002", "", "5 ngày"],
            ["4", "1.000003 và 1.000004", "Hai mã", "5 ngày"],
            ["5", "1.000005", "=A1", "5 ngày"],
            row("1.000006"),
        )
    )

    assert [(one.place, one.reason) for one in read.refused] == [
        ("Trang «Sheet», dòng 4", "act_unsaid"),
        ("Trang «Sheet», dòng 6", "code_cut"),
        ("Trang «Sheet», dòng 7", "no_code"),
        ("Trang «Sheet», dòng 8", "no_name"),
        ("Trang «Sheet», dòng 9", "several_codes"),
        ("Trang «Sheet», dòng 10", "formula"),
    ]
    assert [line.code for line in read.lines] == ["1.000006"]


def test_a_file_without_a_list_says_so() -> None:
    document = Document()
    document.add_paragraph("Kính gửi các sở")

    assert [one.reason for one in _read(lists._saved(document)).refused] == ["no_list"]


def test_a_hidden_sheet_with_a_list_is_told_and_not_taken() -> None:
    book = Workbook()
    book.active.append(["Mã TTHC", "Tên TTHC"])
    hidden = book.create_sheet("Cũ")
    hidden.append(["Mã TTHC", "Tên TTHC"])
    hidden.append(["1.000001", "Một"])
    hidden.sheet_state = "hidden"

    read = _read(lists._saved(book))

    assert ([line.code for line in read.lines], [one.reason for one in read.refused]) == ([], ["hidden_sheet"])


def test_a_title_row_says_the_day_of_effect_and_a_row_below_the_first_line_does_not() -> None:
    told = "(Có hiệu lực kể từ ngày 25/11/2026)"

    assert _read(lists.workbook(told, AMENDED, row("1.000001"))).stated.effective_on == date(2026, 11, 25)
    assert _read(lists.workbook(AMENDED, row("1.000001"), NEW, told, row("1.000002"))).stated.effective_on is None


@pytest.mark.parametrize(
    "written",
    [
        "1.00059O",
        "1,003634",
        "1.0005 9",
        "1.0036345",
        "1..003634",
        "l.003634",
        "1.000 656.000.00.00.H01",
        "O1.000590",
        "a1.000590",
        "١.٠٠٠٥٩٠",
    ],
)
def test_a_code_with_a_slip_is_refused_as_such_and_never_guessed(written: str) -> None:
    read = _read(lists.workbook(AMENDED, row(written), row("1.000002")))

    assert [(one.code, one.reason) for one in read.refused] == [(written, "code_miswritten")]
    assert f"«{written}»" in read.refused[0].detail
    assert [line.code for line in read.lines] == ["1.000002"]


def test_a_replaced_code_with_a_slip_is_not_left_out_in_silence() -> None:
    headings = ("STT", "Mã TTHC bị thay thế", "Tên TTHC bị thay thế", "Mã TTHC", "Tên TTHC thay thế")
    read = _read(lists.workbook(REPLACED, ["1", "1.000001; 1,000002", "Cũ", "1.000009", "Mới"], headings=headings))

    assert [(one.code, one.reason, one.name) for one in read.refused] == [("1.000009", "code_miswritten", "Cũ")]
    assert read.lines == []


@pytest.mark.parametrize(
    ("note", "act"),
    [
        ("Bãi bỏ", Act.ABOLISHED),
        ("TTHC bị bãi bỏ theo Quyết định số 5/QĐ-BTP", Act.ABOLISHED),
        ("Mới", Act.NEW),
        ("Bãi bỏ mẫu đơn cũ", None),
        ("Sửa đổi, bổ sung thời hạn", None),
        ("Thay thế Quyết định số 1/QĐ-UBND", None),
        ("Bãi bỏ hoặc thay thế", None),
        ("", None),
    ],
)
def test_a_note_names_an_act_where_it_speaks_of_the_procedure(note: str, act: Act | None) -> None:
    assert act_noted(note) is act
