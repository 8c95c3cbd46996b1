"""The archive in a real browser: dossiers are closed, packed, taken, checked and handed over; what breaks is mended; who only reads presses nothing."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from tests.archiving.closed import ASKED, CLOSED, returned
from tests.browser_fixtures import Watched, axe, fits, shot
from tests.dossiers import given
from tests.dossiers.given import Lives, World
from tests.dossiers.worlds import Now
from tests.journeys.people import seat

from motcua.archiving import public as archiving
from motcua.archiving.models import Package
from motcua.archiving.public import Progress
from motcua.documents.models import File
from motcua.documents.queries.store import place_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARCHIVE = "/can-bo/luu-tru/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: object) -> None:
    settings.FILES = str(tmp_path / "files")  # type: ignore[attr-defined]


def _look(page: Page, name: str) -> None:
    """At the desk and in one's pocket."""
    size = page.viewport_size
    assert size
    for width in (size, PHONE):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        fits(page)
        axe(page)
        shot(page, f"luu-tru-{name}-{width['width']}")
    page.set_viewport_size(size)


def _tab_to(page: Page, name: str, presses: int = 60) -> None:
    """By the keyboard alone to what is called so."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
        if name in here:
            return
    raise AssertionError(f"the keyboard does not come to {name}")


def _close(page: Page, codes: list[str]) -> None:
    page.goto(ARCHIVE)
    _look(page, "cho-khoa")
    for code in codes:
        _tab_to(page, f"Chọn {code}")
        page.keyboard.press("Space")
    expect(page.locator("[data-counted]")).to_have_text("Đã chọn 2")
    _look(page, "da-chon")
    _tab_to(page, "Khóa sổ")
    page.keyboard.press("Enter")
    expect(page.locator("main [role=status]").first).to_contain_text("Đã khóa sổ 2 hồ sơ")
    page.goto(f"{ARCHIVE}ho-so/{codes[0]}/")
    _look(page, "ho-so-da-khoa")
    page.goto(f"{ARCHIVE}?xem=da-luu")
    _look(page, "da-luu")


def _pack(page: Page) -> int:
    """The package is asked for; somebody who looks on sees it come, and keeps their place on the page."""
    page.goto(f"{ARCHIVE}?xem=goi")
    _look(page, "goi-truoc")
    _tab_to(page, "Lập gói")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chờ lập")).to_be_visible()
    _look(page, "goi-cho")
    discard = page.get_by_role("button", name="Bỏ gói")
    discard.focus()
    Package.objects.update(progress=Progress.RUNNING, done=1)
    expect(page.get_by_text("1 / 2 hồ sơ")).to_be_visible()
    expect(discard).to_be_focused()
    package = Package.objects.get().pk
    assert archiving.make_package(package_id=package, at=ASKED).progress is Progress.READY
    take = page.get_by_role("button", name="Tải gói")
    expect(take).to_be_visible()
    expect(page).to_have_title(re.compile("Đã lập, chờ giao nộp"))
    _look(page, "goi-xong")
    return package


def _take(page: Page, package: int, folder: Path) -> None:
    _tab_to(page, "Tải gói")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    coming.value.save_as(folder / coming.value.suggested_filename)
    manifest = page.locator("dd code").first.inner_text()
    call_command("archive", "verify", str(folder / f"goi-giao-nop-{package}-2026.zip"), "--manifest", manifest)


def _hand_over(page: Page) -> None:
    """What is missing of the minutes is said, then written down."""
    _tab_to(page, "Đã giao nộp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    _look(page, "goi-thieu-bien-ban")
    page.get_by_label("Bên nhận").fill("Lưu trữ lịch sử tỉnh")
    page.get_by_label("Số biên bản giao nhận").fill("12/BBGN")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã giao nộp ngày 22/12/2026")).to_be_visible()
    expect(page.get_by_role("button", name="Bỏ gói")).to_have_count(0)
    _look(page, "goi-da-giao")
    page.goto(f"{ARCHIVE}?xem=goi")
    _look(page, "goi-danh-sach")


def test_dossiers_are_closed_packed_taken_checked_and_handed_over_by_keyboard(
    committed_world: World, now: Now, watched: Watched, tmp_path: Path
) -> None:
    now.at, life = CLOSED, Lives(committed_world)
    watched.expected_statuses.add(422)
    codes = [given.code(returned(life, committed_world, "đơn.pdf", "bản vẽ.pdf")) for _ in range(2)]
    page = seat(watched, committed_world, "clerk", committed_world.rach_gia)
    _close(page, codes)
    now.at = ASKED
    _take(page, _pack(page), tmp_path)
    _hand_over(page)


def test_a_package_that_could_not_be_made_says_why_and_is_made_again(committed_world: World, now: Now, watched: Watched) -> None:
    now.at, life = CLOSED, Lives(committed_world)
    clerk = committed_world.who("clerk", committed_world.rach_gia)
    dossier = returned(life, committed_world, "bản vẽ.pdf")
    archiving.close_dossier(dossier_id=dossier, actor=clerk, at=CLOSED)
    now.at = ASKED
    asked = archiving.ask_package(
        agency_id=committed_world.rach_gia.id, year=2026, key="mot", follow_address="", actor=clerk, at=ASKED
    )
    lost = place_of(File.objects.select_related("content").get(held_by=f"dossier:{dossier}").content.digest)
    kept = lost.read_bytes()
    lost.unlink()
    archiving.make_package(package_id=asked.id, at=ASKED)

    page = seat(watched, committed_world, "head", committed_world.rach_gia)
    page.goto(f"{ARCHIVE}goi/{asked.id}/")
    expect(page.get_by_text("bản vẽ.pdf")).to_be_visible()
    _look(page, "goi-hong")
    lost.write_bytes(kept)
    page.get_by_role("button", name="Lập lại").click()
    expect(page.get_by_text("Chờ lập")).to_be_visible()
    expect(page.get_by_role("button", name="Lập lại")).to_have_count(0)
    now.at = given.vn("2026-12-22 09:45")
    page.reload()
    expect(page.get_by_role("button", name="Lập lại")).to_be_visible()
    _look(page, "goi-dung-yen")

    # Whoever oversees the province reads of it and presses nothing.
    archiving.make_package(package_id=asked.id, at=ASKED)
    reader = seat(watched, committed_world, "inspector", committed_world.top)
    reader.goto(f"{ARCHIVE}goi/{asked.id}/")
    expect(reader.get_by_text("SHA-256 của bảng kê")).to_be_visible()
    expect(reader.locator("main button")).to_have_count(0)
    _look(reader, "goi-nguoi-xem")


def test_a_leader_opens_a_locked_dossier_again_on_a_phone(committed_world: World, now: Now, watched: Watched) -> None:
    now.at, life = CLOSED, Lives(committed_world)
    watched.expected_statuses.add(422)
    code = given.code(returned(life, committed_world))
    page = seat(watched, committed_world, "leader", committed_world.rach_gia, **PHONE, has_touch=True)
    page.goto(f"{ARCHIVE}ho-so/{code}/")
    _look(page, "ho-so-cho-khoa")
    page.get_by_role("button", name="Khóa sổ").click()
    page.goto(f"{ARCHIVE}ho-so/{code}/")
    page.get_by_text("Mở lại hồ sơ").click()
    page.get_by_role("button", name="Mở lại").click()
    expect(page.get_by_role("alert")).to_be_visible()
    _look(page, "ho-so-thieu-ly-do")
    page.get_by_label("Lý do mở lại").fill("Sai tên người nộp trên giấy")
    page.get_by_role("button", name="Mở lại").click()
    expect(page.locator("main [role=status]").first).to_contain_text("Đã mở lại hồ sơ")
    page.goto(f"/can-bo/ho-so/{code}/")
    expect(page.get_by_role("heading", name="Lưu trữ")).to_be_visible()
    page.goto(f"{ARCHIVE}?xem=den-han")
    _look(page, "den-han")
