"""After a change of the catalogue nobody waits for the names to be made anew. Real threads, real connections."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from tests.catalogue import given

from motcua.catalogue import public as catalogue
from motcua.catalogue.queries import changes, finding

pytestmark = pytest.mark.django_db(transaction=True)


class Making:
    """The names, made only when somebody lets them be."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.made, self.begun, self.go_on, self._make = 0, Event(), Event(), make

    def __call__(self) -> Any:
        self.made += 1
        self.begun.set()
        assert self.go_on.wait(timeout=30)
        return self._make()


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> Making:
    monkeypatch.setattr(changes, "PATIENCE", 0.01)
    given.procedure("1.000001")
    assert _found() == ["1.000001"]
    held = Making(finding._hold)
    monkeypatch.setattr(finding, "_hold", held)
    return held


def _found() -> list[str]:
    return sorted(one.code for one in catalogue.search("cấp phép").rows)


def _found_by_another() -> list[str]:
    try:
        return _found()
    finally:
        connection.close()


def _until(wanted: list[str]) -> bool:
    until = time.monotonic() + 30
    while _found() != wanted and time.monotonic() < until:
        time.sleep(0.01)
    return _found() == wanted


def test_readers_go_on_with_the_names_they_have_and_one_thread_makes_the_new_ones(making: Making) -> None:
    given.procedure("1.000002")

    with ThreadPoolExecutor(4) as readers:
        found = [readers.submit(_found_by_another) for _ in range(4)]
        assert [one.result(timeout=10) for one in found] == [["1.000001"]] * 4
    assert making.begun.wait(timeout=30)
    assert making.made == 1

    making.go_on.set()
    assert _until(["1.000001", "1.000002"])
    assert making.made == 1


def test_who_changes_the_catalogue_finds_the_change_at_once(making: Making) -> None:
    making.go_on.set()

    with transaction.atomic():
        given.procedure("1.000002")
        assert _found() == ["1.000001", "1.000002"]
        transaction.set_rollback(True)

    assert _found() == ["1.000001"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_names_that_could_not_be_made_are_tried_again(making: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    made = finding._hold
    tried = Event()

    def torn() -> Any:
        tried.set()
        raise RuntimeError

    monkeypatch.setattr(finding, "_hold", torn)
    given.procedure("1.000002")
    assert _found() == ["1.000001"]
    assert tried.wait(timeout=30)

    making.go_on.set()
    monkeypatch.setattr(finding, "_hold", made)
    assert _until(["1.000001", "1.000002"])
