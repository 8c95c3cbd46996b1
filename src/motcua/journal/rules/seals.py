"""Are the facts of a sealed day still those that were sealed? A seal covers the sequence number and hash of every fact
booked on its day, and the seal before it. It also keeps the numbers and the first bytes of each hash, only to say which.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from motcua.journal.facts import Problem, ProblemKind

#: The chain that tells of the seals themselves
SUBJECT = "journal:seals"
MARK_BYTES = 4


class SealedDay(NamedTuple):
    """A seal as the database returned it."""

    day: date
    facts: int
    digest: bytes
    sealed_at_microseconds: int
    hash: bytes


class Booked(NamedTuple):
    """A fact of a sealed day."""

    seq: int
    hash: bytes
    subject: str
    position: int


def seal_hash(*, previous: bytes, day: date, facts: int, digest: bytes, sealed_at_microseconds: int) -> bytes:
    """The hash of a day's seal after the seal hashed `previous`. Basis: house choice."""
    said = f"{day.isoformat()} {facts} {sealed_at_microseconds} ".encode()
    return hashlib.sha256(previous + said + digest).digest()


def is_genuine(seal: SealedDay, previous: bytes) -> bool:
    """True if the seal is the one made after the seal hashed `previous`. Basis: house choice."""
    made = seal_hash(
        previous=previous,
        day=seal.day,
        facts=seal.facts,
        digest=seal.digest,
        sealed_at_microseconds=seal.sealed_at_microseconds,
    )
    return made == seal.hash


def day_differences(day: date, seqs: Iterable[int], marks: bytes, booked: Iterable[Booked]) -> Iterator[Problem]:
    """Which facts of a day are not those that were sealed. Basis: house choice."""
    sealed = {seq: marks[i * MARK_BYTES : (i + 1) * MARK_BYTES] for i, seq in enumerate(seqs)}
    for fact in booked:
        mark = sealed.pop(fact.seq, None)
        if mark is None:
            yield inserted_into(day, fact)
        elif mark != fact.hash[:MARK_BYTES]:
            yield _changed_since(day, fact)
    for seq in sealed:
        yield _removed_from(day, seq)


def seal_problem(day: date) -> Problem:
    """The seal of a day is not the one that was made. Basis: house choice."""
    return Problem(
        kind=ProblemKind.SEAL,
        vi=f"Niêm phong ngày {day:%d/%m/%Y} không đúng: niêm phong này, hoặc niêm phong liền trước, đã bị sửa hay bị xóa.",
        en=f"The seal of {day.isoformat()} is not genuine: it, or the seal before it, was changed or removed.",
    )


def seal_missing(day: date) -> Problem:
    """A day was sealed and its seal is gone. Basis: house choice."""
    return Problem(
        kind=ProblemKind.SEAL,
        vi=f"Niêm phong ngày {day:%d/%m/%Y} đã bị xóa.",
        en=f"The seal of {day.isoformat()} was removed.",
    )


def contents_problem(day: date) -> Problem:
    """The day's facts differ from the seal in a way that names no single fact. Basis: house choice."""
    return Problem(
        kind=ProblemKind.SEAL,
        vi=f"Các sự kiện của ngày {day:%d/%m/%Y} không khớp niêm phong của ngày đó.",
        en=f"The facts of {day.isoformat()} do not match the seal of that day.",
    )


def inserted_into(day: date, fact: Booked) -> Problem:
    """A fact stands on a day that had been closed without it. Basis: house choice."""
    return Problem(
        kind=ProblemKind.INSERTED,
        subject=fact.subject,
        position=fact.position,
        seq=fact.seq,
        vi=f"Sự kiện thứ {fact.position} của {fact.subject} (số {fact.seq}) bị chèn vào ngày {day:%d/%m/%Y} đã niêm phong.",
        en=f"Fact {fact.position} of {fact.subject} (seq {fact.seq}) was inserted into {day.isoformat()}, which is sealed.",
    )


def misbooked(day: date, fact: Booked) -> Problem:
    """A fact is booked on a day that its moment and the seals do not give. Basis: house choice."""
    return Problem(
        kind=ProblemKind.CHANGED,
        subject=fact.subject,
        position=fact.position,
        seq=fact.seq,
        vi=f"Sự kiện thứ {fact.position} của {fact.subject} (số {fact.seq}) đã bị chuyển sang ngày {day:%d/%m/%Y}.",
        en=f"Fact {fact.position} of {fact.subject} (seq {fact.seq}) was moved to another day, {day.isoformat()}.",
    )


def _changed_since(day: date, fact: Booked) -> Problem:
    return Problem(
        kind=ProblemKind.CHANGED,
        subject=fact.subject,
        position=fact.position,
        seq=fact.seq,
        vi=f"Sự kiện thứ {fact.position} của {fact.subject} (số {fact.seq}) đã bị viết lại sau khi niêm phong ngày {day:%d/%m/%Y}.",
        en=f"Fact {fact.position} of {fact.subject} (seq {fact.seq}) was rewritten after {day.isoformat()} was sealed.",
    )


def _removed_from(day: date, seq: int) -> Problem:
    return Problem(
        kind=ProblemKind.REMOVED,
        seq=seq,
        vi=f"Sự kiện số {seq} của ngày {day:%d/%m/%Y} đã niêm phong không còn.",
        en=f"Fact seq {seq} of {day.isoformat()}, which is sealed, is gone.",
    )
