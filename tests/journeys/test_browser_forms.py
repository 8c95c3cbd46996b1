"""The form of a procedure as somebody fills it in on a phone, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser_fixtures import Watched, axe, fits, shot
from tests.dossiers.factories import BIRTH
from tests.dossiers.given import World
from tests.dossiers.worlds import Now
from tests.journeys import seeding

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = f"/thu-tuc/{BIRTH}/bieu-mau/"
TYPED = {
    "office": "Ủy ban nhân dân phường Rạch Giá", "requester_name": "Trần Thị Bích", "requester_id": "091 190 001 234",
    "requester_relation": "Mẹ", "child_name": "Trần Minh An", "child_born": "05/11/2026", "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam", "birth_facility": "Bệnh viện đa khoa", "home_town": "An Giang",
}  # fmt: skip
CHOSEN = {"child_gender": "Nam", "birth_at": "Cơ sở y tế", "has_birth_paper": "Có", "mother_known": "Không", "father_known": "Không",
          "wants_copies": "Không"}  # fmt: skip


def _fill(page: Page) -> None:
    for name, choice in CHOSEN.items():
        page.locator(f'[name="{name}"][value="{choice}"]').check()
    for name in ("requester_address", "birth_place"):
        page.locator(f'[name="{name}.province"]').select_option("Tỉnh Cà Mau")
        page.locator(f'[name="{name}.commune"]').fill("Phường Tân Thành")
    for name, text in TYPED.items():
        page.locator(f'[name="{name}"]').fill(text)
    page.locator('[name="pledge"]').check()


def _send(page: Page) -> None:
    page.get_by_role("button", name="Kiểm tra và đọc lại").click()


def test_a_form_is_filled_in_on_a_phone_and_what_was_typed_outlives_the_page(
    committed_world: World, now: Now, watched: Watched
) -> None:
    seeding.seed(committed_world)
    watched.expected_statuses.add(422)
    page = watched.open(width=390, height=844, has_touch=True)
    page.goto(FORM)
    expect(page.locator('[name="mother_name"]')).to_be_hidden()
    page.locator('[name="mother_known"][value="Có"]').check()
    expect(page.locator('[name="mother_name"]')).to_be_visible()

    _send(page)
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Người mẹ: Họ, chữ đệm, tên chưa điền.").click()
    expect(page.locator('[name="mother_name"]')).to_be_focused()
    fits(page)
    axe(page)
    shot(page, "bieu-mau-loi-390")

    _fill(page)
    page.wait_for_timeout(500)  # drafts are kept a moment after the last key
    page.goto(FORM)
    expect(page.locator('[name="child_name"]')).to_have_value("Trần Minh An")
    expect(page.locator('[name="requester_id"]')).to_have_value("")
    expect(page.locator('[name="birth_facility"]')).to_be_visible()
    page.locator('[name="requester_id"]').fill(TYPED["requester_id"])
    _send(page)

    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()
    expect(page.get_by_text("091190001234")).to_be_visible()
    fits(page)
    axe(page)
    shot(page, "bieu-mau-doc-lai-390")
    page.get_by_role("button", name="Xong, xóa chữ đang gõ trên máy này").click()
    expect(page).to_have_url(re.compile(f"{re.escape(FORM)}[?]?$"))
    expect(page.locator('[name="child_name"]')).to_have_value("")


def test_without_scripts_the_next_questions_come_with_the_page(committed_world: World, now: Now, watched: Watched) -> None:
    seeding.seed(committed_world)
    watched.expected_statuses.add(422)
    page = watched.open(width=320, height=800, java_script_enabled=False)
    page.goto(FORM)
    page.locator('[name="birth_at"][value="Cơ sở y tế"]').check()
    page.get_by_role("button", name="Hiện câu hỏi theo điều đã chọn").first.click()
    expect(page.locator('[name="birth_facility"]')).to_be_visible()
    page.locator('[name="mother_known"][value="Có"]').check()

    _send(page)
    expect(page.locator('[name="mother_name"]')).to_be_visible()
    _fill(page)
    _send(page)

    expect(page.get_by_text("Đã đủ và đúng dạng.")).to_be_visible()
