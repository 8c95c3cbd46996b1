"""Who asks is read from the database once for a request, and only when something wants to know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.dossiers.given import World
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now


def _asked(browser: Browser, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.client.get(address).status_code in {200, 302}
    return sum("FROM organization_roleholding own" in query["sql"] for query in seen.captured_queries)


@pytest.mark.parametrize(
    "address",
    [
        "/can-bo/", "/can-bo/viec-cua-toi/", "/can-bo/tim/?q=tran", "/lanh-dao/", "/tai-khoan/", "/quan-tri/tai-khoan/", "/thu-tuc/", "/api/v1/dossiers",
    ],
)  # fmt: skip
def test_an_official_is_looked_up_once_a_page(world: World, now: Now, address: str) -> None:
    assert _asked(Browser(world.who("head", world.rach_gia)), address) == 1


def test_the_keeper_of_the_calendar_is_looked_up_once(world: World, now: Now) -> None:
    assert _asked(Browser(world.who("control", world.office)), "/quan-tri/lich-lam-viec/") == 1


@pytest.mark.parametrize("address", ["/", "/thu-tuc/", "/tra-ho-so/", "/dang-nhap/", "/can-bo/"])
def test_of_the_public_nothing_is_asked(world: World, now: Now, address: str) -> None:
    assert _asked(Browser(), address) == 0
