"""Whoever chose English reads English: on every page, for every kind of user, only data speak Vietnamese.

Two looks at every saying of a page: it is no label of the catalogue (nor has one between its separators), and what it says in
Vietnamese stands so in the database, in the files that come packaged, or is a reference to a law. The Vietnamese pages show
that the first look sees labels.
"""

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from importlib import resources

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from tests.dossiers import given
from tests.dossiers.given import World
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now
from tests.journeys import pages, seeding

from motcua.calendar.models import DayException, WeeklyHours
from motcua.catalogue import public as catalogue
from motcua.cli.management.commands import messages
from motcua.counters.models import ServiceGroup
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import MOVES
from motcua.home.views.citizen import OFTEN
from motcua.organization.models import Agency, User
from motcua.ui import words

KINDS = [pages.NOBODY, "counter", "official", "head", "leader", "clerk", "control", "reform", "inspector", "operator"]
PLACES = {"counter": "rach_gia_centre", "control": "office", "reform": "office", "operator": "top", "inspector": "top"}
#: Said in Vietnamese to everybody: what people type, the other language's name, Tết, the currency, the house, a law.
KEPT = (*OFTEN, "Tiếng Việt", "Tết", "đ", "Một cửa An Giang", "Một cửa", "Luật Hộ tịch 60/2014/QH13 Điều 5 khoản 3")
NAMED_LIKE_LABELS = {"Bản vẽ"}
#: Pages of published text, which may be worded like a label: "Miễn phí", "15 ngày".
PUBLISHED = {"front", "procedures", "procedure", "intake"}
_VIETNAMESE = re.compile(r"[à-ỹđÀ-ỸĐ]")
#: Places in which a number stands
_COUNT = re.compile(r"%\\\((?:n|count|id|days|all|total|most)\\\)[a-z]")
_PLACE = re.compile(r"%\\\(\w+\\\)[a-z]|\\\{\w*\\\}")
_SPOKEN = {"title", "aria-label", "placeholder", "alt", "data-l", "data-none", "data-failed"}
_VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "path", "use", "circle", "rect", "line"}


