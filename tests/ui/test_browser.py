"""The pages of this room in a real browser."""

import gzip
import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser_fixtures import CAN_CARRY, Watched, axe, find_chromium, fits, shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_addresses")]

SHEET = "/huong-dan-giao-dien/"
PAGES = [SHEET, f"{SHEET}?kieu=dan", "/tro-nang/", "/du-lieu-cua-ban/"]


def _name(address: str) -> str:
    return f"ui{re.sub(r'[^a-z]+', '-', address).rstrip('-')}"


@pytest.mark.parametrize("address", PAGES)
def test_pages_fit_and_axe_finds_nothing(page: Page, address: str) -> None:
    page.goto(address)

    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        fits(page)
        axe(page)
        shot(page, f"{_name(address)}-{width}")


def test_the_dark_pages_are_readable(watched: Watched) -> None:
    page = watched.open(color_scheme="dark")

    for address in PAGES:
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 23, 22)"
        axe(page)
        shot(page, f"{_name(address)}-dark")


def test_refusals_are_pages_like_any_other(watched: Watched) -> None:
    page = watched.open(width=390)

    for status, kind in {403: "403", 404: "404", 409: "409", 412: "412", 422: "422", 429: "429", 500: "bug", 503: "away"}.items():
        watched.expected_statuses = {status}
        answer = page.goto(f"/loi/{kind}/")
        assert answer
        assert answer.status == status
        fits(page)
        axe(page)
        shot(page, f"ui-loi-{status}-390")


def test_forced_colours_keep_the_words(watched: Watched) -> None:
    page = watched.open(forced_colors="active")

    page.goto(SHEET)

    axe(page, without=("color-contrast",))
    shot(page, "ui-forced-colours")


def test_at_400_per_cent_zoom_nothing_scrolls_sideways(watched: Watched) -> None:
    page = watched.open(width=320, height=256, device_scale_factor=4)

    page.goto(f"{SHEET}?kieu=dan")

    fits(page)


def test_everything_is_there_without_scripts(watched: Watched) -> None:
    page = watched.open(java_script_enabled=False, width=390)

    page.goto(f"{SHEET}?kieu=dan")

    page.locator("summary", has_text="Mục").click()
    expect(page.locator("details.menu").get_by_role("link", name="Tra hồ sơ")).to_be_visible()
    page.locator("details.menu").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_lists_are_walked_by_keyboard(page: Page) -> None:
    page.goto(SHEET)
    page.locator(".subject").first.focus()

    page.keyboard.press("j")
    expect(page.locator(".subject").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".subject").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#loc")).to_be_focused()
    page.keyboard.type("jkx")
    expect(page.locator("#loc")).to_have_value("jkx")


def test_the_keys_are_shown_where_no_list_is_and_not_while_typing(page: Page) -> None:
    page.goto(SHEET)
    page.locator("#loc").focus()
    page.keyboard.type("?")
    expect(page.locator("#loc")).to_have_value("?")
    page.locator("#noi-dung").focus()

    page.keyboard.press("?")

    expect(page.locator("#phim-tat")).to_be_visible()
    shown = page.locator("#phim-tat kbd").all_inner_texts()
    assert shown == ["J", "K", "Enter", "X", "/", "Esc", "?", "Ctrl K"]


def test_single_letter_keys_can_be_switched_off_and_stay_off(page: Page) -> None:
    page.goto(SHEET)
    page.locator(".subject").first.focus()
    page.keyboard.press("?")
    expect(page.locator("#phim-tat")).to_be_visible()
    axe(page)
    page.locator("[data-keys-off]").check()
    page.keyboard.press("Escape")

    page.reload()
    page.locator(".subject").first.focus()
    page.keyboard.press("j")

    expect(page.locator(".subject").first).to_be_focused()


def test_the_palette_opens_by_key_and_leads_by_arrow_and_enter(page: Page) -> None:
    options = (
        '<div role="group" aria-labelledby="n"><div id="n" role="presentation">Hồ sơ</div>'
        '<div role="option" aria-selected="false" data-href="/tro-nang/">Một</div>'
        '<div role="option" aria-selected="false" data-href="/du-lieu-cua-ban/">Hai</div></div>'
    )
    page.route("**/can-bo/tim/?q=*", lambda route: route.fulfill(body=options, content_type="text/html; charset=utf-8"))
    page.goto(SHEET)

    page.keyboard.press("Control+k")
    page.keyboard.type("bich thuy")
    expect(page.get_by_role("option", name="Một")).to_have_attribute("aria-selected", "true")
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/du-lieu-cua-ban/$"))


def test_the_palette_falls_back_to_the_search_page(watched: Watched) -> None:
    watched.expected_statuses.add(404)
    page = watched.open(java_script_enabled=False)
    page.goto(SHEET)

    page.locator("a.find").click()

    expect(page).to_have_url(re.compile("/can-bo/tim/$"))


def test_a_dialog_opens_closes_and_gives_the_focus_back(page: Page) -> None:
    page.goto(SHEET)
    opener = page.locator("[data-dialog=mau-hop]")
    opener.click()
    expect(page.locator("#ly-do")).to_be_focused()
    axe(page)

    page.keyboard.press("Escape")

    expect(opener).to_be_focused()


