"""Errands through the browser, each person signed in: a birth registered, a supplement asked and given, a figure opened."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser_fixtures import Watched, axe, fits
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, PHONE
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.worlds import Now
from tests.journeys.people import follow, press, seat, seat_by_password, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _receive(counter: Page, *, scripts: bool) -> str:
    """The counter takes a birth registration in and gives its code."""
    counter.get_by_role("navigation", name="Chính").get_by_role("link", name="Tiếp nhận").click()
    counter.get_by_label("Thủ tục").fill("khai sinh")
    press(counter, "Tìm")
    counter.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    press(counter, "Tiếp nhận")
    expect(counter.locator("[data-errsum]")).to_contain_text("Ghi họ tên người nộp.")
    counter.get_by_label("Họ tên người nộp").fill("Nguyễn Trần Gia Hân")
    counter.get_by_label("Điện thoại nhận tin").fill(PHONE)
    counter.locator("[name=papers]").first.check()
    press(counter, "Tiếp nhận")
    expect(counter.locator("h1")).to_contain_text("Đã tiếp nhận")
    if scripts:  # the examination itself is one
        axe(counter)
    return counter.locator("main p.code").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_birth_is_registered_from_the_counter_to_the_parents_hands(
    committed_world: World, now: Now, watched: Watched, scripts: bool
) -> None:
    world, browser = committed_world, {"java_script_enabled": scripts}
    watched.expected_statuses.add(422)
    counter = seat_by_password(watched, world.who("counter", world.rach_gia_centre), **browser)
    code = _receive(counter, scripts=scripts)
    press(counter, "Chuyển ngay")
    state(counter, "Đang giải quyết")

    now.at += timedelta(minutes=20)
    parent = watched.open(width=390, height=844, has_touch=True, **browser)
    follow(parent, code, PHONE)
    expect(parent.locator("h1")).to_have_text("Phường Rạch Giá đang xem xét hồ sơ của bạn")
    expect(parent.locator("dl.answers")).to_contain_text("Bạn chưa cần làm gì")
    fits(parent)

    official = seat(watched, world, "official", world.rach_gia, **browser)
    official.goto("/can-bo/viec-cua-toi/")
    official.get_by_role("row", name=re.compile(code)).get_by_role("link").click()
    press(official, "Nhận việc về mình")
    press(official, "Trình lãnh đạo ký")
    expect(official.locator("main [role=status]")).to_contain_text("Đã ghi «Trình lãnh đạo ký»")

    leader = seat(watched, world, "leader", world.rach_gia, **browser)
    leader.goto(f"/can-bo/ho-so/{code}/")
    press(leader, "Đã ký, chuyển văn thư")

    clerk = seat(watched, world, "clerk", world.rach_gia, **browser)
    clerk.goto("/can-bo/viec-cua-toi/")
    clerk.get_by_role("link", name="Đăng ký khai sinh").click()
    press(clerk, "Kết thúc, phát hành kết quả")
    clerk.get_by_label("Giải quyết", exact=True).check()
    press(clerk, "Kết thúc, phát hành kết quả")
    state(clerk, "Đã xong")

    counter.goto("/can-bo/viec-cua-toi/?loc=cho-tra")
    counter.get_by_role("link", name="Đăng ký khai sinh").click()
    press(counter, "Trả kết quả")
    expect(counter.get_by_label("Ký nhận")).to_have_value("Ký nhận tại quầy")
    press(counter, "Trả kết quả")
    state(counter, "Đã trả kết quả")
    expect(counter.locator(".facts")).to_contain_text("Xong bước: Lãnh đạo cơ quan ký")

    parent.reload()
    expect(parent.locator("h1")).to_have_text("Bạn đã nhận kết quả")
    expect(parent.locator(".path .past")).to_have_count(5)


def test_a_supplement_is_asked_once_and_given(committed_world: World, now: Now, watched: Watched) -> None:
    world = committed_world
    watched.expected_statuses.add(422)
    code = given.code(Lives(world).in_process(procedure=BIRTH))
    official = seat(watched, world, "official", world.rach_gia)
    official.goto(f"/can-bo/ho-so/{code}/")
    press(official, "Yêu cầu bổ sung")
    press(official, "Yêu cầu bổ sung")
    expect(official).to_have_title(re.compile("^Lỗi: "))
    expect(official.locator("[data-errsum]")).to_be_focused()
    axe(official)
    official.get_by_label("Cần bổ sung, sửa").fill("Giấy chứng sinh\nChữ ký của mẹ")
    official.get_by_label("Lý do").fill("Thiếu giấy chứng sinh và chữ ký")
    press(official, "Yêu cầu bổ sung")
    state(official, "Chờ bổ sung")

    now.at += timedelta(days=1)
    parent = watched.open(width=390, height=844, has_touch=True)
    follow(parent, code, PHONE)
    expect(parent.locator("h1")).to_have_text("Bạn cần bổ sung hồ sơ")
    expect(parent.locator("main .note")).to_contain_text("Giấy chứng sinh")
    axe(parent)

    counter = seat(watched, world, "counter", world.rach_gia_centre)
    counter.goto(f"/can-bo/ho-so/{code}/")
    press(counter, "Nhận bổ sung")
    expect(counter.get_by_label("Giấy tờ đã nhận")).to_have_value("Giấy chứng sinh\nChữ ký của mẹ")
    press(counter, "Nhận bổ sung")
    state(counter, "Đang giải quyết")
    expect(counter.locator(".facts")).to_contain_text("Nhận bổ sung 2 giấy tờ")

    official.goto(f"/can-bo/ho-so/{code}/")
    expect(official.locator("aside")).to_contain_text("luật chỉ cho 1 lần")
    expect(official.get_by_role("link", name="Yêu cầu bổ sung", exact=True)).to_have_count(0)
    parent.reload()
    expect(parent.locator(".path")).to_contain_text("Bạn đã bổ sung: Giấy chứng sinh; Chữ ký của mẹ")


def test_a_leader_opens_a_figure_and_the_dossiers_behind_it(committed_world: World, now: Now, watched: Watched) -> None:
    world, lives = committed_world, Lives(committed_world)
    late = given.code(lives.overdue(filed_at=vn("2026-11-02 08:00")))
    lives.in_process()
    lives.awaiting_supplement()
    leader = seat(watched, world, "leader", world.rach_gia)
    leader.goto("/lanh-dao/")
    expect(leader.locator(".tile b")).to_have_text(["1", "0", "3", "1", "3"])

    leader.get_by_role("row", name="P. Rạch Giá").get_by_role("cell").nth(0).get_by_role("link").click()

    expect(leader.locator("h1")).to_have_text("Đang quá hạn")
    expect(leader.locator("tbody tr")).to_have_count(1)
    axe(leader)
    leader.locator("tbody .subject").click()
    expect(leader).to_have_url(re.compile(f"/can-bo/ho-so/{late}/$"))
    expect(leader.locator("main")).to_contain_text("Quá 4 ngày 1 giờ")


def test_work_is_done_by_keyboard(committed_world: World, now: Now, watched: Watched) -> None:
    world, lives = committed_world, Lives(committed_world)
    codes = [given.code(lives.in_process()), given.code(lives.in_process(procedure=BIRTH, at=vn("2026-11-16 08:05")))]
    page = seat(watched, world, "official", world.rach_gia)
    now.at = vn("2026-11-16 09:00")
    page.goto("/can-bo/viec-cua-toi/")
    rows = page.locator("tbody .subject")
    expect(rows).to_have_count(2)

    rows.first.focus()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/can-bo/ho-so/{codes[1]}/$"))

    _palette(page, codes[0])
    expect(page).to_have_url(re.compile(f"/can-bo/ho-so/{codes[0]}/$"))
    _palette(page, "dang ky khai sinh")
    expect(page).to_have_url(re.compile(f"/thu-tuc/{BIRTH}/$"))


def _palette(page: Page, words: str) -> None:
    """Ctrl K, a few words, and the first procedure or dossier that they name."""
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    axe(page)
    if " " in words:
        while page.locator("[role=option][aria-selected=true]").get_attribute("data-href") != f"/thu-tuc/{BIRTH}/":
            page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "viec-cua-toi" not in url)


def test_the_first_tab_leads_past_the_header(committed_world: World, now: Now, watched: Watched) -> None:
    page = seat(watched, committed_world, "head", committed_world.rach_gia)
    page.goto("/can-bo/viec-cua-toi/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#noi-dung")).to_be_focused()


def test_a_stale_page_says_so_and_keeps_what_was_typed(committed_world: World, now: Now, watched: Watched) -> None:
    world, lives = committed_world, Lives(committed_world)
    dossier = lives.in_process()
    watched.expected_statuses.add(409)
    page = seat(watched, world, "official", world.rach_gia)
    page.goto(f"/can-bo/ho-so/{given.code(dossier)}/")
    press(page, "Yêu cầu bổ sung")
    page.get_by_label("Cần bổ sung, sửa").fill("Bản vẽ")
    page.get_by_label("Lý do").fill("Thiếu bản vẽ mặt bằng")
    lives.do("assign", dossier, to_user_id=world.who("official", world.rach_gia).user_id)

    press(page, "Yêu cầu bổ sung")

    expect(page.get_by_role("alert")).to_contain_text("Chưa làm được")
    expect(page.get_by_label("Lý do")).to_have_value("Thiếu bản vẽ mặt bằng")
    axe(page)
    press(page, "Xem hồ sơ lúc này")
    expect(page.locator(".facts")).to_contain_text("nhận việc")
