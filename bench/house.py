"""The house that is measured: a home of its own under var/bench, one embedded PostgreSQL, a province made once and copied."""

import contextlib
import hashlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
import psycopg
from django.db import connection

from motcua.config import postgres, processes

CHECKOUT = Path(__file__).resolve().parents[1]
HOME = CHECKOUT / "var" / "bench"
PROVINCE = "bench_province"
TICKS = os.sysconf("SC_CLK_TCK")


def open_house() -> None:
    """Before anything of Django is imported."""
    os.environ.update(
        MOTCUA_HOME=str(HOME),
        MOTCUA_DATABASE_URL="",
        DJANGO_SETTINGS_MODULE="bench.settings",
        PYTHONPATH=str(CHECKOUT),
        MOTCUA_LOG_LEVEL="ERROR",
    )
    os.environ.setdefault("BENCH_DATABASE", PROVINCE)  # a process that measures for another one is told its database
    HOME.mkdir(parents=True, exist_ok=True)
    postgres.ensure_running()
    django.setup()


def binaries() -> Path:
    return postgres.binaries()


def socket() -> str:
    return str(postgres.socket_folder())


def connect(database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=socket(), user="motcua", dbname=database, autocommit=True)


def use(database: str) -> None:
    """Let this process work on another database of the cluster. All are copies of one province: what is cached stays true."""
    connection.close()
    connection.settings_dict["NAME"] = database


def _stamp(made_by: list[str]) -> str:
    """Changes when the tables would, or what fills them."""
    digest = hashlib.sha256()
    for path in (*sorted((CHECKOUT / "src" / "motcua").glob("*/migrations/*.py")), *(CHECKOUT / name for name in made_by)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def made(database: str, fill: Callable[[], None], *, made_by: list[str], template: str = "template1") -> str:
    """A database that is filled once and kept until the tables, or the files that fill it, change."""
    stamp = _stamp(made_by)
    with connect() as admin:
        row = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
        ).fetchone()
        if row and row[0] == stamp:
            return database
        print(f"  making {database} …", flush=True)
        _drop(admin, database)
        admin.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        use(database)
        fill()
        use(PROVINCE)
        admin.execute(f"COMMENT ON DATABASE \"{database}\" IS '{stamp}'")
    return database


def emptied(database: str) -> None:
    """A new database without a table."""
    with connect() as admin:
        _drop(admin, database)
        admin.execute(f'CREATE DATABASE "{database}"')


def copied(database: str) -> str:
    """A fresh copy of the province, so that every run begins alike."""
    with connect() as admin:
        _drop(admin, database)
        use(PROVINCE)
        admin.execute(f'CREATE DATABASE "{database}" TEMPLATE "{PROVINCE}"')
    use(database)
    return database


def _drop(admin: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    use(PROVINCE)
    admin.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


# -- processes -------------------------------------------------------------------------------------------------------


def cpu_of(pids: list[int]) -> float:
    """Seconds of CPU that these processes and their finished children have used."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            after_name = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
            total += sum(int(after_name[place]) for place in (11, 12, 13, 14))
    return total / TICKS


def tree(root: int) -> list[int]:
    """A process and all below it."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            below.setdefault(int((folder / "stat").read_text().rpartition(")")[2].split()[1]), []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += below.get(found[-1], [])
    return found


def postgres_pids() -> list[int]:
    return tree(int((postgres.cluster() / "postmaster.pid").read_text().splitlines()[0]))


@dataclass
class Spent:
    """CPU seconds by part while a measurement ran."""

    web: float = 0.0
    database: float = 0.0
    client: float = 0.0

    def each(self, count: int) -> str:
        web, database, client = (1000 * part / max(count, 1) for part in (self.web, self.database, self.client))
        return f"{web:.2f} + {database:.2f} + {client:.2f}"


@dataclass
class Server:
    """`motcua serve` as an operator starts it."""

    port: int
    process: subprocess.Popen[bytes]
    spent: Spent = field(default_factory=Spent)

    @contextlib.contextmanager
    def counted(self) -> Iterator[Spent]:
        web, database, client = cpu_of(tree(self.process.pid)), cpu_of(postgres_pids()), time.process_time()
        spent = Spent()
        yield spent
        spent.web = cpu_of(tree(self.process.pid)) - web
        spent.database = cpu_of(postgres_pids()) - database
        spent.client = time.process_time() - client


@contextlib.contextmanager
def serving(database: str, *, workers: int = 2) -> Iterator[Server]:
    port = processes.free_port()
    command = [sys.executable, "-P", "-m", "motcua", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, env={**os.environ, "BENCH_DATABASE": database}, stderr=subprocess.DEVNULL, cwd=CHECKOUT)
    try:
        _wait_for(port, process)
        yield Server(port=port, process=process)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit("the web server did not start; try: MOTCUA_HOME=var/bench motcua serve")
        with contextlib.suppress(OSError):
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asking.request("GET", "/san-sang")
            if asking.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise SystemExit("the web server does not answer")
