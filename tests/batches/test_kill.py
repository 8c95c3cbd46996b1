"""A worker that is killed in the middle of a list: another goes on, nothing is lost and nothing is doubled."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from django.db import connection
from tests.batches.files import checked, pupil, xlsx
from tests.dossiers.given import AT, World

from motcua.batches import public as batches
from motcua.batches.models import Line
from motcua.batches.public import LineState, State
from motcua.dossiers.models import Dossier
from motcua.journal import public as journal

_COUNT = 1200
_WORKER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings_test"
import django
from django.conf import settings
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from motcua.batches import public as batches
from motcua.foundation import clock
at = clock.local_moment("2026-11-16 08:00")
while batches.file_next(list_id=int(sys.argv[2]), at=at):
    print("set", flush=True)
"""


def worker(list_id: int) -> "subprocess.Popen[str]":
    """A process of its own, as a worker is."""
    call = [sys.executable, "-P", "-c", textwrap.dedent(_WORKER), str(connection.settings_dict["NAME"]), str(list_id)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env=os.environ)


@pytest.mark.slow
def test_a_list_whose_workers_are_killed_is_filed_once_to_its_end(committed_world: World) -> None:
    actor = committed_world.who("counter", committed_world.rach_gia_centre)
    list_id = checked(committed_world, xlsx(*(pupil(n, name=f"Lê Văn {'ab'[n % 2]}") for n in range(_COUNT))))
    batches.start_list(list_id=list_id, actor=actor, at=AT)

    for delay in (0.03, 0.11, 0.07):
        with worker(list_id) as killed:
            assert killed.stdout is not None
            assert killed.stdout.readline()
            time.sleep(delay)
            killed.send_signal(signal.SIGKILL)
    half = Line.objects.filter(list=list_id, state=LineState.FILED).count()
    with worker(list_id) as first, worker(list_id) as second:
        assert (first.wait(), second.wait()) == (0, 0)

    told = batches.list_fact(list_id, actor=actor)
    assert 0 < half < _COUNT
    assert (told.state, told.counts) == (State.DONE, {LineState.FILED: _COUNT})
    serials = sorted(int(code[-4:]) for code in Dossier.objects.values_list("code", flat=True))
    assert serials == list(range(1, _COUNT + 1))
    assert Line.objects.values("dossier").distinct().count() == _COUNT
    assert journal.verify().ok
