"""What watches the house asks with HEAD: every page that is opened with GET answers it alike, without a body."""

from django.test import Client
from django.urls import reverse
from tests.dossiers.given import World
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now
from tests.journeys import pages, seeding

KINDS = {"counter": "rach_gia_centre", "head": "rach_gia", "control": "office", "official": "rach_gia"}


def test_every_page_answers_head_as_it_answers_get(world: World, now: Now) -> None:
    seeded = seeding.seed(world)
    clients = {pages.NOBODY: Client()} | {
        kind: Browser(world.who(kind, getattr(world, place))).client for kind, place in KINDS.items()
    }

    for name, page in pages.PAGES.items():
        client = next(client for kind, client in clients.items() if kind in page.opens_for)
        answers(client, page.addresses(seeded)[0], name)
    for move, (kind, situation) in pages.MOVE_FORMS.items():
        if kind in clients:
            answers(clients[kind], reverse("move", args=[seeded.codes[situation], move]), move)
    for name in ("desk", "component_sheet"):
        assert clients["head"].head(reverse(name)).status_code < 400, name


def answers(client: Client, address: str, name: str) -> None:
    response = client.head(address)
    assert (response.status_code, response.content) == (200, b""), name
