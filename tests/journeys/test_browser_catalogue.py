"""Errands of somebody who looks for a procedure and what to bring, on a phone and on a desk, with and without script."""

import pytest
from playwright.sync_api import expect
from tests.browser_fixtures import Watched, axe, fits
from tests.catalogue import given
from tests.catalogue.factories import line
from tests.catalogue.test_checklist_screens import CASES

from motcua.catalogue.queries import changes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    given.imported(
        [
            line("1.001193", name="Thủ tục đăng ký khai sinh", components=CASES),
            line("1.000656", name="Thủ tục đăng ký khai tử"),
            line("1.000894", name="Thủ tục đăng ký kết hôn"),
        ]
    )
    changes.forget()


def test_suggestions_are_chosen_with_the_keyboard_alone(watched: Watched) -> None:
    page = watched.open(width=1280)
    page.goto("/thu-tuc/")
    box = page.get_by_role("combobox", name="Việc bạn cần làm")

    box.press_sequentially("khai s")
    expect(page.get_by_role("option").first).to_contain_text("Đăng ký khai sinh")
    expect(box).to_have_attribute("aria-expanded", "true")
    axe(page)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press_sequentially("i")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "goi-y-0")
    box.press("Enter")

    expect(page.locator("h1")).to_have_text("Đăng ký khai sinh")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_list_of_papers_is_made_from_the_search_on(watched: Watched, width: int, scripts: bool) -> None:
    page = watched.open(width=width, java_script_enabled=scripts)
    page.goto("/")
    page.get_by_label("Việc bạn cần làm").fill("lam giay khai sinh")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name="Đăng ký khai sinh").click()
    page.get_by_role("link", name="Tôi cần những giấy tờ nào?").click()

    expect(page.get_by_role("heading", name="Đủ 4 loại giấy tờ")).to_be_visible()
    page.get_by_label("Đối với nhà ở riêng lẻ").check()
    page.get_by_role("group", name="Trẻ em bị bỏ rơi").get_by_label("Không").check()
    page.get_by_role("button", name="Lập danh sách của tôi").click()

    expect(page.get_by_role("heading", name="2 trong 4 loại giấy tờ")).to_be_visible()
    expect(page.get_by_role("img", name="Mã QR của địa chỉ trang này")).to_be_visible()
    page.get_by_label("Bản vẽ nhà").check()
    fits(page)
    if scripts:
        axe(page)
        expect(page.get_by_role("button", name="In trang này")).to_be_visible()


@pytest.mark.parametrize("path", ["/thu-tuc/", "/thu-tuc/1.001193/", "/thu-tuc/?q=khai+snh", "/du-lieu-mo/"])
def test_public_pages_hold_on_a_small_screen_and_to_the_checker(watched: Watched, path: str) -> None:
    page = watched.open(width=320, height=700)
    page.goto(path)

    fits(page)
    axe(page)
    assert len(page.content().encode()) < 60_000
