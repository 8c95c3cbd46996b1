"""What a process keeps of tables, while threads ask and transactions change their minds."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import transaction

from motcua.foundation import stamped
from motcua.foundation.stamped import Stamped


class Table:
    """What is kept is the number of the reading."""

    def __init__(self) -> None:
        self.stamp, self.looks, self.reads = "first", 0, 0
        self.kept = Stamped(stamp=self._look, read=self._read)

    def _look(self) -> object:
        self.looks += 1
        return self.stamp

    def _read(self, _stamp: object) -> int:
        self.reads += 1
        return self.reads


@pytest.fixture
def table(db: None) -> Table:
    return Table()


def elsewhere(table: Table) -> int:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(table.kept.get).result()


def test_it_is_read_once_and_then_believed(table: Table) -> None:
    assert [table.kept.get(), table.kept.get(), elsewhere(table)] == [1, 1, 1]
    assert table.looks == 1


def test_an_old_reading_is_kept_while_the_stamp_is_the_same(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamped, "TRUST", 0)

    assert [table.kept.get(), table.kept.get()] == [1, 1]
    table.stamp = "second"
    assert table.kept.get() == 2


def test_an_uncommitted_change_is_seen_by_its_own_thread_only(table: Table) -> None:
    table.kept.get()

    with transaction.atomic():
        table.kept.changed()
        assert table.kept.get() == 2
        assert table.kept.get() == 2
        assert elsewhere(table) == 1


def test_what_is_taken_back_was_never_kept(table: Table) -> None:
    table.kept.get()

    with transaction.atomic():
        table.kept.changed()
        assert table.kept.get() == 2
        with transaction.atomic():
            table.kept.changed()
            assert table.kept.get() == 3
            transaction.set_rollback(True)
        assert table.kept.get() == 4  # the outer change stands, the inner is gone
        transaction.set_rollback(True)

    assert table.kept.get() == 1


@pytest.mark.django_db(transaction=True)
def test_a_committed_change_is_seen_by_every_thread_at_once() -> None:
    table = Table()
    table.kept.get()

    with transaction.atomic():
        table.kept.changed()

    assert (elsewhere(table), table.kept.get()) == (2, 2)


def test_a_reading_during_which_another_thread_forgets_is_answered_all_the_same(db: None) -> None:
    begun, together = Event(), Barrier(2)

    def read(_stamp: object) -> int:
        begun.set()
        together.wait(5)
        return 7

    kept = Stamped(stamp=lambda: None, read=read)
    with ThreadPoolExecutor(2) as pool:
        answer = pool.submit(kept.get)
        begun.wait(5)
        pool.submit(kept.forget)
        together.wait(5)

    assert answer.result() == 7
