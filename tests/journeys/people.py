"""Who sits at which browser: signed in, each in a browser context of their own."""

import re
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser_fixtures import Watched, sign_in
from tests.dossiers.given import World

from motcua.organization.models import User
from motcua.organization.public import Actor, AgencyFact

PASSWORD = "chim sáo ngày xưa"


def user(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def seat(watched: Watched, world: World, role: str, agency: AgencyFact, **browser: Any) -> Page:
    """A browser in which the holder of a role at an agency is signed in."""
    page = watched.open(**browser)
    sign_in(page, user(world.who(role, agency)))
    return page


def seat_by_password(watched: Watched, actor: Actor, **browser: Any) -> Page:
    """The same through the sign-in page."""
    person = user(actor)
    person.set_password(PASSWORD)
    person.save()
    page = watched.open(**browser)
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(person.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(f"{watched.address}/can-bo/viec-cua-toi/")
    return page


def follow(page: Page, code: str, number: str) -> None:
    """A citizen looks a dossier up by what stands on the receipt."""
    page.goto("/tra-ho-so/")
    page.get_by_label("Mã hồ sơ").fill(code)
    page.get_by_label("Số điện thoại hoặc số định danh").fill(number)
    page.get_by_role("button", name="Xem hồ sơ").click()


def press(page: Page, name: str) -> None:
    """The button of this name in the page's own content (some lead to a form and are links), with or without its key."""
    page.locator("main .btn", has_text=re.compile(rf"^\s*{re.escape(name)}(\s+F\d+)?\s*$")).click()


def state(page: Page, label: str) -> None:
    """The dossier's business track stands at this word."""
    expect(page.locator(".tracks b").first).to_have_text(label)
