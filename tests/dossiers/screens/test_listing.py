"""Listings and the search: they page to the end, and addresses changed by hand break nothing."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import Lives, World
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.dossiers.public import Outcome, State


@pytest.mark.parametrize(
    "query",
    [
        {"so": "khong-co"}, {"don-vi": "x"}, {"don-vi": "²"}, {"don-vi": "9" * 15}, {"tu": "hôm qua"}, {"den": "2026-13-01"}, {"sau": "x"},
        {"thu-tuc": "9.999999"}, {"tu": "0001-01-01"}, {"den": "9999-12-31T23:59:59"}, {"don-vi": "999999"},
    ],
)  # fmt: skip
def test_an_address_of_a_listing_that_was_changed_by_hand_breaks_nothing(world: World, now: Now, query: dict[str, str]) -> None:
    response = Browser(world.who("head", world.rach_gia)).client.get("/can-bo/ho-so/", query)

    assert response.status_code in {200, 404, 422}


def test_a_listing_pages_to_the_end(world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {given.code(life.filed()) for _ in range(52)}
    browser = Browser(world.who("head", world.rach_gia))

    first = browser.open("/can-bo/ho-so/")
    after = first.text.split("sau=")[1].split('"')[0].split("&")[0]
    second = browser.open("/can-bo/ho-so/", sau=after)

    assert {code for code in codes if code in first.text or code in second.text} == codes


def test_the_search_tells_a_refusal_as_one(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.done(outcome=Outcome.REFUSED))

    found = Browser(world.who("official", world.rach_gia)).open("/can-bo/tim/", q=code).words

    assert Outcome.REFUSED.label in found
    assert State.DONE.label not in found
