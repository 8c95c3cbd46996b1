"""What processes owe each other: a child that never outlives its parent, locks that a killed process cannot keep, free ports."""

import contextlib
import ctypes
import errno
import fcntl
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1


def dies_with_parent(sign: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """For `preexec_fn`: the kernel will send `sign` to the child when its parent dies, however it dies (Linux only)."""
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl, parent = ctypes.CDLL(None, use_errno=True).prctl, os.getpid()

    def bind() -> None:
        prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the line above
            os._exit(1)

    return bind


def follow_parent(sign: signal.Signals = signal.SIGTERM) -> None:
    """The same for a process that is running already."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)


def take(path: Path, kind: int = fcntl.LOCK_EX) -> IO[str] | None:
    """A lock on a file, kept until the file object is closed or the process ends; None when somebody else has it."""
    file = path.open("a")
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def is_taken(path: Path) -> bool:
    """Whether some process holds a lock on the file."""
    if not path.exists():
        return False
    lock = take(path)
    if lock is None:
        return True
    lock.close()
    return False


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Wait for one's turn, then let nobody else in."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens there. The web server itself would share the port with a second copy without a word (SO_REUSEPORT)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refused:
            if refused.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise
    return True


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