def test_errors_are_read_first_and_lead_to_their_input(page: Page) -> None:
    page.goto(SHEET)
    expect(page.locator("[data-errsum]")).to_be_focused()

    page.locator("[data-errsum] a").first.click()

    expect(page.locator("#id_born")).to_be_focused()


def _form(page: Page, answer: str = "/tro-nang/") -> None:
    """A page with a form of its own, served in place of the sheet."""
    body = (
        '<!doctype html><html lang="vi"><head><title>Thử</title></head><body data-person="7"><main><h1>Thử</h1>'
        f'<form method="post" action="{answer}" data-draft="thu"><label>Tên<input name="ten"></label>'
        '<label>Riêng<input name="rieng" data-private></label><button>Gửi</button></form></main>'
        '<script src="/static/build/public.js" defer></script></body></html>'
    )
    page.route("**/thu-nhap/", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto("/thu-nhap/")


def test_typed_text_survives_a_closed_page_but_private_text_is_never_kept(page: Page) -> None:
    _form(page)
    page.locator("[name=ten]").fill("Nguyễn Trần Gia Hân")
    page.locator("[name=rieng]").fill("089187005512")
    page.wait_for_timeout(500)

    page.goto("/tro-nang/")
    page.goto("/thu-nhap/")

    expect(page.locator("[name=ten]")).to_have_value("Nguyễn Trần Gia Hân")
    expect(page.locator("[name=rieng]")).to_have_value("")


def test_a_draft_goes_when_the_server_has_answered(page: Page) -> None:
    _form(page)
    page.route("**/nhan/", lambda route: route.fulfill(status=303, headers={"Location": "/tro-nang/"}))
    page.evaluate("document.querySelector('form').action = '/nhan/'")
    page.locator("[name=ten]").fill("Nguyễn Trần Gia Hân")

    page.get_by_role("button", name="Gửi").click()
    page.wait_for_url("**/tro-nang/")

    page.goto("/thu-nhap/")
    expect(page.locator("[name=ten]")).to_have_value("")


def test_a_draft_that_a_cut_line_swallowed_is_there_when_the_form_is_opened_again(watched: Watched) -> None:
    page = watched.open()
    _form(page)
    page.route("**/nhan/", lambda route: route.abort("internetdisconnected"))
    page.evaluate("document.querySelector('form').action = '/nhan/'")
    page.locator("[name=ten]").fill("Nguyễn Trần Gia Hân")

    page.get_by_role("button", name="Gửi").click()
    page.wait_for_timeout(500)
    page.goto("/tro-nang/")
    page.goto("/thu-nhap/")

    expect(page.locator("[name=ten]")).to_have_value("Nguyễn Trần Gia Hân")
    watched.troubles.clear()  # the browser says that the line was cut


def test_a_form_is_sent_once(page: Page) -> None:
    _form(page)
    sent: list[str] = []
    page.route("**/nhan/", lambda route: sent.append(route.request.url) or route.fulfill(status=204, body=""))  # type: ignore[func-returns-value]
    page.evaluate("document.querySelector('form').action = '/nhan/'")

    for _ in range(3):
        page.get_by_role("button", name="Gửi").click(no_wait_after=True)

    expect(page.get_by_role("button", name="Gửi")).to_have_attribute("aria-busy", "true")
    assert len(sent) == 1


def test_a_stranger_at_the_same_machine_finds_no_draft(page: Page) -> None:
    _form(page)
    page.locator("[name=ten]").fill("Nguyễn Trần Gia Hân")
    page.wait_for_timeout(500)
    assert page.evaluate("Object.keys(localStorage).length") == 1

    page.evaluate(
        """() => { const f = document.createElement("form"); f.dataset.signOut = ""; f.method = "post"; f.action = "/tro-nang/";
                   document.body.append(f); f.addEventListener("submit", (e) => e.preventDefault()); f.requestSubmit() }"""
    )

    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_the_first_view_weighs_under_150_kilobytes(watched: Watched) -> None:
    for address in (SHEET, f"{SHEET}?kieu=dan"):
        page = watched.open(width=390)
        weights: dict[str, int] = {}

        def weigh(response: Any, weights: dict[str, int] = weights) -> None:
            body = response.body()
            weights[response.url] = len(body) if response.url.endswith(".woff2") else len(gzip.compress(body, 6))

        page.on("requestfinished", lambda request: weigh(request.response()))
        page.goto(address, wait_until="networkidle")

        assert len(weights) > 4
        assert sum(weights.values()) < 150_000, weights
        assert sum(size for url, size in weights.items() if url.endswith(".js")) < 35_000
        assert not [url for url in weights if "latin-ext" in url], "a Vietnamese page needs no latin-ext"


@pytest.mark.skipif(not CAN_CARRY, reason="the browser from npm is built for Linux on x86-64 alone")
def test_the_carried_browser_can_stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any browser drives the one inside the npm package."""
    monkeypatch.delenv("MOTCUA_CHROMIUM", raising=False)
    monkeypatch.setattr("tests.browser_fixtures.shutil.which", lambda name: None if "chrom" in name else f"/usr/bin/{name}")

    program, environment = find_chromium(str(tmp_path / "none"))

    assert os.access(program, os.X_OK)
    assert "lib" in environment["LD_LIBRARY_PATH"]
