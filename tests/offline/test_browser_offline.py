"""A cut line at a commune: the counter goes on with held codes; when the line is back everything is there once, in order."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser_fixtures import FLAGS, Watched, axe, find_chromium, fits, shot, sign_in
from tests.dossiers import given
from tests.dossiers.given import Lives, World

from motcua.dossiers.models import Dossier
from motcua.foundation import clock
from motcua.offline.models import HeldCode
from motcua.organization.models import User

PIN = "so-quay-1"
PAGE = "/can-bo/mat-mang/"


def _signed(context: BrowserContext, watched: Watched, world: World) -> Page:
    page = context.pages[0] if context.pages else context.new_page()
    page.watched = watched  # type: ignore[attr-defined]
    sign_in(page, User.objects.get(pk=world.who("counter", world.rach_gia_centre).user_id))
    return page


def _hold(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_label("Mã PIN mới").fill(PIN)
    page.get_by_label("Gõ lại mã PIN").fill(PIN)
    page.get_by_role("button", name="Giữ mã cho hôm nay").click()
    expect(page.locator("#bao")).to_contain_text("Đã giữ 20 mã")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then((names) => names.length > 0)")


def _receive(page: Page, name: str) -> str:
    page.get_by_label("Họ tên người nộp").fill(name)
    page.get_by_label("Điện thoại nhận tin").fill("0918 012 264")
    page.get_by_label("Thủ tục", exact=True).select_option(index=1)
    page.locator("[name=papers]").first.check()
    page.get_by_role("button", name="Tiếp nhận, lấy mã đã giữ").click()
    expect(page.locator("#giay")).to_be_visible()
    expect(page.locator("#giay")).to_contain_text(name)
    return page.locator("#giay [data-f=code]").inner_text()


def _unlock(page: Page) -> None:
    page.locator("#pin").fill(PIN)
    page.get_by_role("button", name="Mở", exact=True).click()
    expect(page.locator("#phieu")).to_be_visible()


def _context(watched: Watched, folder: Path, **options: Any) -> BrowserContext:
    """A browser with a profile on the disk: it can be closed and opened again."""
    kind = watched.browser.browser_type
    program, environment = find_chromium(kind.executable_path)
    return kind.launch_persistent_context(
        str(folder), executable_path=program, args=FLAGS, env=environment or None, base_url=watched.address, locale="vi-VN",
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **options,
    )  # fmt: skip


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_counter_goes_on_without_its_line_and_everything_arrives_once_in_order(
    committed_world: World, watched: Watched, tmp_path: Path
) -> None:
    world = committed_world
    Lives(world).filed(at=_an_hour_ago(), accept=True)
    context = _context(watched, tmp_path)
    page = _signed(context, watched, world)
    _hold(page)
    axe(page)

    context.set_offline(True)
    expect(page.locator("#mang")).to_contain_text("Mất mạng")
    codes = [_receive(page, "Nguyễn Thị Một"), _receive(page, "Trần Văn Hai")]
    axe(page)
    page.get_by_label("Họ tên người nộp").fill("Lê Văn Đang Gõ")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator("#tom-tat")).to_contain_text("18 mã")
    axe(page)
    _unlock(page)
    expect(page.get_by_label("Họ tên người nộp")).to_have_value("Lê Văn Đang Gõ")
    context.close()

    context = _context(watched, tmp_path, offline=True)
    page = context.pages[0]
    page.goto(PAGE)
    page.locator("#pin").fill("sai-ma-pin")
    page.get_by_role("button", name="Mở", exact=True).click()
    expect(page.locator("#bao")).to_contain_text("Mã PIN không đúng")
    _unlock(page)
    codes.append(_receive(page, "Phạm Thị Ba"))
    _names_nobody_on_the_disk(page)
    context.set_offline(False)
    expect(page.locator("#dang-nhap")).to_be_visible()
    assert Dossier.objects.count() == 1, "signed out: nothing was sent, nothing is lost"
    _signed(context, watched, world)
    page.reload()
    expect(page.locator("#cho-dong .chip--la")).to_have_count(3)
    shot(page, "offline-sent")

    _is_there_once_in_order(page, codes)
    context.close()


def _names_nobody_on_the_disk(page: Page) -> None:
    assert not page.evaluate("""async () => {
        const base = await new Promise((done) => { const ask = indexedDB.open("mat-mang"); ask.onsuccess = () => done(ask.result); });
        const all = (name) => new Promise((done) => { base.transaction(name).objectStore(name).getAll().onsuccess = (e) => done(e.target.result); });
        const plain = (value) => value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value && typeof value === "object" ? Object.values(value).map(plain).join(" ") : String(value);
        return (await Promise.all(["kept", "drafts", "meta", "keys", "blocks"].map(all))).map(plain).join(" ").includes("Phạm Thị");
    }"""), "what lies on the disk names nobody"


def _is_there_once_in_order(page: Page, codes: list[str]) -> None:
    rows = list(Dossier.objects.filter(code__in=codes).order_by("accepted_at", "code").values_list("code", "applicant"))
    assert rows == list(zip(codes, ["Nguyễn Thị Một", "Trần Văn Hai", "Phạm Thị Ba"], strict=True))
    page.reload()
    expect(page.locator("#cho-dong .chip--la")).to_have_count(3)
    assert Dossier.objects.count() == 4

    page.get_by_role("button", name="Trả mã chưa dùng").click()
    expect(page.locator("#bao")).to_contain_text("Đã trả")
    assert set(HeldCode.objects.values_list("state", flat=True)) == {"used", "back"}
    page.goto(reverse("offline:register"))
    expect(page.get_by_role("row", name=re.compile(codes[0]))).to_contain_text("Đã dùng")
    axe(page)


def _an_hour_ago() -> datetime:
    return clock.now() - timedelta(hours=1)


#: The device's clock is three hours slow.
SLOW = """{
    const Real = Date, slow = 3 * 3600e3;
    window.Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() - slow); }
        static now() { return Real.now() - slow; }
    };
}"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_by_a_wrong_clock_the_right_time_is_kept_and_a_colleague_sends_what_an_ill_official_left(
    committed_world: World, watched: Watched, tmp_path: Path
) -> None:
    world = committed_world
    Lives(world).filed(at=_an_hour_ago(), accept=True)
    colleague = given.official(given.Role.COUNTER, world.rach_gia_centre, username="dong.nghiep")
    context = _context(watched, tmp_path)
    context.add_init_script(SLOW)
    page = _signed(context, watched, world)
    _hold(page)
    expect(page.locator("#gio")).to_contain_text("lệch 180 phút")
    context.set_offline(True)
    expect(page.locator("#mang")).to_contain_text("Mất mạng")
    page.reload()
    _unlock(page)
    code, received = _receive(page, "Nguyễn Thị Một"), clock.now()
    context.clear_cookies()

    context.set_offline(False)
    sign_in(page, User.objects.get(pk=colleague.user_id))
    page.goto(PAGE)

    expect(page.locator("#cho-dong .chip--la")).to_have_count(1)
    expect(page.locator("#cua-nguoi-khac")).to_be_hidden()
    expect(page.get_by_role("button", name="Xem, in giấy")).to_have_count(0)
    dossier = Dossier.objects.get(code=code)
    assert (dossier.applicant, dossier.accepted_at) == ("Nguyễn Thị Một", dossier.filed_at)
    assert dossier.accepted_at is not None
    assert abs(dossier.accepted_at - received) < timedelta(minutes=2), "by the server's clock, not by the device's"
    shot(page, "offline-colleague")
    _lets_go_of_what_the_server_has_had_for_a_day(page)
    context.close()


