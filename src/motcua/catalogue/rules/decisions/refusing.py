"""In which words is a row of a decision's list refused? Each says what to do."""

from dataclasses import replace
from datetime import date

from motcua.catalogue.facts import RowRefused
from motcua.foundation.sheets import Fault

#: A stable reason, and the sentence in both languages.
Why = tuple[str, str, str]

NO_LIST: Why = (
    "no_list",
    "Không thấy bảng danh mục. Bảng cần có dòng tiêu đề với cột «Mã TTHC» và «Tên thủ tục hành chính».",
    "No list was found. The table needs a row of headings with the columns “Mã TTHC” and “Tên thủ tục hành chính”.",
)
HIDDEN_SHEET: Why = (
    "hidden_sheet",
    "Trang này bị ẩn mà có danh mục. Hiện trang ra, hoặc xóa trang, rồi lưu lại.",
    "This sheet is hidden and holds a list. Show it, or delete it, and save again.",
)
NO_CODE: Why = (
    "no_code",
    "Dòng không có mã thủ tục dạng 1.234567. Ghi mã vào cột «Mã TTHC».",
    "The row has no procedure code such as 1.234567. Write it in the column “Mã TTHC”.",
)
CODE_CUT: Why = (
    "code_cut",
    "Mã thiếu chữ số: Excel đã đọc mã như một số và bỏ số 0 ở cuối. Đặt cột mã là kiểu Text rồi ghi lại đủ 6 chữ số sau dấu chấm.",
    "The code lacks digits: Excel read it as a number and dropped its last zeros. Make the column text and write all six digits.",
)
SEVERAL_CODES: Why = (
    "several_codes",
    "Một dòng có nhiều mã thủ tục. Mỗi thủ tục ghi một dòng; mã bị thay thế ghi ở cột riêng.",
    "One row has several codes. Write one row for each procedure; codes that are replaced have a column of their own.",
)
NO_NAME: Why = ("no_name", "Dòng không có tên thủ tục.", "The row has no name of a procedure.")
ACT_UNSAID: Why = (
    "act_unsaid",
    "Không rõ thủ tục này mới ban hành, sửa đổi, thay thế hay bãi bỏ. Đặt tiêu đề phần trước dòng, hoặc thêm cột «Hình thức».",
    "It is not said whether this is new, amended, replaced or abolished. Put a heading above, or add the column “Hình thức”.",
)
TOO_LONG: Why = ("too_long", "Nội dung một ô quá dài. Rút gọn ô này.", "The text of one cell is too long. Shorten it.")
REPLACES_UNSAID: Why = (
    "replaces_unsaid",
    "Thủ tục thay thế chưa ghi mã bị thay thế. Thêm cột «Mã TTHC bị thay thế».",
    "It is not said which procedure this one replaces. Add the column “Mã TTHC bị thay thế”.",
)


def refused(place: str, place_en: str, code: str, why: Why, name: str = "") -> RowRefused:
    """A row refused. Basis: house choice."""
    return RowRefused(place=place, place_en=place_en, code=code, reason=why[0], detail=why[1], detail_en=why[2], name=name)


def miswritten(written: str) -> Why:
    """A code with a slip: a letter for a digit, a comma, a gap, a digit too many. It is never guessed. Basis: house choice."""
    return (
        "code_miswritten",
        f"Mã viết sai: «{written}». Mã gồm một chữ số, dấu chấm, sáu chữ số, như 1.234567.",
        f"The code is written wrongly: “{written}”. A code is one digit, a dot and six digits, such as 1.234567.",
    )


def with_code(row: RowRefused, code: str) -> RowRefused:
    """The row refused, told which code the procedure of its name has. Basis: house choice."""
    return replace(
        row,
        detail=f"{row.detail} Trong danh mục, thủ tục tên này có mã {code}: kiểm tra rồi ghi lại.",
        detail_en=f"{row.detail_en} In the catalogue the procedure of this name has the code {code}: check and write it.",
    )


def of_fault(fault: Fault) -> Why:
    """What is wrong with a row of the file itself. Basis: house choice."""
    return fault.reason, fault.detail, fault.detail_en


def duplicate(place: str, place_en: str) -> Why:
    """One code, two sayings. Basis: house choice."""
    return (
        "duplicate_in_file",
        f"Mã này đã có ở {place} với nội dung khác. Giữ một dòng.",
        f"This code stands in {place_en} already, with other content. Keep one row.",
    )


def unknown(code: str) -> Why:
    """A decision changes what nobody knows. Basis: house choice."""
    return (
        "unknown_code",
        f"Danh mục chưa có thủ tục {code}. Xem lại mã; nếu thủ tục mới, đưa vào phần «Mới ban hành».",
        f"The catalogue has no procedure {code}. Check the code; a new procedure belongs in the part “Mới ban hành”.",
    )


def ended(code: str, day: date) -> Why:
    """A decision changes what has ended. Basis: house choice."""
    return (
        "ended_code",
        f"Thủ tục {code} đã hết hiệu lực từ {day:%d/%m/%Y}. Muốn có lại, công bố vào phần «Mới ban hành».",
        f"Procedure {code} ended on {day}. To have it again, publish it as new.",
    )


def not_yet(code: str, day: date) -> Why:
    """A decision takes effect before its procedure does. Basis: house choice."""
    return (
        "later_version",
        f"Thủ tục {code} đã có bản có hiệu lực từ {day:%d/%m/%Y}, sau ngày quyết định này có hiệu lực. "
        "Sửa ngày hiệu lực, hoặc hoàn tác quyết định sau trước.",
        f"Procedure {code} has a version that begins on {day}, after this decision takes effect. "
        "Change the day of effect, or undo the later decision first.",
    )


def ends_later(code: str, day: date) -> Why:
    """A decision would take the place of another that ends the procedure later. Basis: house choice."""
    return (
        "ends_later",
        f"Một quyết định đã duyệt bãi bỏ hoặc thay thế thủ tục {code} từ {day:%d/%m/%Y}, sau ngày quyết định này có hiệu lực. "
        "Sửa ngày hiệu lực, hoặc hoàn tác quyết định đó trước.",
        f"An approved decision abolishes or replaces procedure {code} from {day}, after this decision takes effect. "
        "Change the day of effect, or undo that decision first.",
    )


def in_force_already(code: str, day: date) -> Why:
    """New, but it is there. Basis: house choice."""
    return (
        "already_in_force",
        f"Thủ tục {code} đang có hiệu lực từ {day:%d/%m/%Y}, không phải mới ban hành. Đưa vào phần «Sửa đổi, bổ sung».",
        f"Procedure {code} has been in force since {day}: it is not new. Move it to the part “Sửa đổi, bổ sung”.",
    )


def two_decisions(code: str, other: str, day: date) -> Why:
    """Two decisions on one day. Basis: house choice."""
    return (
        "two_decisions",
        f"Quyết định {other} cũng đổi thủ tục {code} từ {day:%d/%m/%Y}. Hoàn tác quyết định đó, hoặc bỏ dòng này.",
        f"Decision {other} changes procedure {code} from {day} as well. Undo that one, or leave out this row.",
    )


def replaced_twice(code: str, place: str, place_en: str) -> Why:
    """One procedure ends for two others. Basis: house choice."""
    return (
        "replaced_and_kept",
        f"Mã {code} bị thay thế ở dòng này nhưng {place} lại sửa đổi hoặc công bố mới. Giữ một cách.",
        f"Code {code} is replaced here, but {place_en} amends it or makes it new. Keep one of the two.",
    )
