"""A worker that is killed in the middle of a package: no half package is ever offered, and the package is made again."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import connection
from tests.archiving.closed import ASKED, asked, closed
from tests.dossiers.given import Lives, World

from motcua.archiving import public as archiving
from motcua.archiving.models import Package
from motcua.archiving.operations.package import PackageNotReady
from motcua.archiving.public import Progress
from motcua.archiving.queries.packages import folder, place_of
from motcua.config import rescue
from motcua.journal import public as journal

_DOSSIERS = 8
#: `motcua worker` on the database and the store of the test, doing only what was put off.
_WORKER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings_test"
import django
django.setup()
from django.conf import settings
settings.FILES = sys.argv[2]
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from procrastinate.contrib.django import app
from motcua.config import followers
app.periodic_registry.periodic_tasks.clear()
followers.FOLLOWERS.clear()
from django.core.management import call_command
call_command("worker", once=True, concurrency=1)
"""


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: object, transactional_db: None) -> None:
    settings.FILES = str(tmp_path / "files")  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def worker(store: str) -> "subprocess.Popen[bytes]":
    """A process of its own."""
    call = [sys.executable, "-P", "-c", textwrap.dedent(_WORKER), str(connection.settings_dict["NAME"]), store]
    return subprocess.Popen(call, env=os.environ)


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not what():
        assert time.monotonic() < until
        time.sleep(0.005)


def written() -> int:
    return max((path.stat().st_size for path in folder().glob("*.part")), default=0)


def killed_in_the_middle(world: World) -> archiving.Package:
    package = asked(world)
    with worker(str(folder().parent)) as doomed:
        wait_for(lambda: written() > 20_000)
        doomed.send_signal(signal.SIGKILL)
    return package


@pytest.mark.slow
@pytest.mark.parametrize("by", ["itself", "a person"])
def test_a_package_whose_worker_is_killed_is_made_again_and_no_half_of_it_is_offered(
    by: str, committed_world: World, tmp_path: Path
) -> None:
    life, clerk = Lives(committed_world), committed_world.who("clerk", committed_world.rach_gia)
    for _ in range(_DOSSIERS):
        closed(life, committed_world, "don.pdf")
    package = killed_in_the_middle(committed_world)

    assert Package.objects.get().progress == Progress.RUNNING
    assert not place_of(package.id).exists()
    with pytest.raises(PackageNotReady):
        archiving.give_package(package_id=package.id, actor=clerk, at=ASKED)
    if by == "a person":
        archiving.make_again(package_id=package.id, actor=clerk, at=ASKED)
    with connection.cursor() as cursor:  # time goes by: the worker has given no sign of life
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - make_interval(secs => %s)", [rescue.DEAD_AFTER]
        )
    with worker(str(folder().parent)) as next_one:
        assert next_one.wait() == 0

    told, pieces = archiving.give_package(package_id=package.id, actor=clerk, at=ASKED)
    (tmp_path / "goi.zip").write_bytes(b"".join(pieces))
    call_command("archive", "verify", str(tmp_path / "goi.zip"), "--manifest", told.manifest_sha256)
    with ZipFile(tmp_path / "goi.zip") as whole:
        assert sum(name.endswith("/ho-so.json") for name in whole.namelist()) == _DOSSIERS
    assert [path.name for path in folder().iterdir()] == [f"{package.id}.zip"]
    names = [fact.name for fact in journal.history(f"archive_package:{package.id}")]
    assert names.count("PackageMade") == 1