def _lets_go_of_what_the_server_has_had_for_a_day(page: Page) -> None:
    for days, rows in ((0, 1), (2, 0)):
        page.evaluate(
            """async (days) => {
            const base = await new Promise((done) => { const ask = indexedDB.open("mat-mang"); ask.onsuccess = () => done(ask.result); });
            const kept = base.transaction("kept", "readwrite").objectStore("kept");
            const [row] = await new Promise((done) => { kept.getAll().onsuccess = (event) => done(event.target.result); });
            const sentAt = new Date(new Date(row.sentAt) - days * 86400e3).toISOString();
            await new Promise((done) => { kept.put({ ...row, state: "review", sentAt }).onsuccess = done; });
        }""",
            days,
        )
        page.reload()
        expect(page.locator("#mang")).to_contain_text("Có mạng")
        expect(page.locator("#cho-dong tr")).to_have_count(rows)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_the_server_refuses_is_mended_on_the_device_and_a_phone_is_enough(
    committed_world: World, watched: Watched, phone: Page
) -> None:
    world = committed_world
    Lives(world).filed(at=_an_hour_ago(), accept=True)
    watched.expected_statuses |= {409, 422, 404}
    sign_in(phone, User.objects.get(pk=world.who("counter", world.rach_gia_centre).user_id))
    _hold(phone)
    fits(phone)
    phone.context.set_offline(True)
    expect(phone.locator("#mang")).to_contain_text("Mất mạng")
    phone.get_by_label("Số định danh").fill("0" * 19 + "-")
    code = _receive(phone, "Nguyễn Thị Một")
    fits(phone)
    axe(phone)
    shot(phone, "offline-phone")
    _refuse_until_mended(phone, code)


def _refuse_until_mended(phone: Page, code: str) -> None:
    row = HeldCode.objects.get(code=code)
    HeldCode.objects.filter(pk=row.pk).update(state="back", reason="Thử")
    phone.context.set_offline(False)
    expect(phone.locator("#cho-dong")).to_contain_text("đã trả lại")
    HeldCode.objects.filter(pk=row.pk).update(state="held", reason="")

    phone.get_by_role("button", name="Sửa").click()
    phone.get_by_label("Họ tên người nộp").fill("Nguyễn Thị Mốt")
    phone.get_by_role("button", name="Tiếp nhận, lấy mã đã giữ").click()

    expect(phone.locator("#cho-dong .chip--la")).to_have_count(1)
    assert Dossier.objects.get(code=code).applicant == "Nguyễn Thị Mốt"
    phone.watched.troubles[:] = [one for one in phone.watched.troubles if "ERR_INTERNET_DISCONNECTED" not in one]  # type: ignore[attr-defined]
