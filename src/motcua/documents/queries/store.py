"""Where the bytes lie: a folder, two levels by digest. Sealed when a key is given."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from motcua.foundation.errors import NotFound
from motcua.foundation.sealing.streams import SealBroken, unseal_stream

PIECE = 256 * 1024


class FileUnreadable(NotFound):
    code = "stored_file_unreadable"
    vi = "Tệp không đọc được từ kho. Báo người vận hành xem lại kho tệp và khóa của kho."
    en = "The file cannot be read from the store. Tell the operator to check the file store and its key."


def folder() -> Path:
    return Path(settings.FILES)


def place_of(digest: str) -> Path:
    return folder() / digest[:2] / digest[2:4] / digest


def pieces_at(path: Path, *, is_sealed: bool) -> Iterator[bytes]:
    """The bytes of a file, piece by piece. Raises FileUnreadable."""
    try:
        with path.open("rb") as file:
            if is_sealed:
                yield from unseal_stream(file, secret=settings.FILES_KEY)
                return
            while piece := file.read(PIECE):
                yield piece
    except (OSError, SealBroken):
        raise FileUnreadable from None
