"""A real browser for tests marked `browser`: fixtures `page` (desk), `phone`, and the helpers axe, shot, fits.

The browser is $MOTCUA_CHROMIUM, a Chromium or Chrome on PATH, Playwright's own, or else the one that the npm package
@sparticuz/chromium carries (installed by `motcua frontend --tests`), so that a machine with nothing but Python and Node can
run them. Each page is watched: an error in its console, a broken rule of the content security policy or a request to a
foreign host fails the test.
"""

import os
import platform
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from motcua.cli.management.commands.frontend import tool_paths

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "var" / "shots"
CARRIED = ROOT / "node_modules" / "@sparticuz" / "chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_UNPACK = """
const [from, to] = process.argv.slice(1);
const fs = require("fs"), zlib = require("zlib"), { pipeline } = require("stream/promises");
pipeline(fs.createReadStream(from), zlib.createBrotliDecompress(), fs.createWriteStream(to)).catch((e) => { console.error(e); process.exit(1); });
"""


#: The browser from npm is built for this kind of machine alone: here a missing one is a failure.
CAN_CARRY = platform.system() == "Linux" and platform.machine() == "x86_64"


def find_chromium(own: str) -> tuple[str, dict[str, str]]:
    """The browser to drive, and what its environment needs. Skips where there is none to be had."""
    named = os.environ.get("MOTCUA_CHROMIUM", "")
    if named:
        return named, {}
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found, {}
    if Path(own).exists():
        return own, {}
    if (CARRIED / "bin" / "chromium.br").exists():
        return _unpacked()
    words = "No Chromium: run `motcua frontend --tests`, install one, or set MOTCUA_CHROMIUM"
    if CAN_CARRY:
        pytest.fail(words)
    pytest.skip(words)  # npm has none for this kind of machine, and `make test` may not install one: it says what to do


def _unpacked() -> tuple[str, dict[str, str]]:
    """The carried browser, unpacked once beside node_modules' lock; libraries it may miss come with it."""
    folder = ROOT / "node_modules" / ".chromium"
    binary, libraries = folder / "chromium", folder / "lib"
    if not binary.exists():
        half = folder.with_name(f".chromium.{os.getpid()}")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        _brotli(CARRIED / "bin" / "chromium.br", half / "chromium")
        _brotli(CARRIED / "bin" / "al2023.tar.br", half / "libraries.tar")
        with tarfile.open(half / "libraries.tar") as archive:
            # Debian 12's Python 3.11.2 does not know the filter yet; the archive is one that npm has checked
            archive.extractall(half, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # type: ignore[arg-type]
        (half / "chromium").chmod(0o755)
        try:
            half.rename(folder)
        except OSError:  # another test process was faster
            shutil.rmtree(half)
    path = f"{libraries}:{os.environ.get('LD_LIBRARY_PATH', '')}".rstrip(":")
    return str(binary), {**os.environ, "LD_LIBRARY_PATH": path}


def _brotli(source: Path, target: Path) -> None:
    tools = tool_paths()
    assert tools, "no Node to unpack the browser with"
    subprocess.run([*tools["node"], "-e", _UNPACK, str(source), str(target)], check=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop lives in this thread; Django would take every query of a test for an async one.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        program, environment = find_chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, env=environment or None)  # type: ignore[arg-type]
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Watched:
    """Pages of one test, with what went wrong in them."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.troubles: list[str] = []
        self.expected_statuses: set[int] = set()

    def open(self, *, width: int = 1280, height: int = 900, **options: Any) -> Page:
        """A page in a context of its own: width, height, color_scheme="dark", java_script_enabled=False …"""
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce", **options
        )
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(30_000)  # the first page of a run, on a machine that does other things too
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", self._request)
        page.watched = self  # type: ignore[attr-defined]
        return page

    def _console(self, message: Any) -> None:
        # Chromium logs each refused request; a test that asks for a refusal knows.
        is_refusal = "Failed to load resource" in message.text and any(
            f"status of {n}" in message.text for n in self.expected_statuses
        )
        if message.type in {"error", "warning"} and not is_refusal:
            self.troubles.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in {"data", "blob", "about"} and asked.netloc != urlsplit(self.address).netloc:
            self.troubles.append(f"foreign host: {request.url}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        assert not self.troubles, "\n".join(self.troubles)


@pytest.fixture
def watched(browser: Browser, live_server: Any) -> Iterator[Watched]:
    """`watched.open(width=390, color_scheme="dark")` gives a page; `watched.expected_statuses.add(404)` allows a refusal."""
    pages = Watched(browser, live_server.url)
    yield pages
    pages.close()


@pytest.fixture
def page(watched: Watched) -> Page:
    """A desk: 1280 wide."""
    return watched.open()


@pytest.fixture
def phone(watched: Watched) -> Page:
    """A phone: 390 wide."""
    return watched.open(width=390, height=844, has_touch=True)


def sign_in(page: Page, user: Any) -> None:
    """Give the page's context a session of this user, without going through the form."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.watched.address}])  # type: ignore[attr-defined]


def axe(page: Page, *, without: tuple[str, ...] = ()) -> None:
    """No violation of WCAG 2.2 AA or of axe's best practices on the page as it stands."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("(options) => axe.run(document, options)", options)
    said = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    "
        + "\n    ".join(
            f"{node['html'][:200]} — {node['failureSummary'].splitlines()[-1].strip()}" for node in violation["nodes"][:5]
        )
        for violation in found["violations"]
    ]
    assert not said, f"{page.url}\n" + "\n".join(said)


def fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    width, inside = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if width > inside:
        wide = page.evaluate(
            """(limit) => [...document.querySelectorAll("main *, header *, footer *")]
                 .filter((e) => e.getBoundingClientRect().right > limit + 1 && !e.closest(".scroll"))
                 .slice(0, 8).map((e) => e.outerHTML.slice(0, 120))""",
            inside,
        )
        raise AssertionError(f"{page.url} is {width} wide in {inside}: " + "\n".join(wide))


def shot(page: Page, name: str, *, full: bool = True) -> Path:
    """A picture for people to look at, in var/shots."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=path, full_page=full)
    return path
