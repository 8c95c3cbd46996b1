"""Listings and the search: they page to the end, and addresses changed by hand break nothing."""

import re

import pytest
from tests.dossiers import given
from tests.dossiers.factories import FIVE_DAYS
from tests.dossiers.given import Lives, World
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.dossiers.public import Outcome, State


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"so": "khong-co"}, 422), ({"don-vi": "x"}, 422), ({"don-vi": "²"}, 422), ({"tu": "hôm qua"}, 422), ({"den": "2026-13-01"}, 422),
        ({"sau": "x"}, 422), ({"tu": "0001-01-01"}, 422), ({"don-vi": "9" * 15}, 404), ({"don-vi": "999999"}, 404),
        ({"thu-tuc": "9.999999"}, 404), ({"den": "9999-12-31T23:59:59"}, 200),
    ],
)  # fmt: skip
def test_an_address_of_a_listing_that_was_changed_by_hand_breaks_nothing(
    world: World, life: Lives, now: Now, query: dict[str, str], status: int
) -> None:
    code = given.code(life.in_process())

    page = Browser(world.who("head", world.rach_gia)).open("/can-bo/ho-so/", status=status, **query)

    assert (code in page.text) is (status == 200)


def test_a_listing_pages_to_the_end(world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {given.code(life.filed()) for _ in range(52)}
    browser = Browser(world.who("head", world.rach_gia))

    first = browser.open("/can-bo/ho-so/")
    after = first.text.split("sau=")[1].split('"')[0].split("&")[0]
    second = browser.open("/can-bo/ho-so/", sau=after)

    on_first, on_second = ({code for code in codes if code in page.text} for page in (first, second))
    assert (len(on_first), len(on_second)) == (50, 2)
    assert on_first | on_second == codes
    assert 'rel="next"' not in second.text


def test_the_search_tells_a_refusal_as_one(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.done(outcome=Outcome.REFUSED))

    found = Browser(world.who("official", world.rach_gia)).open("/can-bo/tim/", q=code).words

    assert Outcome.REFUSED.label in found
    assert State.DONE.label not in found


@pytest.mark.parametrize(
    ("words", "groups"),
    [("{code}", ["Hồ sơ"]), ("0918 012 264", ["Hồ sơ"]), (FIVE_DAYS, ["Thủ tục"]), ("khai sinh", ["Thủ tục"])],
)
def test_a_number_finds_dossiers_and_a_procedures_code_its_procedure(
    world: World, life: Lives, now: Now, words: str, groups: list[str]
) -> None:
    code = given.code(life.in_process())

    page = Browser(world.who("official", world.rach_gia)).open("/can-bo/tim/", q=words.format(code=code))

    assert re.findall(r'<h2 id="g\d">([^<]+)</h2>', page.text) == groups
