"""A person at a browser, without the browser: pages are read, forms are sent as they stand with what was typed."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.dossiers import given

from motcua.organization.models import User
from motcua.organization.public import Actor

WORK = "/can-bo/viec-cua-toi/"


def page_of(dossier: int | str, move: str = "") -> str:
    """The page of a dossier for staff, or of a move on it; a dossier is named by its code or its id."""
    code = dossier if isinstance(dossier, str) else given.code(dossier)
    return f"/can-bo/ho-so/{code}/{move}"


@dataclass
class Form:
    action: str = ""
    method: str = "get"
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._in: Form | None = None
        self._area = self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in = Form(action=given.get("action", ""), method=given.get("method", "get").lower())
            self.forms.append(self._in)
        elif self._in is not None and tag in {"input", "textarea", "select", "option"}:
            getattr(self, f"_{tag}")(self._in, given.get("name", ""), given)

    def _input(self, form: Form, name: str, given: dict[str, str]) -> None:
        if not name:
            return
        form.names.add(name)
        ticks = given.get("type") in {"checkbox", "radio"}
        if ticks:
            form.choices.setdefault(name, []).append(given.get("value", "on"))
        if not ticks or "checked" in given:
            form.values.setdefault(name, []).append(given.get("value", "on" if ticks else ""))

    def _textarea(self, form: Form, name: str, given: dict[str, str]) -> None:
        form.names.add(name)
        form.values[name], self._area = [""], name

    def _select(self, form: Form, name: str, given: dict[str, str]) -> None:
        form.names.add(name)
        self._list = name

    def _option(self, form: Form, name: str, given: dict[str, str]) -> None:
        value = given.get("value", "")
        form.choices.setdefault(self._list, []).append(value)
        if "selected" in given or self._list not in form.values:  # without a mark a browser sends the first
            form.values[self._list] = [value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._list = ""

    def handle_data(self, data: str) -> None:
        if self._in is not None and self._area:
            self._in.values[self._area][0] += data.removeprefix("\n")


class Page:
    def __init__(self, response: HttpResponse, at: str) -> None:
        self.response, self.at = response, at
        self.status = response.status_code
        self.text = response.content.decode()
        self.forms = _read(self.text)

    @property
    def words(self) -> str:
        """The text of the page's main part."""
        main = self.text.partition("<main")[2] or self.text
        return " ".join(re.sub(r"<[^>]*>", " ", main).split())

    def form(self, having: str) -> Form:
        """The form that asks for something, or goes to an address that ends so."""
        return next(form for form in self.forms if having in form.names or form.action.rstrip("/").endswith(having))

    def says(self, *words: str) -> None:
        for word in words:
            assert word in self.text, f"{word!r} is not on {self.at}"


def _read(text: str) -> list[Form]:
    reader = _Forms()
    reader.feed(text)
    return reader.forms


class Browser:
    def __init__(self, actor: Actor | None = None, **client: Any) -> None:
        self.client = Client(**client)
        if actor is not None:
            self.client.force_login(User.objects.get(pk=actor.user_id), settings.AUTHENTICATION_BACKENDS[0])

    def open(self, path: str, *, status: int = 200, **query: str) -> Page:
        return self._page(self.client.get(path, query, follow=True), path, status)

    def send(self, path: str, form: Form, *, status: int = 200, **typed: Any) -> Page:
        """Send a form that was read, with what was typed into it."""
        unknown = typed.keys() - form.names
        assert not unknown, f"the form does not ask for {unknown}"
        values: dict[str, Any] = {**form.values, **typed}
        return self._page(self.client.post(form.action or path, values, follow=True), path, status)

    def post(self, path: str, *, status: int = 200, **typed: Any) -> Page:
        return self._page(self.client.post(path, typed, follow=True), path, status)

    def _page(self, response: HttpResponse, path: str, status: int) -> Page:
        page = Page(response, path)
        assert page.status == status, f"{path}: {page.status} instead of {status}: {page.words[:1500]}"
        if response["Content-Type"].startswith("text/html"):
            assert "UNDEFINED" not in page.text, page.text[page.text.index("UNDEFINED") :][:80]
        return page

    def follow(self, code: str, number: str) -> Page:
        """Look a dossier up as its applicant."""
        return self.send("/tra-ho-so/", self.open("/tra-ho-so/").form("number"), code=code, number=number)

    def move(self, code: str, move: str, *, status: int = 200, **typed: Any) -> Page:
        """Make a move as its form asks for it."""
        path = page_of(code, f"{move}/")
        return self.send(path, self.open(path).form("seen"), status=status, **typed)
