"""The counter takes dossiers in, in a real browser: a grandmother with her number and her card, and what is missing asked at once."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser_fixtures import Watched, axe, fits
from tests.counters.given import Desk
from tests.dossiers.factories import BIRTH
from tests.dossiers.given import World, vn
from tests.dossiers.worlds import Now
from tests.journeys.people import press, seat, state

from motcua.dossiers.models import Dossier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARD = "089155000777|361999888|Nguyễn Thị Ba|01021955|Nữ|Khóm Đông Thịnh, phường Rạch Giá, An Giang|15042021"
#: Keys that a usual dossier may take from the open form to the receipt, what the card's reader types left out.
FEW_KEYS = 45


class Keys:
    """Hands that never leave the keyboard, and what they pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)

    def to(self, place: Locator) -> None:
        """By Tab, as often as it takes."""
        for _ in range(60):
            if place.evaluate("(node) => node === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never comes to {place}")


def test_a_grandmother_is_received_from_her_number_by_keys_alone(committed_world: World, now: Now, watched: Watched) -> None:
    desk, now.at = Desk(committed_world), vn("2026-11-16 07:10")
    desk.takes(at=now.at)
    page = seat(watched, committed_world, "counter", committed_world.rach_gia_centre)
    page.goto("/can-bo/quay/")
    press(page, "Ngồi quầy 1")
    press(page, "Gọi số tiếp")
    press(page, "Bắt đầu phục vụ")
    keys = Keys(page)
    keys.to(page.get_by_role("link", name="Tiếp nhận hồ sơ"))
    keys.press("Enter")
    keys.to(page.get_by_label("Thủ tục"))
    keys.type("khai sinh\n")
    keys.to(page.get_by_role("link", name="Đăng ký khai sinh", exact=True))
    keys.press("Enter")
    expect(page.locator("main .ticket")).to_have_text("A001")
    axe(page)

    keys.pressed = 0
    keys.to(page.locator("#id_id_number"))
    page.keyboard.type(CARD)  # by the reader, which ends with Enter
    page.keyboard.press("Enter")
    expect(page.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Thị Ba")
    expect(page.locator("#id_address")).to_have_value(re.compile("Khóm Đông Thịnh"))
    axe(page)
    keys.to(page.get_by_label("Điện thoại nhận tin"))
    keys.type("0918012264")
    keys.to(page.get_by_role("button", name="Đủ cả"))
    keys.press("Enter")
    expect(page.locator("[name=papers]:not([data-apart]):not(:checked)")).to_have_count(0)
    expect(page.get_by_label("trẻ em bị bỏ rơi")).not_to_be_checked()  # nobody presumes what only some children need
    expect(page.locator("[name=papers]:checked").first).to_be_visible()
    keys.press("F9")
    expect(page.locator("h1")).to_contain_text("Đã tiếp nhận")
    expect(page.locator("main .ticket")).to_have_text("A001")
    assert keys.pressed < FEW_KEYS

    axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    axe(page)
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    dossier = Dossier.objects.get()
    assert dossier.procedure.code == BIRTH
    press(page, "Chuyển ngay")
    state(page, "Đang giải quyết")


def test_what_is_missing_is_asked_for_by_one_key(committed_world: World, now: Now, watched: Watched) -> None:
    page = seat(watched, committed_world, "counter", committed_world.rach_gia_centre)
    page.goto(f"/can-bo/tiep-nhan/{BIRTH}/")
    page.get_by_label("Họ tên người nộp").fill("Trần Văn Út")
    page.get_by_label("Điện thoại nhận tin").fill("0918012264")
    fits(page)

    page.keyboard.press("F8")

    expect(page).to_have_url(re.compile("/request_supplement/"))
    axe(page)
    assert page.locator("[name=missing]:checked").count() > 1
    left = page.locator("[name=missing]:not(:checked)").evaluate_all("(boxes) => boxes.map((box) => box.labels[0].innerText)")
    # neither what the database of residents tells nor what a foundling alone needs is asked of her
    assert [words for words in left if "bỏ rơi" in words]
    assert [words for words in left if "Hộ chiếu" in words]


def test_help_with_her_consent_is_asked_for_and_kept(committed_world: World, now: Now, watched: Watched) -> None:
    watched.expected_statuses.add(422)
    page = seat(watched, committed_world, "counter", committed_world.rach_gia_centre, width=390, height=844)
    page.goto(f"/can-bo/tiep-nhan/{BIRTH}/")
    page.get_by_label("Họ tên người nộp").fill("Nguyễn Thị Ba")
    page.get_by_label("Điện thoại nhận tin").fill("0918012264")
    page.locator("[name=is_assisted]").check()
    axe(page)
    fits(page)

    page.locator("button[data-key=F9]").click()
    expect(page.get_by_role("alert")).to_contain_text("Nộp giúp phải có sự đồng ý")
    axe(page)
    page.locator("[name=consent]").check()
    page.locator("[name=consent_way]").select_option("signed")
    page.locator("button[data-key=F9]").click()

    expect(page.locator("h1")).to_contain_text("Đã tiếp nhận")
    dossier = Dossier.objects.get()
    assert dossier.is_assisted
    assert dossier.consent_way
