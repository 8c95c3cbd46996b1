"""Two devices and a counter with its line at once: no code twice, none unexplained. Real threads, real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import transaction
from tests.dossiers import factories
from tests.dossiers.given import AT, World, later
from tests.dossiers.test_concurrency import together
from tests.offline.given import held, sent

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.foundation import clock
from motcua.foundation.rows import fetch
from motcua.offline import public as offline
from motcua.offline.models import HeldCode, Review
from motcua.offline.public import CodeState


def test_two_devices_that_hold_and_a_counter_that_files_at_once_leave_no_number_unexplained(committed_world: World) -> None:
    world = committed_world
    centre, actor = world.rach_gia_centre, world.who("counter", world.rach_gia_centre)
    filing = factories.filing(centre_id=centre.id, competent_id=world.rach_gia.id)

    def file() -> None:
        dossiers.file_dossier(filing=filing, actor=actor, at=AT, accept=True)

    told = together(
        lambda: held(world, key="may-mot-lan-1", device="may-quay-so-1"),
        lambda: held(world, key="may-hai-lan-1", device="may-quay-so-2"),
        file, file, file,
    )  # fmt: skip
    blocks = [one for one in told if isinstance(one, offline.BlockFact)]
    assert len(blocks) == 2, told
    for block in blocks:
        offline.give_back(block_id=block.id, codes=block.codes[2:], actor=actor, at=later(hours=1))

    online = set(Dossier.objects.values_list("code", flat=True))
    rows = list(HeldCode.objects.exclude(state=CodeState.BACK).values_list("code", flat=True))
    numbers = sorted(int(code.rsplit("-", 1)[1]) for code in [*online, *rows])

    assert not online & set(rows)
    assert numbers == list(range(1, len(numbers) + 1))


def test_one_dossier_sent_by_four_at_once_is_filed_once(committed_world: World) -> None:
    world = committed_world
    block = held(world)

    told = together(*[lambda: sent(world, block, block.codes[0], later(minutes=5), later(hours=1))] * 4)

    assert sorted(one.became for one in told) == ["filed", "repeated", "repeated", "repeated"]
    assert Dossier.objects.count() == 1


def _meanwhile(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """The second begins while the first has not yet committed, and waits for it or goes by it."""
    with ThreadPoolExecutor(max_workers=1) as people:
        with transaction.atomic():
            done = first()
            running = people.submit(lambda: together(second)[0])
            until = monotonic() + 10
            while not _somebody_waits() and not running.done() and monotonic() < until:
                sleep(0.02)
        return done, running.result(timeout=30)


def _somebody_waits() -> bool:
    fetch("SELECT pg_stat_clear_snapshot()")  # a transaction keeps the first look at who runs
    return bool(fetch("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"))


@pytest.mark.parametrize("received", [later(minutes=5), later(hours=5)], ids=["in time", "to be looked at"])
@pytest.mark.parametrize("how", ["given back", "written as not used"])
def test_a_code_whose_dossier_arrives_at_this_moment_is_not_let_go(committed_world: World, received: datetime, how: str) -> None:
    world = committed_world
    block, actor = held(world), world.who("counter", world.rach_gia_centre)

    def let_go() -> object:
        if how == "given back":
            return offline.give_back(block_id=block.id, codes=block.codes, actor=actor, at=later(hours=1))
        return offline.close_block(block_id=block.id, reason="Máy hỏng", actor=actor, at=later(hours=1))

    arrived, gone = _meanwhile(lambda: sent(world, block, block.codes[7], received, later(hours=1)), let_go)

    assert arrived.became in {"filed", "review"}
    assert not isinstance(gone, Exception), gone
    states = dict(HeldCode.objects.values_list("code", "state"))
    assert states.pop(block.codes[7]) == (CodeState.USED if arrived.became == "filed" else CodeState.HELD)
    assert not {CodeState.HELD, CodeState.USED} & {CodeState(one) for one in states.values()}
    assert block.codes[7] not in held(world, key="lan-giu-ma-2", at=later(hours=2)).codes


def test_one_doubtful_dossier_sent_twice_at_once_is_kept_once(committed_world: World) -> None:
    world = committed_world
    block = held(world)

    def send() -> offline.Answer:
        return sent(world, block, block.codes[0], later(hours=5), later(hours=1))

    assert [one.became for one in _meanwhile(send, send)] == ["review", "review"]
    assert Review.objects.count() == 1


def test_two_devices_send_while_a_counter_files_and_each_code_is_one_dossiers(committed_world: World) -> None:
    world = committed_world
    centre, actor = world.rach_gia_centre, world.who("counter", world.rach_gia_centre)
    blocks = [held(world), held(world, key="lan-giu-ma-2", device="may-quay-so-2")]
    filing = factories.filing(centre_id=centre.id, competent_id=world.rach_gia.id)

    works = [
        lambda block=block, n=n: sent(world, block, block.codes[n], later(minutes=n + 1), later(hours=2))
        for block in blocks
        for n in range(2)
    ]
    told = together(
        *works, *[lambda: dossiers.file_dossier(filing=filing, actor=actor, at=AT + timedelta(hours=2), accept=True)] * 2
    )

    assert all(isinstance(one, offline.Answer | dossiers.DossierMoved) for one in told), told
    codes = list(Dossier.objects.order_by("code").values_list("code", flat=True))
    assert len(codes) == len(set(codes)) == 6
    lines = offline.register(centre_id=centre.id, day=clock.local_day(AT), actor=actor)
    assert {line.code for line in lines if line.state is CodeState.USED} < set(codes)