class _Sayings(HTMLParser):
    """What a page says to people, but for what it marks as Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def _is_left_out(self) -> bool:
        return bool(self._open and self._open[-1][1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_left_out = self._is_left_out() or (("lang", "vi") in attrs and tag != "html") or tag in {"script", "style"}
        if not is_left_out:
            self.said += [value for name, value in attrs if name in _SPOKEN and value]
        if tag not in _VOID:
            self._open.append((tag, is_left_out))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_left_out():
            self.said.append(" ".join(data.split()))


def sayings(page: str) -> list[str]:
    reader = _Sayings()
    reader.feed(page)
    return reader.said


@cache
def _catalogue() -> tuple[frozenset[str], re.Pattern[str]]:
    """The Vietnamese of all that has another English: plain sentences, and those with places to fill."""
    plain, filled = set(), []
    for message in messages._catalogue():
        for vi in [message.id] if isinstance(message.id, str) else message.id:
            pattern, counts = _COUNT.subn(r"[\\d.]+", re.escape(vi))
            pattern, places = _PLACE.subn(".+", pattern)
            if vi and message.string != vi and _VIETNAMESE.search(vi):
                filled.append(pattern) if counts or places else plain.add(vi.casefold())
    return frozenset(plain), re.compile("|".join(filled), re.IGNORECASE)


def labels(saying: str) -> set[str]:
    """The labels of the catalogue that a saying is, or that stand in it between separators."""
    plain, filled = _catalogue()
    parts = {saying, *re.split(r"\s*[·:]\s+", saying)}
    return {part for part in parts if _VIETNAMESE.search(part) and (part.casefold() in plain or filled.fullmatch(part))}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _rows(model: type[models.Model]) -> Iterator[str]:
    fields = [
        one for one in model._meta.concrete_fields if isinstance(one, models.CharField | models.TextField | models.JSONField)
    ]
    rows = model._default_manager.values_list(*(one.attname for one in fields)) if fields else ()
    yield from (" ".join(line.split()) for text in _texts(list(rows)) for line in (text, *text.splitlines()))


def _any(texts: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({text for text in texts if _VIETNAMESE.search(text)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _words(text: str) -> str:
    return " ".join(["", *re.findall(r"[^\W_]+", text.casefold()), ""])


def _packaged(name: str) -> Iterator[str]:
    raw = resources.files("motcua.catalogue").joinpath("data", name).read_bytes()
    yield from (cell for row in csv.reader(gzip.decompress(raw).decode().splitlines()) for cell in row)


def _reasons() -> Iterator[str]:
    """Why a paper is asked for that data replaces, as the law says it."""
    text = resources.files("motcua.catalogue").joinpath("data", "asking_reasons.csv").read_text()
    yield from (row["label"] for row in csv.DictReader(text.splitlines()))


def _quoting() -> Iterator[str]:
    """English that quotes Vietnamese: examples of what to type."""
    for message in messages._catalogue():
        if isinstance(message.string, str) and message.string != message.id:
            yield message.string


class Data:
    """What may be said in Vietnamese."""

    def __init__(self) -> None:
        found = [text for model in apps.get_models() for text in _rows(model)]
        found += [text for event in catalogue.life_events() for text in (event.title, event.summary)]
        found = [*{*found, *_packaged("component_databases.csv.gz"), *_quoting(), *_reasons()}]
        # Choices show the beginning of a step's name, and cases without their colon.
        found += [text[:40].rstrip() for text in found if 40 < len(text) < 200]
        found += [text.rstrip(" :") for text in found if text.endswith(":")]
        self._whole = _any([*found, *KEPT, *(move.law for move in MOVES), *map(words.hidden_name, found)])
        self._published = "|".join(map(_words, found))
        # A name or a basis may be worded like a label; elsewhere what looks like a label is one.
        self._names = _any(
            [
                *NAMED_LIKE_LABELS,
                *(text for model in (Agency, User, DayException, WeeklyHours, ServiceGroup) for text in _rows(model)),
            ]
        )

    def is_untranslated(self, saying: str, *, is_published: bool) -> bool:
        """Texts are shown whole; pages of published text show parts of them, some worded like a label ("Miễn phí")."""
        rest = re.split(r"\s*[·:;()–]\s*", self._whole.sub("·", saying))
        foreign = [part for part in rest if _VIETNAMESE.search(part)]
        if is_published:
            return not all(_words(part) in self._published for part in foreign)
        return bool(foreign or labels(self._names.sub("·", saying)))


def _everything(browser: Browser, kind: str, seeded: pages.Seeded) -> Iterator[tuple[str, str, list[str]]]:
    for name, entry in pages.PAGES.items():
        for address in entry.addresses(seeded) if kind in entry.opens_for else ():
            yield name, address, sayings(browser.open(address).text)
    for move, (who, situation) in pages.MOVE_FORMS.items():
        if who == kind:
            address = reverse("move", args=[seeded.codes[situation], move])
            yield "move", address, sayings(browser.open(address).text)


def _reader(world: World, kind: str, language: str) -> Browser:
    browser = Browser(None if kind == pages.NOBODY else world.who(kind, getattr(world, PLACES.get(kind, "rach_gia"))))
    browser.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return browser


@pytest.mark.parametrize("kind", KINDS)
def test_english_pages_say_in_vietnamese_what_is_data_only(world: World, now: Now, kind: str) -> None:
    seeded = seeding.seed(world)
    data, wrong = Data(), {}

    for name, address, said in _everything(_reader(world, kind, "en"), kind, seeded):
        wrong |= {one[:200]: address for one in said if data.is_untranslated(one, is_published=name in PUBLISHED)}

    assert not wrong, "\n".join(f"{address}: {one}" for one, address in wrong.items())


@pytest.mark.parametrize("kind", [pages.NOBODY, "head", "control"])
def test_every_vietnamese_page_has_labels_that_are_seen(world: World, now: Now, kind: str) -> None:
    seeded = seeding.seed(world)

    for _name, address, said in _everything(_reader(world, kind, "vi"), kind, seeded):
        assert len({label for one in said for label in labels(one)}) > 5, address


def test_why_a_move_cannot_be_made_is_said_in_english(world: World, now: Now) -> None:
    code = given.code(given.Lives(world).in_process())
    browser = _reader(world, "official", "en")
    path = f"/can-bo/ho-so/{code}/request_supplement/"

    page = browser.send(path, browser.open(path).form("seen"), seen="99", reason="x", items="y", status=409)

    assert dossiers.MovedMeanwhile.en in page.text
