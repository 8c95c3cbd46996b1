"""A ZIP as a stream: files go in piece by piece and bytes come out piece by piece; every file is hashed on its way."""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from motcua.archiving.rules.layout import FORMAT, MANIFEST, TABLE
from motcua.foundation import clock

_PIECE = 256 * 1024


class Member(NamedTuple):
    """A file that goes into the package."""

    path: str
    pieces: Iterable[bytes]
    #: What its bytes must hash to, where that is known.
    sha256: str = ""


class MemberChanged(Exception):
    """The bytes of a file are not those that were kept."""


class Spool:
    """Lines that wait on the disk, not in memory."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (closed by `close`)
        self.count = 0

    def add(self, line: list[Any]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[list[Any]]:
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)

    def close(self) -> None:
        self._file.close()


class _Sink:
    """What zipfile writes to: it can neither be read nor turned back."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        pass

    def drain(self) -> Iterator[bytes]:
        if self._held:
            held, self._held = bytes(self._held), bytearray()
            yield held


class Zipped:
    """The stream of a package. `manifest_sha256` is known when the stream has ended."""

    def __init__(self, members: Iterable[Member], *, about: dict[str, Any], at: datetime) -> None:
        self._members, self._about, self._moment = members, about, _six(clock.local(at))
        self._listed, self.manifest_sha256 = Spool(), ""

    def __iter__(self) -> Iterator[bytes]:
        sink = _Sink()
        try:
            with zipfile.ZipFile(sink, "w", allowZip64=True) as package:  # type: ignore[call-overload]
                for member in self._members:
                    yield from self._put(package, sink, member)
                yield from self._put(package, sink, Member(TABLE, self._table()))
                digest = hashlib.sha256()
                yield from self._put(package, sink, Member(MANIFEST, _hashed(self._manifest(), digest)))
                self.manifest_sha256 = digest.hexdigest()
            yield from sink.drain()
        finally:
            self._listed.close()

    @property
    def files(self) -> int:
        return self._listed.count

    def _put(self, package: zipfile.ZipFile, sink: _Sink, member: Member) -> Iterator[bytes]:
        info = zipfile.ZipInfo(member.path, self._moment)
        info.compress_type = zipfile.ZIP_DEFLATED if member.path.endswith((".json", ".csv")) else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with package.open(info, "w", force_zip64=True) as file:
            for piece in member.pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
                yield from sink.drain()
        yield from sink.drain()
        if member.sha256 and digest.hexdigest() != member.sha256:
            raise MemberChanged(member.path)
        if member.path != MANIFEST:
            self._listed.add([member.path, size, digest.hexdigest()])

    def _table(self) -> Iterator[bytes]:
        yield b"\xef\xbb\xbfpath,bytes,sha256\r\n"
        for row in self._listed:
            line = io.StringIO()
            csv.writer(line).writerow(row)
            yield line.getvalue().encode()

    def _manifest(self) -> Iterator[bytes]:
        head = json.dumps({"format": FORMAT, **self._about}, ensure_ascii=False)
        yield f'{head[:-1]}, "files": ['.encode()
        for number, (path, size, digest) in enumerate(self._listed):
            one = json.dumps({"path": path, "bytes": size, "sha256": digest}, ensure_ascii=False)
            yield f"{',' if number else ''}\n{one}".encode()
        yield b"\n]}\n"


def _six(moment: datetime) -> tuple[int, int, int, int, int, int]:
    return moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second


def _hashed(pieces: Iterable[bytes], digest: Any) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece
