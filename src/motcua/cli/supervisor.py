"""One tree of processes: starts them, starts again what dies, stops all together, and leaves none behind when it is killed itself."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from motcua.config import postgres, processes

logger = logging.getLogger(__name__)
LONGEST_PAUSE = 5.0  # seconds before a part that keeps dying is started again
GRACE = 15.0  # seconds between asking a process to end and killing it
HOPELESS = 69  # EX_UNAVAILABLE: a child that ends so would only end so again


@dataclass(kw_only=True)
class Part:
    """One process to be kept alive. `command` follows `motcua`."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    again_at: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "motcua", *self.command],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            process_group=0,  # Ctrl-C reaches the supervisor only, which ends its parts in good order
            preexec_fn=processes.dies_with_parent(),  # noqa: PLW1509 (the supervisor has one thread)
        )


def supervise(parts: Sequence[Part], *, announce: Callable[[], bool] = lambda: True) -> int:
    """Keep the parts alive until told to stop; the exit code. `announce` is asked until it says that it has spoken. Main thread only."""
    told = threading.Event()
    with _signals(lambda *_: told.set()):
        try:
            for part in parts:
                part.start()
            announced = announce()
            while not told.wait(0.5 if announced else 0.1):
                if code := _look_after(parts):
                    return code
                announced = announced or announce()
            return 0
        finally:
            _stop(parts)


def _look_after(parts: Sequence[Part]) -> int:
    _look_after_database()
    for part in parts:
        code = part.process.poll() if part.process else None
        if code == HOPELESS:
            return code
        if code is not None:
            _bury(part, code)
        if part.process is None and time.monotonic() >= part.again_at:
            part.start()
    return 0


def _look_after_database() -> None:
    """What keeps it from starting, as a full disk, may pass: the web goes on to say that it is away, and it is tried again."""
    if postgres.is_embedded() and not processes.is_taken(postgres.keeper_lock()):
        try:
            postgres.ensure_running()
        except postgres.PostgresUnavailable as reason:
            logger.error("the database does not start, it is tried again: %s", reason)


def _bury(part: Part, code: int) -> None:
    part.process = None
    part.deaths = part.deaths + 1 if time.monotonic() - part.started < 60 else 1
    pause = min(LONGEST_PAUSE, 0.5 * 2 ** min(part.deaths - 1, 10))
    part.again_at = time.monotonic() + pause
    logger.error("%s ended with code %s; it starts again in %s s", part.name, code, pause)


def _stop(parts: Sequence[Part]) -> None:
    living = [part.process for part in parts if part.process and part.process.poll() is None]
    for process in living:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in living:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, until - time.monotonic()))
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def _signals(handle: Callable[..., None]) -> Iterator[None]:
    before = {name: signal.signal(name, handle) for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        yield
    finally:
        for name, old in before.items():
            signal.signal(name, old)
