"""`motcua serve --with-worker` as an operator meets it: killed in parts, killed whole, stopped, started twice."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from motcua.config import processes

MOTCUA = [sys.executable, "-P", "-m", "motcua"]


@dataclass
class Installation:
    home: Path
    port: int
    process: subprocess.Popen[bytes]

    def answers(self) -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/san-sang", timeout=5) as answer:
            return bool(json.load(answer)["ready"])
        return False

    def tree(self) -> dict[int, str]:
        """Every process that works for this installation, the database included."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                mine = f"MOTCUA_HOME={self.home}".encode() in (process / "environ").read_bytes().split(b"\0")
                if words and (mine or str(self.home) in words):
                    found[int(process.name)] = words
        return {pid: words for pid, words in found.items() if pid != os.getpid()}

    def named(self, words: str) -> list[int]:
        return sorted(pid for pid, line in self.tree().items() if words in line)


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _installed(tmp_path_factory.mktemp("máy chủ"))


def _installed(folder: Path) -> Path:
    subprocess.run([*MOTCUA, "migrate", "--verbosity", "0"], env=environment(folder), check=True)
    return folder


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[Installation]:
    yield from _run(home)


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Installation]:
    yield from _run(_installed(tmp_path))


def _run(home: Path) -> Iterator[Installation]:
    port = processes.free_port()
    command = [*MOTCUA, "serve", "--with-worker", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, env=environment(home), stderr=subprocess.DEVNULL)
    installation = Installation(home=home, port=port, process=process)
    wait_for(installation.answers)
    wait_for(lambda: bool(installation.named("motcua worker")))
    yield installation
    process.kill()
    process.wait()
    wait_for(lambda: not installation.named(f"--port {port} "))


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "MOTCUA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "motcua.config.settings", "MOTCUA_DATABASE_URL": ""}


def test_web_worker_and_database_come_back_when_killed(running: Installation) -> None:
    before = {words: running.named(words) for words in ("motcua serve --port", "motcua worker", "bin/postgres -D")}
    assert all(before.values())

    for pids in before.values():
        for pid in pids:
            os.kill(pid, signal.SIGKILL)

    wait_for(running.answers)
    wait_for(lambda: all(running.named(words) and not set(running.named(words)) & set(pids) for words, pids in before.items()))


def test_a_second_copy_on_the_same_port_is_told_so_in_both_languages(running: Installation) -> None:
    second = subprocess.run(
        [*MOTCUA, "serve", "--port", str(running.port)],
        env=environment(running.home),
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 69
    assert f"Cổng {running.port} đang có chương trình khác dùng" in second.stderr
    assert f"Another program uses port {running.port}" in second.stderr
    assert running.answers()


def test_doctor_finds_a_running_installation_well(running: Installation) -> None:
    settings = {**environment(running.home), "MOTCUA_PORT": str(running.port)}

    wait_for(lambda: bool(_doctor(settings)["worker"] == "ok"))

    found = _doctor(settings)
    assert "bad" not in found.values()
    assert found["port"] == found["database"] == found["migrations"] == found["secrets"] == "ok"


def test_a_killed_supervisor_leaves_no_process_behind(doomed: Installation) -> None:
    os.kill(doomed.process.pid, signal.SIGKILL)
    doomed.process.wait()

    wait_for(lambda: not doomed.tree())


def test_a_stop_signal_ends_everything_with_code_zero(doomed: Installation) -> None:
    doomed.process.send_signal(signal.SIGTERM)

    assert doomed.process.wait(timeout=30) == 0
    wait_for(lambda: not doomed.tree())


def test_doctor_names_open_secrets_and_missing_tables(tmp_path: Path) -> None:
    secret = tmp_path / "secrets" / "motcua_secret_key"
    secret.parent.mkdir()
    secret.write_text("x" * 60)
    secret.chmod(0o644)

    found = _doctor(environment(tmp_path))

    assert found["secrets"] == "bad"
    assert found["migrations"] == "bad"
    assert "worker" not in found


def test_doctor_says_why_the_database_does_not_answer() -> None:
    settings = {
        **os.environ,
        "MOTCUA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
    }

    done = subprocess.run([*MOTCUA, "doctor", "--json"], env=settings, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert checks["database"]["verdict"] == "bad"
    assert checks["database"]["remedy_vi"]
    assert "migrations" not in checks


def _doctor(settings: dict[str, str]) -> dict[str, str]:
    done = subprocess.run([*MOTCUA, "doctor", "--json"], env=settings, capture_output=True, text=True, check=False)
    return {check["name"]: check["verdict"] for check in json.loads(done.stdout)["checks"]}
