"""What is wrong in a line of a list, column by column, and how is it mended?"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from motcua.batches.facts import Column, Wrong
from motcua.foundation.text import tidy

#: Letters that the tables of the dossiers hold.
LONGEST = {Column.NAME: 300, Column.ADDRESS: 500, Column.EMAIL: 254, Column.CASE: 500, Column.PAPERS: 2000}
#: Kinds of signs that no name has: symbols (an emoji, < and >), private ones, digits.
_NO_LETTERS = frozenset({"So", "Sm", "Sk", "Sc", "Co", "Cs", "Cn", "Nd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """How the dossiers room looks at what is typed of a person."""

    is_id_number: Callable[[str], bool]
    is_phone: Callable[[str], bool]
    is_email: Callable[[str], bool]


def said_of(cells: tuple[str, ...], columns: Mapping[int, Column]) -> dict[Column, str]:
    """What a row says, by column, tidied.

    Basis: house choice.
    """
    return {column: tidy(cells[place]) for place, column in columns.items() if place < len(cells)}


def wrong_in(said: Mapping[Column, str], could_be: Plausible, *, by_post: bool) -> list[Wrong]:
    """Everything that is wrong in a line, so that it is mended once.

    Basis: NĐ 309/2026 Điều 8 (what is missing or wrong is said in one go).
    """
    found = [*_name(said.get(Column.NAME, "")), *_id_number(said.get(Column.ID_NUMBER, ""), could_be)]
    found += _phone(said.get(Column.PHONE, ""), could_be)
    email, address = said.get(Column.EMAIL, ""), said.get(Column.ADDRESS, "")
    if email and not could_be.is_email(email):
        found.append(_wrong(Column.EMAIL, "Không phải địa chỉ thư điện tử.", "Viết như ten@coquan.vn, hoặc để trống."))
    if by_post and not address:
        found.append(_wrong(Column.ADDRESS, "Thiếu địa chỉ nhận kết quả.", "Ghi địa chỉ để bưu điện trả kết quả."))
    for column, most in LONGEST.items():
        if len(said.get(column, "")) > most:
            found.append(_wrong(column, f"Dài quá {most} chữ.", "Rút ngắn; có thể ô này dán nhầm nội dung."))
    return found


def _wrong(column: Column, said: str, mend: str) -> Wrong:
    return Wrong(column=column.label, said=said, mend=mend)


def _name(text: str) -> list[Wrong]:
    if not text:
        return [_wrong(Column.NAME, "Thiếu họ tên.", "Ghi họ và tên như trên giấy khai sinh hoặc căn cước.")]
    if any(unicodedata.category(sign) in _NO_LETTERS for sign in text):
        how = "Chỉ ghi chữ: xóa biểu tượng, dấu < >, chữ số."
        return [_wrong(Column.NAME, "Họ tên có chữ số hoặc ký hiệu.", how)]
    return []


def _id_number(text: str, could_be: Plausible) -> list[Wrong]:
    if not text:
        return []
    if "E+" in text.upper() or (text.isdecimal() and len(text) in {10, 11}):
        how = "Đặt định dạng cột là Văn bản rồi gõ lại đủ 12 số."
        return [_wrong(Column.ID_NUMBER, "Số bị bảng tính đổi: mất số 0 ở đầu hoặc các số cuối.", how)]
    if not could_be.is_id_number(text):
        how = "Đọc lại từ căn cước: 12 chữ số; không có thì để trống."
        return [_wrong(Column.ID_NUMBER, "Không phải số định danh.", how)]
    return []


def _phone(text: str, could_be: Plausible) -> list[Wrong]:
    if not text:
        return []
    if text.isdecimal() and len(text) == 9 and text[0] in "35789":
        how = "Đặt định dạng cột là Văn bản rồi gõ lại đủ 10 số."
        return [_wrong(Column.PHONE, "Số bị bảng tính bỏ mất số 0 ở đầu.", how)]
    if not could_be.is_phone(text):
        how = "Từ 8 đến 15 chữ số, mỗi ô một số; không có thì để trống."
        return [_wrong(Column.PHONE, "Không phải số điện thoại.", how)]
    return []
