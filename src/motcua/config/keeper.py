"""The keeper of the embedded PostgreSQL: a small process that starts it, restarts it when it dies, and stops it after its last user.

Run as `python -m motcua.config.keeper`, one for each data folder. The server is its child and is told by the kernel to shut down
when the keeper itself is killed. PostgreSQL refuses to run as root: there it runs as an unprivileged user, which gets the right to
pass through root's private folders (CAP_DAC_READ_SEARCH) only where the data or the programs lie in one.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

from motcua.config import postgres, processes
from motcua.config.postgres import PostgresUnavailable, binaries, cluster, owner, socket_folder

LINGER = 3.0  # seconds without a user before the server stops: commands that follow each other share it
CRASHES = 5  # deaths within a minute after which the keeper gives up
NO_SUCH_PROCESS = 4_194_305  # above every process number that Linux gives
OPTIONS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "wal_compression": "on",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "effective_cache_size": "2GB",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "jit": "off",
}


def main() -> int:
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, _leave)
    lock = _take_office()
    if lock is None:
        return 0
    try:
        if not (cluster() / "PG_VERSION").exists():
            _create()
        return _keep()
    except PostgresUnavailable as stopped:
        print(stopped, flush=True)  # noqa: T201
        return 1
    finally:
        lock.close()


def _take_office() -> IO[str] | None:
    for _ in range(20):  # somebody may be looking whether the post is taken
        if lock := processes.take(postgres.keeper_lock()):
            return lock
        time.sleep(0.05)
    return None


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _keep() -> int:
    deaths: list[float] = []
    while len([moment for moment in deaths if time.monotonic() - moment < 60]) < CRASHES:
        _put_log_away()
        _settle_old_server()
        _write_configuration()
        server = _start()
        try:
            if _watch(server):
                return 0
        finally:
            _stop(server)
        print(f"keeper: PostgreSQL ended by itself ({server.returncode})", flush=True)  # noqa: T201
        deaths.append(time.monotonic())
        time.sleep(min(2.0, 0.1 * 3 ** len(deaths)))
    raise PostgresUnavailable(
        f"PostgreSQL chết {CRASHES} lần trong một phút.", f"PostgreSQL died {CRASHES} times within a minute."
    )


def _watch(server: subprocess.Popen[bytes]) -> bool:
    """Wait for the last user to go (True, and the server is stopped) or for the server to die (False)."""
    alone_since: float | None = None
    while server.poll() is None:
        time.sleep(0.25)
        if processes.is_taken(postgres.users_lock()):
            alone_since = None
        elif alone_since is None:
            alone_since = time.monotonic()
        elif time.monotonic() - alone_since > LINGER:
            with processes.only_one(postgres.start_lock()):
                if not processes.is_taken(postgres.users_lock()):
                    _stop(server)
                    return True
    return False


def _start() -> subprocess.Popen[bytes]:
    call = _as_owner(binaries() / "postgres", "-D", cluster(), "-k", socket_folder(), sign=signal.SIGINT)
    server: subprocess.Popen[bytes] = subprocess.Popen(**call)
    return server


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # "fast": running transactions are rolled back
        server.wait()
        with contextlib.suppress(OSError):
            socket_folder().rmdir()


def _create() -> None:
    """Make the cluster beside its place and move it there whole, so that a killed start leaves nothing half made."""
    half = cluster().with_name("cluster.new")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    _give(half)
    _run(
        binaries() / "initdb",
        "-D",
        half,
        "-U",
        postgres.ROLE,
        "-A",
        "peer",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
        "--no-instructions",
    )
    with (half / "postgresql.conf").open("a") as conf:
        conf.write("include 'motcua.conf'\n# Settings of your own follow here and win.\n")
    (half / "motcua.conf").touch()
    _run(binaries() / "postgres", "--single", "-D", half, "postgres", said=f'CREATE DATABASE "{postgres.DATABASE}";\n')
    os.sync()
    half.rename(cluster())


def _write_configuration() -> None:
    """Our settings, and who may come in: the owner of the cluster and root, asked by the kernel."""
    (cluster() / "motcua.conf").write_text("".join(f"{name} = '{value}'\n" for name, value in OPTIONS.items()))
    names = {"root", _name(owner())}
    (cluster() / "pg_hba.conf").write_text("local all all peer map=motcua\n")
    (cluster() / "pg_ident.conf").write_text("".join(f'motcua "{name}" {postgres.ROLE}\n' for name in sorted(names)))
    for name in ("motcua.conf", "pg_hba.conf", "pg_ident.conf"):
        _give(cluster() / name)
    sockets = socket_folder()
    sockets.mkdir(mode=0o700, exist_ok=True)
    if sockets.is_symlink() or sockets.lstat().st_uid not in {os.geteuid(), owner()}:
        raise PostgresUnavailable(
            f"{sockets} là của người dùng khác. Xóa thư mục đó, hoặc đặt MOTCUA_HOME là thư mục khác.",
            f"{sockets} belongs to another user. Remove it, or set MOTCUA_HOME to another folder.",
        )
    sockets.chmod(0o700)
    _give(sockets)


def _settle_old_server() -> None:
    """Deal with a server left by a killed keeper, and with a postmaster.pid whose number now belongs to somebody else."""
    note = cluster() / "postmaster.pid"
    until = time.monotonic() + 60
    while (pid := _noted_pid(note)) and _is_our_server(pid):
        if time.monotonic() > until:
            raise PostgresUnavailable(
                f"PostgreSQL cũ (tiến trình {pid}) không dừng lại.", f"An old PostgreSQL (process {pid}) does not stop."
            )
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        time.sleep(0.1)
    _end_orphans()
    if pid and Path("/proc/self").exists():
        # PostgreSQL would not start while any process of this user has that number. Its other guard against two servers
        # on one folder, the shared memory named further down in the file, stays.
        rest = note.read_text().partition("\n")[2]
        note.write_text(f"{NO_SUCH_PROCESS}\n{rest}")


def _end_orphans() -> None:
    """Sessions whose server was killed: amid a long computation they do not see it, and hold the memory that the next server needs."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if _is_our_server(int(process.name)):
                os.kill(int(process.name), signal.SIGKILL)


