"""A whole installation as an operator has it, in a home of its own: `motcua serve --with-worker` with its web, worker and database."""

import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from motcua.config import processes

PROJECT = Path(__file__).resolve().parents[1]
MOTCUA = [sys.executable, "-P", "-m", "motcua"]
WEB, WORKER, DATABASE, KEEPER = "motcua serve --port", "motcua worker", "bin/postgres -D", "motcua.config.keeper"


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
        return at(self.home)

    def named(self, words: str) -> list[int]:
        return sorted(pid for pid, line in self.tree().items() if words in line)

    def socket(self) -> str:
        """Where its database listens, as the database itself noted it."""
        return (self.home / "database" / "cluster" / "postmaster.pid").read_text().splitlines()[4]

    def start_again(self) -> None:
        """As the machine's service manager does when the supervisor is gone."""
        self.process.wait()
        wait_for(lambda: not self.named(f"--port {self.port} "))
        self.process = _start(self.home, self.port)


def at(home: Path) -> dict[int, str]:
    """The processes of a home, with the words that began them."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            mine = f"MOTCUA_HOME={home}".encode() in (process / "environ").read_bytes().split(b"\0")
            if words and (mine or str(home) in words):
                found[int(process.name)] = words
    return {pid: words for pid, words in found.items() if pid != os.getpid()}


def wait_for(what: Callable[[], bool], seconds: float = 60, hoped: str = "") -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, f"waited in vain {seconds:.0f} s for {hoped or 'it'}"
        time.sleep(0.1)


def installed(folder: Path) -> Path:
    """A home with its tables, ready to be served."""
    subprocess.run(["cp", "-a", f"{_ready()}/.", folder], check=True)
    return folder


@cache
def _ready() -> Path:
    """A home made once and copied from then on: making its tables costs more than any of the tests that want one."""
    home = Path(tempfile.mkdtemp(prefix="motcua-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    subprocess.run([*MOTCUA, "migrate", "--verbosity", "0"], env=environment(home), check=True)
    wait_for(lambda: not at(home))
    return home


@contextmanager
def running(home: Path) -> Iterator[Installation]:
    port = processes.free_port()
    installation = Installation(home=home, port=port, process=_start(home, port))
    try:
        wait_for(installation.answers)
        wait_for(lambda: bool(installation.named(WORKER)))
        yield installation
    finally:
        installation.process.kill()
        installation.process.wait()
        wait_for(lambda: not installation.named(f"--port {port} "))


def _start(home: Path, port: int) -> subprocess.Popen[bytes]:
    command = [*MOTCUA, "serve", "--with-worker", "--port", str(port), "--workers", "1"]
    with (home / "serve.log").open("ab") as log:
        return subprocess.Popen(command, env=environment(home), stderr=log)


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "MOTCUA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "motcua.config.settings", "MOTCUA_DATABASE_URL": ""}


def kill(pids: list[int], sign: signal.Signals = signal.SIGKILL) -> None:
    """Those that still live."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
