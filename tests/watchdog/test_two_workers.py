"""Two workers, real threads, real connections: each alarm is raised once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from tests.dossiers.given import DUE, Lives, World, vn
from tests.watchdog.seen import facts, raised

from motcua.journal import public as journal
from motcua.watchdog import public as watchdog
from motcua.watchdog.models import Telling

LATE = vn("2026-11-25 08:00")


def test_two_workers_at_the_same_moment_raise_each_alarm_once(committed_world: World) -> None:
    life = Lives(committed_world)
    overdue = [life.in_process() for _ in range(5)]
    gate = Barrier(4)

    def look(_: int) -> watchdog.Round:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return watchdog.watch(at=LATE)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as workers:
        rounds = list(workers.map(look, range(4)))

    assert sum(one.raised for one in rounds) == 5
    assert [raised(dossier) for dossier in overdue] == [Counter({("overdue", DUE): 1})] * 5
    assert Telling.objects.count() == 5
    assert [facts(dossier) for dossier in overdue] == [["AlarmRaised"]] * 5
    assert journal.verify().ok
