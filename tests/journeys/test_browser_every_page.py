"""Every page, for every kind of user: it opens for those it is for, and axe finds nothing, light and dark, phone and desk."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests.browser_fixtures import Watched, axe, fits
from tests.dossiers.given import World
from tests.dossiers.worlds import Now
from tests.journeys import pages, seeding
from tests.journeys.people import press, seat

KINDS = ["nobody", "counter", "official", "head", "leader", "clerk", "control", "inspector", "operator"]


def test_every_address_is_in_the_table() -> None:
    mounted = set(pages.names())

    assert mounted == {name.partition("#")[0] for name in pages.PAGES} | set(pages.NO_PAGE), (
        "a new address needs its line in tests/journeys/pages.py"
    )
    assert not set(pages.PAGES) & set(pages.NO_PAGE)
    assert pages.move_names() == set(pages.MOVE_FORMS)


def _place(world: World, kind: str) -> str:
    return {"counter": "rach_gia_centre", "control": "office", "inspector": "top", "operator": "top"}.get(kind, "rach_gia")


def _sit(watched: Watched, world: World, kind: str) -> Page:
    if kind == "nobody":
        return watched.open(width=320, height=800)
    return seat(watched, world, kind, getattr(world, _place(world, kind)), width=320, height=800)


def _is_fine(page: Page) -> None:
    """The narrowest phone by daylight, then the desk by night."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="light")
    fits(page)
    axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    fits(page)
    axe(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_pages_of(kind: str, committed_world: World, now: Now, watched: Watched) -> None:
    seeded = seeding.seed(committed_world)
    watched.expected_statuses |= {403, 404}
    page = _sit(watched, committed_world, kind)
    wrong, refusal_judged = [], False
    for place, (name, entry) in enumerate(pages.PAGES.items()):
        for number, address in enumerate(entry.addresses(seeded)):
            answer = page.request.get(address)  # drawn only where it is judged
            opened = answer.status == 200 and urlsplit(answer.url).path == urlsplit(address).path
            if opened != (kind in entry.opens_for):
                wrong.append(f"{name} {address}: {answer.status} at {answer.url}")
            if entry.is_judged_by(kind, KINDS, number, place) if opened else not refusal_judged:
                refusal_judged |= not opened
                page.goto(address)
                _is_fine(page)
    assert not wrong, f"{kind}:\n" + "\n".join(wrong)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_forms_of_every_move(committed_world: World, now: Now, watched: Watched) -> None:
    seeded, seats = seeding.seed(committed_world), {}
    for move, (who, situation) in pages.MOVE_FORMS.items():
        role, _, elsewhere = who.partition(" at ")
        place = committed_world.construction if elsewhere else getattr(committed_world, _place(committed_world, role))
        if who not in seats:
            seats[who] = seat(watched, committed_world, role, place, width=320, height=800)
        page = seats[who]
        page.goto(reverse("move", args=[seeded.codes[situation], move]))
        assert page.url.endswith(f"/{move}/"), f"{who} may not {move}: {page.locator('[role=status]').first.inner_text()}"
        _is_fine(page)

    official = seats["official"]
    official.goto(reverse("dossier", args=[seeded.codes["in_process"]]))
    official.locator("summary", has_text="Hiện số đầy đủ").click()
    official.get_by_label("Xem để làm gì").fill("Gọi người nộp")
    press(official, "Hiện số")
    assert "0918012264" in official.locator("main").inner_text().replace(" ", "")
    _is_fine(official)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_of_who_judges_the_province(committed_world: World, now: Now, watched: Watched) -> None:
    seeded = seeding.seed(committed_world)
    page = seat(watched, committed_world, "reform", committed_world.office, width=320, height=800)
    for name, entry in pages.PAGES.items():
        if name.startswith("appraisal:") and "reform" in entry.opens_for:
            for address in entry.addresses(seeded):
                answer = page.goto(address)
                assert answer
                assert (answer.status, urlsplit(page.url).path) == (200, urlsplit(address).path)
                _is_fine(page)
