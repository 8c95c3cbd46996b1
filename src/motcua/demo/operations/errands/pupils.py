"""A school's list, with as many lines wrong as one wishes, each in one of the ways in which lists are wrong."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from openpyxl import Workbook

from motcua.demo.rules import people

HEADINGS = ("STT", "Họ và tên học sinh", "Số định danh", "Điện thoại", "Địa chỉ", "Giấy tờ đã nộp")
#: Titles stand above the headings, as in the files of schools.
FIRST_ROW = 4
_NAME, _ID, _PHONE, _ADDRESS = 1, 2, 3, 4
_WAYS: tuple[Callable[[list[object]], None], ...] = (
    lambda row: row.__setitem__(_NAME, ""),
    lambda row: row.__setitem__(_NAME, f"{row[_NAME]} 😀"),
    lambda row: row.__setitem__(_NAME, f"<b>{row[_NAME]}</b>"),
    lambda row: row.__setitem__(_NAME, '=CONCATENATE("Lê ";"Lan")'),
    lambda row: row.__setitem__(_ID, 89_000_000_000 + int(str(row[_ID])[-8:])),
    lambda row: row.__setitem__(_ID, "không nhớ"),
    lambda row: row.__setitem__(_PHONE, 918_000_001),
    lambda row: row.__setitem__(_PHONE, "hỏi mẹ em"),
    lambda row: row.__setitem__(_ADDRESS, "Ấp " * 200),
)


def rows_of(random: Random, *, count: int, wrong: int, place: str) -> tuple[list[list[object]], list[int]]:
    """The rows and, as the file counts, those that are wrong. One in ten of the wrong says an earlier line again."""
    rows: list[list[object]] = [
        [n + 1, people.person_name(random), f"000{n:09}", f"0000{n % 10**6:06}", people.address(random, place), "Đơn đăng ký; Bản sao học bạ"]
        for n in range(count)
    ]  # fmt: skip
    bad = sorted(random.sample(range(1, count), wrong))
    for turn, at in enumerate(bad):
        if turn % 10 == 9:
            rows[at] = [at + 1, *rows[_right_before(at, set(bad))][1:]]
        else:
            _WAYS[turn % len(_WAYS)](rows[at])
    return rows, [at + FIRST_ROW for at in bad]


def _right_before(at: int, bad: set[int]) -> int:
    return next(place for place in range(at - 1, -1, -1) if place not in bad)


def write(rows: list[list[object]], path: Path) -> None:
    """The list as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    for row in (["DANH SÁCH HỌC SINH NỘP HỒ SƠ (minh họa)"], ["Năm học 2026–2027"], HEADINGS, *rows):
        sheet.append(list(row))
    book.save(path)
