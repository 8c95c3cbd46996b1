"""What lies in a file: asked of a process of its own, which hostile bytes may end without harm."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from threading import Timer

from motcua.documents.facts import Contents, Kind, Signature

#: Goes up when the readers find more: what an earlier one found is then looked at again.
READER = 2
#: Seconds by the wall; the process has its own bound of working time.
PATIENCE = 60.0
_COMMAND = (sys.executable, "-P", "-m", "motcua.documents.queries.readers")


def contents_of(pieces: Iterable[bytes], *, kind: Kind, patience: float = PATIENCE) -> Contents:
    """Look into a file whose first bytes say its kind. Never longer than `patience`, never more memory than the readers allow."""
    if kind in {Kind.EMPTY, Kind.PROGRAM, Kind.UNKNOWN, Kind.OLD_OFFICE}:
        return Contents(kind=kind)
    with subprocess.Popen(
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_surroundings()
    ) as reader:
        alarm = Timer(patience, reader.kill)
        alarm.start()
        said = b""
        try:
            if reader.stdin is not None:
                with suppress(BrokenPipeError):
                    for piece in pieces:
                        reader.stdin.write(piece)
                    reader.stdin.close()
            said = reader.stdout.read() if reader.stdout is not None else said
        finally:
            alarm.cancel()
            if not said:
                reader.kill()
    return _read(said, kind)


def _surroundings() -> dict[str, str]:
    """What the reader knows of the machine: where programs and modules lie. Not where the database is, and no key."""
    return {"PATH": os.defpath, "TMPDIR": tempfile.gettempdir(), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _read(said: bytes, kind: Kind) -> Contents:
    try:
        told = json.loads(said)
    except ValueError:  # it was ended before it had spoken
        return Contents(kind=kind, found=("file_takes_too_long",))
    return Contents(
        kind=Kind(told["kind"]), pages=told.get("pages"), signatures=tuple(Signature(one) for one in told.get("signatures", ())),
        found=tuple(dict.fromkeys(told.get("found", ()))),
    )  # fmt: skip
