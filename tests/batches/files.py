"""Lists as schools send them, by the library that writes them."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from tests.dossiers.factories import FIVE_DAYS
from tests.dossiers.given import AT, World

from motcua.batches import public as batches
from motcua.batches.public import Handed, Handing

HEADINGS = ("STT", "Họ và tên học sinh", "Số định danh", "Điện thoại", "Địa chỉ", "Giấy tờ")


def pupil(number: int, **more: Any) -> list[Any]:
    given = {
        "name": f"Nguyễn Văn {chr(65 + number // 26 % 26)}{chr(97 + number % 26)}",
        "id": f"089{number:09}",
        "phone": f"0918{number:06}",
    }
    said = given | {"address": "Phường Rạch Giá", "papers": "Đơn đăng ký; Bản sao học bạ"} | more
    return [number, said["name"], said["id"], said["phone"], said["address"], said["papers"]]


def workbook(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, title: str = "DANH SÁCH HỌC SINH") -> Workbook:
    book = Workbook()
    for row in ([title], [], headings, *rows):
        book.active.append(list(row))
    return book


def as_bytes(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def xlsx(*rows: Sequence[Any]) -> bytes:
    return as_bytes(workbook(rows))


def handed(world: World, **more: Any) -> Handed:
    given: dict[str, Any] = {
        "procedure_code": FIVE_DAYS, "centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id,
        "handing": Handing.AUTHORITY, "name": "Trường THPT Nguyễn Trung Trực", "id_number": "1700123456",
        "authority_paper": "Văn bản ủy quyền số 12",
    }  # fmt: skip
    return Handed(**given | more)


def read(world: World, body: bytes, name: str = "lop-10.xlsx", **more: Any) -> int:
    """A list handed in and read, as the worker does it."""
    actor = world.who("counter", world.rach_gia_centre)
    taken = batches.hand_in_list(handed=handed(world, **more), name=name, body=body, actor=actor, at=AT)
    batches.read_list(list_id=taken.list_id, at=AT)
    return taken.list_id


def checked(world: World, body: bytes, **more: Any) -> int:
    actor = world.who("counter", world.rach_gia_centre)
    list_id = read(world, body, **more)
    columns = batches.list_fact(list_id, actor=actor).columns
    width = max(columns, default=0) + 1
    batches.confirm_columns(list_id=list_id, places=[columns.get(place, "") for place in range(width)], actor=actor, at=AT)
    batches.check_list(list_id=list_id, at=AT)
    return list_id


def filed(world: World, body: bytes, **more: Any) -> int:
    list_id = checked(world, body, **more)
    batches.start_list(list_id=list_id, actor=world.who("counter", world.rach_gia_centre), at=AT)
    while batches.file_next(list_id=list_id, at=AT):
        pass
    return list_id
