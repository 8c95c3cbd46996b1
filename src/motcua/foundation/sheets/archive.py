"""The zip archive that an office file is, looked over before anybody reads it."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from motcua.foundation.sheets.errors import (
    SheetArchiveTooDeep,
    SheetBroken,
    SheetHasMacros,
    SheetHasObjects,
    SheetNotOffice,
    SheetOldOrLocked,
    SheetTooBig,
)

MAX_FILE = 20_000_000
MAX_UNPACKED = 200_000_000
#: One part is held in memory while it is read, as text or as a tree of many times its size.
MAX_PART = 60_000_000
MAX_PARTS = 5_000
#: A short file of empty elements is a long time of reading; no editor writes elements so deep in each other.
MAX_ELEMENTS = 4_000_000
MAX_DEPTH = 200
#: Tables of XML shrink to a hundredth now and then; only what was made to explode shrinks to a fivehundredth.
MAX_RATIO = 500
_SMALL = 1_000_000
#: Parts that nobody sees who reads the table: embedded files, controls, copies of other files.
_UNSEEN = ("/embeddings/", "/activex/", "/externallinks/")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What the libraries for archives and XML raise for bytes that are not what they claim to be
BROKEN = (
    ParseError,
    DefusedXmlException,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,  # a record of the archive shorter than its kind
    EOFError,  # a part that ends before its stated size
    LookupError,  # a part that is named and not there, or text in an encoding that nobody knows
    NotImplementedError,  # an archive that says it needs a later version of the format, or is patched data
    OSError,  # an offset before the beginning of the file
    ValueError,  # a stated place or size that no file has, or bytes that are no text
)


_TYPES = "[Content_Types].xml"


class Kind(StrEnum):
    WORKBOOK = "xl/workbook.xml"
    DOCUMENT = "word/document.xml"


class Archive:
    """An office file whose sizes have been checked. `name` is for telling people."""

    def __init__(self, archive: zipfile.ZipFile, *, name: str, kind: Kind) -> None:
        self._archive = archive
        self.name = name
        self.kind = kind

    def has(self, part: str) -> bool:
        return part in self._archive.NameToInfo

    def elements(self, part: str) -> Iterator[tuple[str, Any]]:
        """The XML of a part as events 'start' and 'end'; entities and document types are refused, and never resolved.

        Raises SheetBroken, SheetArchiveTooDeep.
        """
        count = depth = 0
        try:
            with self._archive.open(part) as stream:
                for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                    starts = event == "start"
                    count, depth = count + starts, depth + (1 if starts else -1)
                    if count > MAX_ELEMENTS or depth > MAX_DEPTH:
                        raise SheetArchiveTooDeep(name=self.name)
                    yield event, element
        except BROKEN as error:
            raise SheetBroken(name=self.name, why=f"{part}: {type(error).__name__}") from None

    def tree(self, part: str) -> Any:
        """The whole XML of a part. Raises SheetBroken, SheetArchiveTooDeep."""
        root = None
        for _, element in self.elements(part):
            root = element if root is None else root
        return root


@contextmanager
def opened(file: BinaryIO, *, name: str) -> Iterator[Archive]:
    """The archive of an office file. Raises what tells its sender why it is not taken."""
    name = name[-100:]
    _check_head(file, name)
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN as error:
        raise SheetBroken(name=name, why=type(error).__name__) from None
    with archive:
        parts = archive.infolist()
        _check_sizes(parts, name)
        _check_readable(parts, name)
        kind = next((kind for kind in Kind if kind.value in archive.NameToInfo), None)
        if kind is None:
            raise SheetNotOffice(name=name)
        found = Archive(archive, name=name, kind=kind)
        _check_types(found)
        yield found


def _check_types(archive: Archive) -> None:
    """What a file is, it says of itself inside: its name decides nothing, and one made for macros is refused also before it has any."""
    types = archive.tree(_TYPES) if archive.has(_TYPES) else ()
    if any("macroenabled" in part.get("ContentType", "").casefold() for part in types):
        raise SheetHasMacros(name=archive.name)


def _check_head(file: BinaryIO, name: str) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if head == _OLE:
        raise SheetOldOrLocked(name=name)
    if size > MAX_FILE:
        raise SheetTooBig(name=name, most=MAX_FILE // 1_000_000)
    if head[:4] != b"PK\x03\x04":
        raise SheetNotOffice(name=name)


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    """By the sizes that the archive states of itself; reading stops at the stated size, so a lie shows as a broken file."""
    explodes = any(part.file_size > _SMALL and part.file_size > MAX_RATIO * part.compress_size for part in parts)
    too_big = sum(part.file_size for part in parts) > MAX_UNPACKED or any(
        part.file_size > MAX_PART and part.filename.endswith(".xml") for part in parts
    )
    if explodes or too_big or len(parts) > MAX_PARTS:
        raise SheetArchiveTooDeep(name=name)


def _check_readable(parts: list[zipfile.ZipInfo], name: str) -> None:
    names = [part.filename.casefold() for part in parts]
    if any(one.endswith("vbaproject.bin") or "/macrosheets/" in one for one in names):
        raise SheetHasMacros(name=name)
    if any(folder in one for one in names for folder in _UNSEEN):
        raise SheetHasObjects(name=name)
    if any(part.flag_bits & 0x1 for part in parts):
        raise SheetOldOrLocked(name=name)
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise SheetBroken(name=name, why="compression")
