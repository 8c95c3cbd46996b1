"""A list of a school in a real browser: handed in, its columns and wrong lines seen, filed, left alone, found again, and its codes taken away."""

import io
import re
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests.batches.files import pupil, xlsx
from tests.browser_fixtures import Watched, axe, fits, shot
from tests.dossiers.factories import FIVE_DAYS
from tests.dossiers.given import World
from tests.dossiers.worlds import Now
from tests.journeys.people import seat

from motcua.batches import public as batches
from motcua.batches.models import IntakeList
from motcua.batches.operations.run import SET
from motcua.config.tasks import file_list, prepare_list
from motcua.dossiers.models import Dossier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTS = "/can-bo/danh-sach/"
PHONE = {"width": 390, "height": 844}
#: More lines than one set, of which two are wrong.
_GOOD = SET + 20


def _look(page: Page, name: str) -> None:
    size = page.viewport_size
    assert size
    for width in (size, PHONE):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        fits(page)
        axe(page)
        shot(page, f"danh-sach-{name}-{width['width']}")
    page.set_viewport_size(size)


def _hand_in(page: Page, file: Path) -> None:
    page.goto(LISTS)
    page.get_by_label("Thủ tục", exact=True).fill("thử")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q="), timeout=30_000)
    _look(page, "tim-thu-tuc")
    page.locator(f'main a[href$="/{FIVE_DAYS}/"]').click()

    # What is missing is said first; then the file goes.
    send = page.get_by_role("button", name="Gửi tệp và đọc")
    send.click()
    expect(page.get_by_role("alert")).to_be_focused()
    _look(page, "thieu")
    page.get_by_label(re.compile("^Tệp")).set_input_files(file)
    page.locator('[name="name"]').fill("Trường THPT Nguyễn Trung Trực")
    page.locator('[name="authority_paper"]').fill("Văn bản ủy quyền số 12")
    send.click()
    expect(page.get_by_text("Đang đọc tệp")).to_be_visible()
    _look(page, "dang-doc")


def _look_through(page: Page, list_id: int) -> None:
    """The page that waits comes by itself to what is asked next, without being loaded again by hand."""
    prepare_list(list_id=list_id)
    confirm = page.get_by_role("button", name="Đúng rồi, kiểm tra từng dòng")
    expect(confirm).to_be_visible()
    expect(page).to_have_title(re.compile("^Chờ xác nhận cột: "))
    _look(page, "cot")
    confirm.click()
    prepare_list(list_id=list_id)
    expect(page.get_by_text("Thiếu họ tên.")).to_be_visible()
    expect(page.get_by_text("2 dòng sai")).to_be_visible()
    _look(page, "xem-truoc")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Tải dòng sai (Excel)").click()
    wrong = list(load_workbook(io.BytesIO(coming.value.path().read_bytes())).active.values)
    assert len(wrong) == 3


def _file(page: Page, list_id: int, at: datetime) -> None:
    """Filing goes on while the clerk does something else, and is found again where it is."""
    page.get_by_role("button", name=f"Nộp {_GOOD} hồ sơ").click()
    pause = page.get_by_role("button", name="Tạm dừng")
    pause.focus()
    assert batches.file_next(list_id=list_id, at=at) == SET
    expect(page.get_by_text(f"{SET} / {_GOOD + 2} hồ sơ đã nộp")).to_be_visible()
    expect(pause).to_be_focused()
    _look(page, "dang-nop")
    page.goto("/can-bo/viec-cua-toi/")
    page.goto(LISTS)
    row = page.get_by_role("row", name=re.compile("lop-10"))
    expect(row).to_contain_text(f"{SET} / {_GOOD + 2}")
    _look(page, "cac-danh-sach")
    row.get_by_role("link").first.click()
    expect(page.get_by_text("Đang nộp").first).to_be_visible()
    file_list(list_id=list_id)
    expect(page.get_by_role("link", name="Tải kết quả (Excel)")).to_be_visible()
    expect(page.get_by_text("Đã xong").first).to_be_visible()
    _look(page, "xong")


def _take_result(page: Page) -> None:
    with page.expect_download() as coming:
        page.get_by_role("link", name="Tải kết quả (Excel)").click()
    rows = list(load_workbook(io.BytesIO(coming.value.path().read_bytes())).active.values)
    codes = {row[2] for row in rows[1:] if row[2]}
    assert codes == set(Dossier.objects.values_list("code", flat=True))
    assert len(codes) == _GOOD
    page.get_by_role("link", name=re.compile("^Đã nộp")).click()
    page.locator("main table a.code").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_list_is_handed_in_looked_through_filed_left_and_found_again(
    committed_world: World, now: Now, watched: Watched, tmp_path: Path
) -> None:
    watched.expected_statuses.add(422)
    file = tmp_path / "lop-10.xlsx"
    file.write_bytes(xlsx(pupil(1, name=""), pupil(2, id="12"), *(pupil(n) for n in range(3, _GOOD + 3))))
    page = seat(watched, committed_world, "counter", committed_world.rach_gia_centre)
    _hand_in(page, file)
    list_id = IntakeList.objects.get().pk
    _look_through(page, list_id)
    _file(page, list_id, now.at)
    _take_result(page)