def _noted_pid(note: Path) -> int | None:
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        return abs(int(note.read_text().splitlines()[0]))
    return None


def _is_our_server(pid: int) -> bool:
    process = Path("/proc") / str(pid)
    try:
        if (process / "comm").read_text().strip() != "postgres":
            return False
        return os.path.samefile(process / "cwd", cluster())
    except FileNotFoundError:
        return False
    except PermissionError:  # in some containers root may not look at other users' processes so closely
        return os.fsencode(cluster()) in (process / "cmdline").read_bytes()


def _put_log_away() -> None:
    if postgres.log().exists() and postgres.log().stat().st_size > 5_000_000:
        shutil.copyfile(postgres.log(), postgres.log().with_suffix(".log.1"))
        os.truncate(postgres.log(), 0)


def _run(*command: str | Path, said: str = "") -> None:
    done = subprocess.run(**_as_owner(*command), input=said.encode(), check=False)
    if done.returncode:
        name = Path(command[0]).name
        raise PostgresUnavailable(f"{name} không chạy được ({done.returncode}).", f"{name} failed ({done.returncode}).")


def _as_owner(*command: str | Path, sign: signal.Signals = signal.SIGTERM) -> dict[str, Any]:
    """Arguments for subprocess: run the command as the cluster's owner, in a plain environment, bound to this process."""
    uid = owner()
    call: dict[str, Any] = {
        "args": [str(part) for part in command],
        "cwd": "/",
        "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        "preexec_fn": processes.dies_with_parent(sign),
    }
    _name(uid)
    if os.geteuid() == 0:
        caps = _passport(uid)
        if not caps:
            return {**call, "user": uid, "group": _group(uid), "extra_groups": []}
        call["args"] = [*_with_passport(uid, caps, sign), *call["args"]]
        call["preexec_fn"] = None
    return call


def _with_passport(uid: int, caps: str, sign: signal.Signals) -> list[str]:
    """Without the secure bit, access(2), by which PostgreSQL looks for its own programs, would forget the capability."""
    who = ["setpriv", f"--reuid={uid}", f"--regid={_group(uid)}", "--clear-groups"]
    may = ["--securebits=+no_setuid_fixup", f"--inh-caps=+{caps}", f"--ambient-caps=+{caps}"]
    return [*who, *may, f"--pdeathsig={sign.name.removeprefix('SIG')}", "--"]


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise PostgresUnavailable(
            f"Người dùng số {uid} không có tên trên máy này (/etc/passwd), mà PostgreSQL cần có.",
            f"User number {uid} has no name on this machine (/etc/passwd), and PostgreSQL needs one.",
        ) from None


def _group(uid: int) -> int:
    return pwd.getpwuid(uid).pw_gid


def _give(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, owner(), _group(owner()))


def _passport(uid: int) -> str:
    """The capability that an unprivileged user needs to get to the data and the programs; none where every folder lets it pass."""
    if all(_lets_pass(folder, uid) for place in (cluster(), binaries(), socket_folder()) for folder in place.parents):
        return ""
    mine = int(re.findall(r"CapPrm:\s*([0-9a-f]+)", Path("/proc/self/status").read_text())[0], 16)
    for bit, name in ((2, "dac_read_search"), (1, "dac_override")):
        if mine >> bit & 1 and shutil.which("setpriv"):
            return name
    raise PostgresUnavailable(
        f"PostgreSQL chạy bằng người dùng {_name(uid)}, không đi qua được các thư mục phía trên {cluster()} hoặc {binaries()}. "
        "Đặt MOTCUA_HOME và nơi để chương trình ở thư mục người khác đi qua được, hoặc chạy bằng người dùng thường.",
        f"PostgreSQL runs as {_name(uid)}, who cannot pass through the folders above {cluster()} or {binaries()}. "
        "Set MOTCUA_HOME and the project's place to folders that others may pass through, or run as an ordinary user.",
    )


def _lets_pass(folder: Path, uid: int) -> bool:
    state = folder.stat()
    return bool(state.st_mode & (0o100 if state.st_uid == uid else 0o001))


if __name__ == "__main__":
    sys.exit(main())
