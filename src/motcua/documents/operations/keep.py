"""Keeping a file: written beside the store, looked into, then moved to its place under its digest."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from motcua.documents.facts import Contents, KeptFile
from motcua.documents.models import Content, File
from motcua.documents.operations.write import write_at
from motcua.documents.queries.kept import kept_file, told
from motcua.documents.queries.looking import READER, contents_of
from motcua.documents.queries.store import folder, pieces_at, place_of
from motcua.documents.rules.kinds import HEAD, kind_of
from motcua.documents.rules.names import clean_name
from motcua.foundation import clock, uploads
from motcua.foundation.errors import Invalid
from motcua.foundation.rows import fetch
from motcua.organization import public as organization


class FileTooBig(Invalid):
    status = 413
    code = "file_too_big"
    vi = "Tệp «{name}» lớn hơn {most} MB. Chia thành nhiều tệp, hoặc quét lại ở độ phân giải thấp hơn."
    en = "The file “{name}” is larger than {most} MB. Send it in parts, or scan it again at a lower resolution."


@dataclass(slots=True)
class _Written:
    path: Path
    digest: str = ""
    size: int = 0
    head: bytes = b""
    is_sealed: bool = False


def keep_file(*, pieces: Iterable[bytes], name: str, actor: organization.Actor, at: datetime) -> KeptFile:
    """Keep what somebody sends, once by content, and look into it. Nobody holds it yet: a room above does, or it is swept.

    A stream that breaks off leaves nothing behind. Raises FileTooBig.
    """
    clean = clean_name(name)
    written = _Written(folder() / "incoming" / f"{secrets.token_hex(16)}.part")
    try:
        written.is_sealed = write_at(written.path, _counted(written, pieces, clean))
        contents = _known(written.digest) or _look(written)
        ref = _enter(written, contents, clean, actor, at)
    finally:
        written.path.unlink(missing_ok=True)
    return kept_file(ref=ref, on=clock.local_day(at))


def _counted(written: _Written, pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in pieces:
        written.size += len(piece)
        if written.size > uploads.MOST:
            raise FileTooBig(name=name, most=uploads.MOST // 1_000_000)
        written.head = (written.head + piece)[:HEAD] if len(written.head) < HEAD else written.head
        digest.update(piece)
        yield piece
    written.digest = digest.hexdigest()


def _known(digest: str) -> Contents | None:
    """What is known of the same bytes already, unless a reader that gave up or an earlier one looked into them."""
    row = Content.objects.filter(digest=digest, reader=READER).first()
    if row is None or "file_takes_too_long" in row.found:
        return None
    return told(row)


def _look(written: _Written) -> Contents:
    return contents_of(pieces_at(written.path, is_sealed=written.is_sealed), kind=kind_of(written.head))


@transaction.atomic
def _enter(written: _Written, contents: Contents, name: str, actor: organization.Actor, at: datetime) -> str:
    hold_digest(written.digest)
    row = Content.objects.filter(digest=written.digest).first()
    place = place_of(written.digest)
    if row is None or not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(written.path, place)
        sealed = written.is_sealed
    else:
        sealed = row.is_sealed
    values = {
        "size": written.size, "is_sealed": sealed, "kind": contents.kind, "pages": contents.pages,
        "signatures": list(contents.signatures), "found": list(contents.found), "reader": READER,
    }  # fmt: skip
    row, _ = Content.objects.update_or_create(digest=written.digest, defaults=values, create_defaults=values | {"made_at": at})
    ref = secrets.token_urlsafe(24)
    File.objects.create(ref=ref, content=row, name=name, made_at=at, made_by=actor.label)
    return ref


def hold_digest(digest: str) -> None:
    """Until the end of the transaction, nobody else brings or sweeps these bytes."""
    fetch("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))) AS held", [f"documents:{digest}"])
