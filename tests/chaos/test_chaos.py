"""Killing web, worker or database at any moment loses no acknowledged dossier and leaves no broken chain.

Machines file and move dossiers by the API without pause while parts of the installation are killed at random moments. The blows
follow from a seed, which a failure shows; the moments between which they fall are the machine's own.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom
from threading import Event
from typing import Any

import psycopg
import pytest
from tests import installation
from tests.chaos import blows
from tests.chaos.clients import Client
from tests.installation import MOTCUA, PROJECT, WORKER, Installation, environment, kill, wait_for

from motcua.config import postgres

CLIENTS = 6
BACK_WITHIN = 120.0  # seconds after a blow, on a machine that is busy with other things; some seconds on a quiet one


@dataclass
class Storm:
    """What happened: to whom, and how long nobody answered."""

    here: Installation
    seed: int
    clients: list[Client]
    away: dict[str, list[float]] = field(default_factory=dict)

    def strike(self, blow: Callable[[Installation], None]) -> None:
        began = time.monotonic()
        blow(self.here)
        wait_for(self.here.answers, BACK_WITHIN, f"seed {self.seed}: the service to answer after the blow to {blow.__name__}")
        self.away.setdefault(blow.__name__, []).append(time.monotonic() - began)

    @property
    def told(self) -> dict[str, list[dict[str, Any]]]:
        return {life.code: life.answers for client in self.clients for life in client.lives}

    def __str__(self) -> str:
        heard = sum((client.heard for client in self.clients), Counter[str]())
        slowest = ", ".join(f"{blow} {len(times)}× ≤ {max(times):.1f} s" for blow, times in self.away.items())
        moves = sum(len(answers) for answers in self.told.values())
        return f"seed {self.seed}: {len(self.told)} dossiers, {moves} acknowledged moves, heard {dict(heard)}; away: {slowest}"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installation]:
    with installation.running(installation.installed(tmp_path)) as serving:
        yield serving


@pytest.fixture
def seed() -> int:
    return int(os.environ.get("CHAOS_SEED") or SystemRandom().randrange(10**6))


def test_nothing_acknowledged_is_lost_when_parts_are_killed(here: Installation, seed: int) -> None:
    random = Random(seed)
    province = _inside(here, "province")
    job = _kill_the_worker_in_the_middle_of_a_job(here)

    storm = _storm(
        here, seed, province, random.sample((blows.web_process, blows.session, blows.database, blows.worker), 4), random
    )

    _everything_is_accounted_for(storm)
    wait_for(lambda: _state_of(here, job) == "succeeded")


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_minutes_of_every_kind_of_blow(here: Installation, seed: int) -> None:
    random = Random(seed)
    province = _inside(here, "province")
    count = int(os.environ.get("CHAOS_BLOWS") or 40)
    kinds = [*blows.ALL, *random.choices(blows.ALL, k=max(0, count - len(blows.ALL)))]
    random.shuffle(kinds)

    storm = _storm(here, seed, province, kinds, random)
    job = _kill_the_worker_in_the_middle_of_a_job(here)

    _everything_is_accounted_for(storm)
    wait_for(lambda: _state_of(here, job) == "succeeded")


def _storm(
    here: Installation, seed: int, province: dict[str, Any], kinds: list[Callable[[Installation], None]], random: Random
) -> Storm:
    enough = Event()
    clients = [Client(number, port=here.port, province=province, seed=seed, enough=enough) for number in range(CLIENTS)]
    storm = Storm(here, seed, clients)
    _say(f"seed {seed}: {', '.join(blow.__name__ for blow in kinds)}")
    for client in clients:
        client.start()
    try:
        for blow in kinds:
            time.sleep(random.uniform(0.3, 2.5))
            storm.strike(blow)
        time.sleep(1)
    finally:
        enough.set()
        for client in clients:
            client.join(timeout=120)
        _say(str(storm))
    return storm


def _say(what: str) -> None:
    """Shown with a failure, and by `pytest -s`."""
    sys.stdout.write(f"{what}\n")


def _everything_is_accounted_for(storm: Storm) -> None:
    lost = [lost for client in storm.clients for lost in client.lost]
    assert not lost, "\n".join([str(storm), *lost])
    assert all(not client.is_alive() and client.lives for client in storm.clients), str(storm)
    differences = _inside(storm.here, "account", json.dumps(storm.told))
    assert not differences, "\n".join([str(storm), *differences])
    done = subprocess.run(
        [*MOTCUA, "audit", "verify", "--json"], env=environment(storm.here.home), stdout=subprocess.PIPE, check=False
    )
    verified = json.loads(done.stdout)
    assert verified["ok"], verified["problems"]
    assert verified["facts"] >= sum(len(answers) for answers in storm.told.values())


def _kill_the_worker_in_the_middle_of_a_job(here: Installation) -> int:
    """A job that seals days, held up by a lock on their table until its worker is dead."""
    with _asking(here) as holding, _asking(here) as other:
        holding.execute("LOCK TABLE journal_seal IN ACCESS EXCLUSIVE MODE")
        ((job,),) = other.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args) VALUES ('seal_days', 'default', '{\"timestamp\": 0}') "
            "RETURNING id"
        ).fetchall()
        other.commit()
        wait_for(lambda: _state_of(here, job) == "doing" and _somebody_waits(other))
        kill(here.named(WORKER))
    return int(job)


def _somebody_waits(asking: "psycopg.Connection[tuple[Any, ...]]") -> bool:
    waiting = asking.execute("SELECT FROM pg_locks WHERE relation = 'journal_seal'::regclass AND NOT granted").fetchone()
    asking.commit()
    return waiting is not None


def _state_of(here: Installation, job: int) -> str:
    with _asking(here) as asking:
        row = asking.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job]).fetchone()
    assert row is not None, "the job is gone"
    return str(row[0])


def _asking(here: Installation) -> "psycopg.Connection[tuple[Any, ...]]":
    return psycopg.connect(host=here.socket(), user=postgres.ROLE, dbname=postgres.DATABASE)


def _inside(here: Installation, program: str, said: str = "") -> Any:
    """Run a program of this folder as a process of the installation."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", f"tests.chaos.{program}"],
        env={**environment(here.home), "PYTHONPATH": str(PROJECT)},
        input=said,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
