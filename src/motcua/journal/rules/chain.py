"""Is the chain of a subject whole? Each fact's hash covers its content, its position and the hash before it; the head of
the chain, kept in a table of its own, says how long the chain is and how it ends.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from motcua.foundation.errors import DomainError
from motcua.journal.facts import Problem, ProblemKind
from motcua.journal.rules.canonical import canonical, digest

GENESIS = bytes(32)


class Head(NamedTuple):
    position: int
    hash: bytes


class Link(NamedTuple):
    """A fact as the database returned it."""

    position: int
    seq: int
    name: str
    version: int
    actor: str
    at_microseconds: int
    payload: str
    hash: bytes


def link_hash(previous: bytes, position: int, body: bytes) -> bytes:
    """The hash of the fact at `position` after the one hashed `previous`. Basis: house choice."""
    return hashlib.sha256(previous + position.to_bytes(8, "big") + body).digest()


def follows(subject: str, link: Link, previous: bytes) -> bool:
    """True if the fact's hash is that of its content in this place. Basis: house choice."""
    position, _, name, version, actor, at, payload, written = link
    body = digest(name=name, version=version, subject=subject, actor=actor, at_microseconds=at, payload=payload)
    return link_hash(previous, position, body) == written or _follows_reparsed(subject, link, previous)


def _follows_reparsed(subject: str, link: Link, previous: bytes) -> bool:
    # Should PostgreSQL ever write jsonb in another way, the journal must not look tampered with.
    try:
        payload = canonical(json.loads(link.payload))
    except (TypeError, ValueError, DomainError):
        return False
    body = digest(
        name=link.name,
        version=link.version,
        subject=subject,
        actor=link.actor,
        at_microseconds=link.at_microseconds,
        payload=payload,
    )
    return link_hash(previous, link.position, body) == link.hash


def chain_problems(subject: str, head: Head | None, links: Iterable[Link]) -> Iterator[Problem]:
    """What is wrong with one chain; `links` in order of position. Basis: house choice."""
    previous = Link(0, 0, "", 0, "", 0, "", GENESIS)
    length = head.position if head else 0
    for link in links:
        if link.position != previous.position + 1:
            yield _removed(subject, previous.position + 1, link.position - 1)
        elif not follows(subject, link, previous.hash):
            yield _changed(subject, link)
        if link.seq < previous.seq:
            yield _inserted(subject, previous)
        if link.position > length:
            yield _inserted(subject, link)
        previous = link
    if previous.position < length:
        yield _removed(subject, previous.position + 1, length)
    elif head and previous.position == length and previous.hash != head.hash:
        yield _changed(subject, previous)


def _changed(subject: str, link: Link) -> Problem:
    return Problem(
        kind=ProblemKind.CHANGED,
        subject=subject,
        position=link.position,
        seq=link.seq,
        vi=f"Sự kiện thứ {link.position} của {subject} (số {link.seq}) đã bị sửa: nội dung không khớp mã băm của chuỗi.",
        en=f"Fact {link.position} of {subject} (seq {link.seq}) was changed: its content does not match the hashes of the chain.",
    )


def _inserted(subject: str, link: Link) -> Problem:
    return Problem(
        kind=ProblemKind.INSERTED,
        subject=subject,
        position=link.position,
        seq=link.seq,
        vi=f"Sự kiện thứ {link.position} của {subject} (số {link.seq}) bị chèn ngoài chuỗi.",
        en=f"Fact {link.position} of {subject} (seq {link.seq}) was inserted past the chain.",
    )


def _removed(subject: str, first: int, last: int) -> Problem:
    positions_vi = f"Sự kiện thứ {first}" if first == last else f"Các sự kiện từ thứ {first} đến thứ {last}"
    positions_en = f"Fact {first}" if first == last else f"Facts {first} to {last}"
    was_or_were = "was" if first == last else "were"
    return Problem(
        kind=ProblemKind.REMOVED,
        subject=subject,
        position=first,
        vi=f"{positions_vi} của {subject} đã bị xóa.",
        en=f"{positions_en} of {subject} {was_or_were} removed.",
    )
