"""Renews the pictures of the README: `python -m tests.house.pictures http://localhost:8000` while `motcua demo --fresh` serves there.

Everything goes through the doors that people use, signed in with the demo's own accounts; nothing is drawn or put in afterwards.
"""

import re
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser_fixtures import FLAGS, find_chromium

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
MOST_BYTES = 200_000
PASSWORD = "motcua-minh-hoa"
OFFICIAL, LEADER = "chuyenvien.longxuyen.1", "lanhdao.ubndtinhangiang.1"
CONTROL = "kiemsoat.vpubndtinh.1"
SAMPLES = FOLDER.parent / "mau"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 680}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "has_touch": True}


def _page(browser: Browser, address: str, username: str = "", **options: Any) -> Page:
    page = browser.new_context(
        base_url=address, locale="vi-VN", color_scheme="light", reduced_motion="reduce", **options
    ).new_page()
    if username:
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(re.compile("/(can-bo|lanh-dao)/"))
    return page


def _take(page: Page, name: str, path: str = "") -> None:
    if path:
        page.goto(path)
    page.evaluate("document.fonts.ready")
    target = FOLDER / f"{name}.png"
    page.screenshot(path=target)
    size = target.stat().st_size
    sys.stderr.write(f"{name}: {size / 1000:.0f} kB\n")
    assert size < MOST_BYTES, f"{target} weighs {size} bytes"


def _follow(official: Page, citizen: Page) -> None:
    """The applicant's own page of a dossier on the official's desk, opened by its code and phone number."""
    official.goto("/can-bo/viec-cua-toi/")
    lines = official.locator("tbody tr")
    waited = lines.filter(has=official.locator('[fill="url(#p-applicant)"], [fill="url(#p-other)"]'))
    (waited if waited.count() else lines).locator("a").first.click()
    code = official.locator("h1 + p .code").inner_text()
    _take(official, "ho-so")
    official.locator("summary", has_text="Hiện số đầy đủ").click()
    official.get_by_label("Xem để làm gì").fill("Chụp hình minh họa")
    official.get_by_role("button", name="Hiện số").click()
    phone = official.locator("dt:has-text('Điện thoại') + dd").first.inner_text()
    citizen.goto(f"/tra-ho-so/?ma={code}")
    citizen.get_by_label("Số điện thoại hoặc số định danh").fill(phone)
    citizen.get_by_role("button", name="Xem hồ sơ").click()
    citizen.wait_for_url(re.compile(f"/tra-ho-so/{re.escape(code)}/"))


def _draft(control: Page) -> None:
    """A process is drafted from the sample file."""
    control.goto("/kiem-soat/quy-trinh/moi/")
    control.get_by_label("Mã thủ tục").fill("1.004873")
    control.get_by_label("Tệp của đơn vị").check()
    control.locator("input[type=file]").set_input_files(SAMPLES / "quy-trinh-noi-bo.docx")
    control.get_by_role("button", name="Bắt đầu").click()
    control.wait_for_url(re.compile(r"/kiem-soat/quy-trinh/\d+/"))


def _decide(control: Page) -> None:
    """Procedure control looks at what the sample decision would change."""
    control.goto("/kiem-soat/quyet-dinh/nhap/")
    control.locator("input[type=file]").set_input_files(SAMPLES / "quyet-dinh-cong-bo.xlsx")
    control.get_by_role("button", name="Đọc tệp và xem trước").click()
    control.wait_for_url(re.compile(r"/kiem-soat/quyet-dinh/\d+/"))


def main(address: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        program, environment = find_chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, env=environment or None)  # type: ignore[arg-type]
        official, citizen = _page(browser, address, OFFICIAL, **DESK), _page(browser, address, **PHONE)
        _take(official, "viec-cua-toi", "/can-bo/viec-cua-toi/")
        _take(_page(browser, address, LEADER, **DESK), "dieu-hanh", "/lanh-dao/")
        _follow(official, citizen)
        _take(citizen, "theo-doi-dien-thoai")
        _take(citizen, "chuan-bi-dien-thoai", "/thu-tuc/1.001193/chuan-bi/")
        _take(_page(browser, address, **DESK), "thu-tuc", "/thu-tuc/1.001193/")
        control = _page(browser, address, CONTROL, **DESK)
        _take(control, "kiem-soat", "/kiem-soat/")
        _decide(control)
        _take(control, "quyet-dinh")
        _draft(control)
        _take(control, "quy-trinh")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
