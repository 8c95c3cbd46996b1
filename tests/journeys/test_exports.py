"""What can be taken away as a file is for those who may read its page, and says what it is."""

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.dossiers.factories import BIRTH, BUILDING
from tests.dossiers.given import AT, World
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now
from tests.journeys import pages, seeding
from tests.journeys.test_english_pages import KINDS, PLACES

from motcua.catalogue import public as catalogue

#: file -> the page that offers it
EXPORTS = {
    "control_procedures_csv": "control_procedures",
    "control_decisions_csv": "control_decisions",
    "simplification:export": "simplification:proposals",
    "processes:draft_csv": "processes:draft",
    "processes:draft_bpmn": "processes:draft",
    "processes:process_csv": "processes:procedure",
    "processes:process_bpmn": "processes:procedure",
    "open_data_csv": "open_data",
    "open_data_set": "open_data",
    "open_data_changes": "open_data",
    "procedure_jsonld": "procedure",
}
#: file -> where it is opened: what it gives needs more than an address.
OPENED_ELSEWHERE = {
    "appraisal:table": "tests/appraisal/test_points.py",
    "batches:result": "tests/batches",
    "batches:wrong": "tests/batches",
    "batches:wrong_csv": "tests/batches",
    "my_work_csv": "tests/worklists/test_narrowing.py",
    "offline:worker": "tests/offline",
}


def files(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address that ends like a file."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver) and not (entry.namespace or "").startswith("api"):
            yield from files(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and "." in str(entry.pattern).rpartition("/")[2] and entry.name:
            yield f"{space}{entry.name}"


def test_every_address_of_a_file_stands_here_with_its_page() -> None:
    assert {name for name in files() if name in pages.NO_PAGE} == set(EXPORTS) | set(OPENED_ELSEWHERE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_for_those_who_may_open_its_page(world: World, now: Now, kind: str) -> None:
    seeded = seeding.seed(world)
    client = Browser(None if kind == pages.NOBODY else world.who(kind, getattr(world, PLACES.get(kind, "rach_gia")))).client

    for file, page in EXPORTS.items():
        answers = [client.get(_address(name, seeded)) for name in (file, page)]
        assert answers[0].status_code == answers[1].status_code, (file, page)
        if file.endswith(("_csv", ":export")) and answers[0].status_code == 200:
            _says_what_it_is(answers[0])


def _says_what_it_is(answer: Any) -> None:
    body = answer.getvalue()
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert answer["X-Row-Count"] == str(len(rows) - 1)
    assert answer["X-SHA256"] == hashlib.sha256(body).hexdigest()
    assert answer["X-Filter"] == "tat-ca"


def _address(name: str, seeded: pages.Seeded) -> str:
    if name.startswith("processes:draft"):
        return reverse(name, args=[seeded.ids["process"]])
    if name == "processes:procedure":
        return reverse(name, args=[BUILDING])
    if name.startswith("processes:"):
        return reverse(name, args=[BUILDING, catalogue.terms_in_force(procedure_code=BUILDING, on=AT.date()).process_id])
    return reverse(name, args=[BIRTH] if name in {"procedure", "procedure_jsonld"} else [])
