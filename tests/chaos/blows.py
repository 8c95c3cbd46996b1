"""What can be killed in a running installation, and how. SIGKILL asks nobody."""

import signal
from collections.abc import Callable
from pathlib import Path

from tests.installation import DATABASE, KEEPER, WEB, WORKER, Installation, kill


def web_process(here: Installation) -> None:
    """One of the processes that answer requests."""
    kill(_children(here.named(WEB))[:1])


def web(here: Installation) -> None:
    kill(here.named(WEB))


def worker(here: Installation) -> None:
    kill(here.named(WORKER))


def connection(here: Installation) -> None:
    """One session of the database ends, as an administrator ends it."""
    kill(_sessions(here)[-1:], signal.SIGTERM)


def session(here: Installation) -> None:
    """One process of the database dies: it drops all sessions and recovers from its log."""
    kill(_sessions(here)[-1:])


def database(here: Installation) -> None:
    kill(here.named(DATABASE))


def keeper(here: Installation) -> None:
    kill(here.named(KEEPER))


def supervisor(here: Installation) -> None:
    here.process.kill()
    here.start_again()


def everything(here: Installation) -> None:
    """All at the same moment, then the service manager starts the service again."""
    here.process.kill()
    kill([*here.tree(), *_children(here.named(DATABASE))])
    here.start_again()


#: Those that the service survives by itself, and all.
INSIDE: tuple[Callable[[Installation], None], ...] = (web_process, web, worker, connection, session, database, keeper)
ALL = (*INSIDE, supervisor, everything)


def _sessions(here: Installation) -> list[int]:
    return [pid for pid in _children(here.named(DATABASE)) if b" [local] " in _words(pid)]


def _children(parents: list[int]) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent in parents:
            found.append(int(folder.name))
    return sorted(found)


def _words(pid: int) -> bytes:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""
