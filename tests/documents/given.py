"""Files that somebody has sent."""

from tests.documents import samples

from motcua.documents import public as documents
from motcua.foundation import clock
from motcua.organization.public import Actor

AT = clock.local_moment("2026-11-16 07:30")


def kept(data: bytes | None = None, name: str = "don.pdf", *, by: Actor) -> str:
    """The reference of a file that somebody sent before the morning began."""
    found = documents.keep_file(pieces=[samples.pdf() if data is None else data], name=name, actor=by, at=AT)
    return found.ref
