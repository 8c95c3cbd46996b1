"""Renews the pictures of README from a demo: `MOTCUA_HOME=… python -m tests.house.pictures` (first `motcua demo --no-serve` there).

The pages are the real ones over the demo's data, served by this process; nothing is drawn or put in afterwards.
"""

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_test")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop lives in this thread

import django
from playwright.sync_api import Browser, Page, sync_playwright

from motcua.config import postgres

postgres.ensure_running()
django.setup()

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db.models import Count, Q
from django.test import Client
from tests.browser_fixtures import FLAGS, find_chromium

from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.public import State
from motcua.foundation import clock
from motcua.organization.models import User

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
MOST_BYTES = 200_000
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "has_touch": True}


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def _serve() -> str:
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def _page(browser: Browser, address: str, session: str = "", **options: Any) -> Page:
    context = browser.new_context(base_url=address, locale="vi-VN", color_scheme="light", reduced_motion="reduce", **options)
    if session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    return context.new_page()


def _signed_in(user: User) -> str:
    client = Client()
    client.force_login(user)
    assert client.session[SESSION_KEY]
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _busiest() -> User:
    """The official with the most varied desk: running, stopped, asked elsewhere."""
    of_open = Q(closed_at__isnull=True, role="official")
    ranked = (
        Step.objects.filter(of_open, assignee__isnull=False)
        .values("assignee")
        .annotate(states=Count("dossier__state", distinct=True), all=Count("id"))
        .order_by("-states", "-all")
    )
    return User.objects.get(pk=ranked[0]["assignee"])


def _leader() -> User:
    return User.objects.filter(username__startswith="lanhdao.ubndtinh").order_by("username")[0]


def _eventful() -> str:
    """An open dossier that was asked about, or had its supplement: most to tell."""
    found = (
        Dossier.objects.filter(state=State.IN_PROCESS, due_at__gt=clock.now())
        .annotate(
            told=Count("consultations", distinct=True) + 2 * Count("waits", distinct=True), done=Count("steps", distinct=True)
        )
        .order_by("-told", "-done", "-id")
    )
    return found[0].code


def _unlocked(code: str) -> str:
    session = SessionStore()
    session["followed"] = {"code": code, "until": int(time.time()) + 600}
    session.create()
    return str(session.session_key)


def _take(page: Page, name: str, path: str) -> None:
    page.goto(path)
    page.evaluate("document.fonts.ready")
    target = FOLDER / f"{name}.png"
    page.screenshot(path=target)
    size = target.stat().st_size
    print(f"{name}: {size / 1000:.0f} kB", file=sys.stderr)  # noqa: T201
    assert size < MOST_BYTES, f"{target} weighs {size} bytes"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    address, code = _serve(), _eventful()
    with sync_playwright() as playwright:
        program, environment = find_chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, env=environment or None)  # type: ignore[arg-type]
        _take(_page(browser, address, _signed_in(_busiest()), **DESK), "viec-cua-toi", "/can-bo/viec-cua-toi/")
        _take(_page(browser, address, _signed_in(_leader()), **DESK), "dieu-hanh", "/lanh-dao/")
        _take(_page(browser, address, **PHONE), "thu-tuc-dien-thoai", "/thu-tuc/1.001193/")
        _take(_page(browser, address, _unlocked(code), **PHONE), "theo-doi-dien-thoai", f"/tra-ho-so/{code}/")
        browser.close()


if __name__ == "__main__":
    main()
