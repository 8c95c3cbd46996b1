"""The bar of the officials, seen by one of them."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect
from tests.browser_fixtures import Watched, axe, fits, shot, sign_in
from tests.organization import given

from motcua.organization.public import Kind, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_bar_fits_names_the_person_and_lets_them_out(watched: Watched, width: int) -> None:
    user_id = given.officer(Role.HEAD, given.agency("Phường Long Xuyên", Kind.COMMUNE))
    page = watched.open(width=width)
    sign_in(page, get_user_model().objects.get(pk=user_id))
    page.goto("/huong-dan-giao-dien/")

    page.locator("header details.menu:visible summary").last.click()

    expect(page.locator("header").get_by_text("Lê Minh Khang").locator("visible=true")).not_to_have_count(0)
    fits(page)
    axe(page)
    shot(page, f"ui-can-bo-{width}", full=False)
    answer = page.request.get("/huong-dan-giao-dien/")
    assert answer.headers["cache-control"] == "private, no-store"
    page.get_by_role("button", name="Đăng xuất").locator("visible=true").click()
    expect(page).to_have_url(re.compile(r"/$"))
    assert not page.context.cookies() or all(cookie["name"] != "sessionid" for cookie in page.context.cookies())
