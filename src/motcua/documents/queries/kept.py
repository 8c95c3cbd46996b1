"""Kept files by their references, with what is wrong with each on a day."""

from collections.abc import Iterable, Iterator
from datetime import date

from motcua.documents.facts import Contents, KeptFile, Kind, Signature
from motcua.documents.models import Content, File
from motcua.documents.queries.packaged import accepted_on
from motcua.documents.queries.store import pieces_at, place_of
from motcua.documents.rules.defects import defect, defects_of
from motcua.foundation.errors import NotFound


class NoSuchFile(NotFound):
    code = "no_such_file"
    vi = "Không có tệp này, hoặc bạn không có quyền mở."
    en = "There is no such file, or you may not open it."


def kept_files(*, refs: Iterable[str], on: date) -> dict[str, KeptFile]:
    """The files behind references, by reference, one statement; those that are not kept are left out.

    Whether the bytes are there is looked at too: what the store has lost is said as a defect.
    """
    wanted = {ref for ref in refs if ref}
    if not wanted:
        return {}
    rows = File.objects.filter(ref__in=wanted).select_related("content").order_by("id")
    return {row.ref: _shown(row, on) for row in rows}


def kept_file(*, ref: str, on: date) -> KeptFile:
    """One file. Raises NoSuchFile."""
    found = kept_files(refs=[ref], on=on).get(ref)
    if found is None:
        raise NoSuchFile
    return found


def pieces_of(*, ref: str) -> Iterator[bytes]:
    """The bytes of a file, piece by piece; the room above has said who may. Raises NoSuchFile, FileUnreadable."""
    row = File.objects.select_related("content").filter(ref=ref).first()
    if row is None:
        raise NoSuchFile
    return pieces_at(place_of(row.content.digest), is_sealed=row.content.is_sealed)


def told(content: Content) -> Contents:
    """What was found in the bytes."""
    return Contents(
        kind=Kind(content.kind), pages=content.pages, signatures=tuple(Signature(one) for one in content.signatures),
        found=tuple(content.found),
    )  # fmt: skip


def _shown(row: File, on: date) -> KeptFile:
    content, contents = row.content, told(row.content)
    defects = defects_of(contents, name=row.name, rules=accepted_on(on))
    if not place_of(content.digest).exists():
        defects = (defect("file_missing", name=row.name),)
    return KeptFile(
        ref=row.ref, name=row.name, digest=content.digest, size=content.size, contents=contents, made_at=row.made_at,
        made_by=row.made_by, held_by=row.held_by, defects=defects,
    )  # fmt: skip
