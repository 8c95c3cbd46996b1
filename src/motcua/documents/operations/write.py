"""Writing into the store: for the house's own user alone, sealed when a key is given, on the disk before it returns."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from motcua.foundation.sealing.streams import seal_stream


def write_at(path: Path, pieces: Iterable[bytes]) -> bool:
    """Write a new file; returns whether it is sealed. What breaks off leaves a part, which the caller removes."""
    key = settings.FILES_KEY
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(seal_stream(pieces, secret=key) if key else pieces)
        file.flush()
        os.fsync(file.fileno())
    return bool(key)
