"""Filing a set of dossiers: the same rows and the same facts as one by one, written by COPY.

What does not hang on the codes is made and written first: only then is the centre's counter of codes taken, so that whoever
files beside it waits for the end of a set and not for its preparation.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.documents import public as documents
from motcua.dossiers.facts import DossierId, DossierMoved, Person
from motcua.dossiers.operations import moving
from motcua.dossiers.operations.codes import next_codes
from motcua.dossiers.operations.file import PAPERS, PARTIES, SUBMIT, Filing, called
from motcua.dossiers.operations.owed import owing
from motcua.dossiers.operations.requests import REQUESTS, KeyUsedForAnother, RequestKey, read, written
from motcua.dossiers.operations.sets.alike import Kind, Looked, paper_rows, party_row, persons_or_error
from motcua.dossiers.queries.tables import DOSSIERS, STEPS, subject
from motcua.foundation.errors import DomainError
from motcua.foundation.rows import fetch
from motcua.journal import public as journal
from motcua.organization import public as organization

#: What became of one filing of a set.
Answer = DossierMoved | DomainError
_EARLIER = "SELECT key, digest, answer::text FROM dossiers_request WHERE sender = %s AND key = ANY(%s)"


@dataclass(slots=True)
class _One:
    """A filing that nothing speaks against."""

    place: int
    filing: Filing
    request: RequestKey
    kind: Kind
    persons: list[Person]
    id: int = 0
    code: str = ""
    #: What the fact of its acceptance says of its receipt.
    receipt: dict[str, Any] = field(default_factory=dict)


def file_many(
    *, filings: Sequence[tuple[Filing, RequestKey]], actor: organization.Actor, at: datetime, accept: bool = False
) -> tuple[Answer, ...]:
    """File each as `file_dossier` would; one that cannot be filed has its error for an answer and keeps nobody else from it.

    The whole set is one transaction, in which its codes follow each other without a gap. A key that was answered before gets
    that answer. The error of a filing is one of those that file_dossier raises.
    """
    try:
        return _file(filings, actor, at, accept=accept)
    except IntegrityError:  # some of the keys were carried out beside us: now they are found
        return _file(filings, actor, at, accept=accept)


def check_many(
    *, filings: Sequence[Filing], actor: organization.Actor, at: datetime, accept: bool = False
) -> list[DomainError | None]:
    """Why each of the filings could not be filed now; None where nothing speaks against it."""
    looked = Looked(actor, at, accept, {})
    return [error if isinstance(error := _judged(filing, looked), DomainError) else None for filing in filings]


def _judged(filing: Filing, looked: Looked) -> tuple[Kind, list[Person]] | DomainError:
    kind = looked.kind_of(filing)
    if isinstance(kind, DomainError):
        return kind
    persons = persons_or_error(filing, looked)
    return persons if isinstance(persons, DomainError) else (kind, persons)


@transaction.atomic
def _file(
    filings: Sequence[tuple[Filing, RequestKey]], actor: organization.Actor, at: datetime, *, accept: bool
) -> tuple[Answer, ...]:
    answers: list[Answer | None] = _earlier([request for _, request in filings])
    fresh = _fresh(filings, answers, Looked(actor, at, accept, {}))
    if fresh:
        _write_lives(fresh, at)
        _give_codes(fresh, at)
        for one, moved in zip(fresh, _write_dossiers(fresh, at), strict=True):
            answers[one.place] = moved
        if accept:
            _give_receipts(fresh, actor, at)
        _record(fresh, actor, at)
    by_key = {(one.request.sender, one.request.key): one for one in fresh}
    return tuple(_said(answer, request, by_key, answers) for answer, (_, request) in zip(answers, filings, strict=True))


def _said(
    answer: Answer | None, request: RequestKey, by_key: dict[tuple[str, str], _One], answers: Sequence[Answer | None]
) -> Answer:
    """A key that stands twice in one set has one answer."""
    if answer is not None:
        return answer
    first = by_key[request.sender, request.key]
    moved = answers[first.place]
    if not isinstance(moved, DossierMoved) or first.request.digest != request.digest:
        return KeyUsedForAnother(key=request.key, code=first.code)
    return replace(moved, repeated=True)


def _earlier(requests: Sequence[RequestKey]) -> list[Answer | None]:
    known: dict[tuple[str, str], tuple[bytes, str]] = {}
    for sender in {request.sender for request in requests}:
        keys = [request.key for request in requests if request.sender == sender]
        known |= {(sender, key): (bytes(digest), answer) for key, digest, answer in fetch(_EARLIER, [sender, keys])}
    found: list[Answer | None] = []
    for request in requests:
        digest, answer = known.get((request.sender, request.key), (b"", ""))
        if not answer:
            found.append(None)
        elif digest == request.digest:
            found.append(read(json.loads(answer)))
        else:
            found.append(KeyUsedForAnother(key=request.key, code=json.loads(answer)["code"]))
    return found


def _fresh(filings: Sequence[tuple[Filing, RequestKey]], answers: list[Answer | None], looked: Looked) -> list[_One]:
    fresh: dict[tuple[str, str], _One] = {}
    for place, (filing, request) in enumerate(filings):
        key = (request.sender, request.key)
        if answers[place] is not None or key in fresh:
            continue
        judged = _judged(filing, looked)
        if isinstance(judged, DomainError):
            answers[place] = judged
        else:
            fresh[key] = _One(place, filing, request, *judged)
    return list(fresh.values())


def _write_lives(fresh: Sequence[_One], at: datetime) -> None:
    """Steps, persons and papers, under the ids that their dossiers will have: the database looks at the end of the transaction."""
    for one, id_ in zip(fresh, DOSSIERS.new_ids(len(fresh)), strict=True):
        one.id = id_
    STEPS.copy_values(one.kind.step_row(id_, one.id) for one, id_ in zip(fresh, STEPS.new_ids(len(fresh)), strict=True))
    persons = [(one.id, person) for one in fresh for person in one.persons]
    ids = PARTIES.new_ids(len(persons))
    PARTIES.copy_values(party_row(id_, dossier, person) for id_, (dossier, person) in zip(ids, persons, strict=True))
    ids = PAPERS.new_ids(sum(len(one.filing.papers) for one in fresh))
    PAPERS.copy_values(_papers(fresh, ids, at))
    for one in fresh:
        documents.hold_files(refs=[paper.file_ref for paper in one.filing.papers], subject=subject(one.id), at=at)


def _papers(fresh: Sequence[_One], ids: Sequence[int], at: datetime) -> list[list[Any]]:
    rows, used = [], 0
    for one in fresh:
        count = len(one.filing.papers)
        rows += paper_rows(ids[used : used + count], one.id, one.filing.papers, at)
        used += count
    return rows


def _give_codes(fresh: Sequence[_One], at: datetime) -> None:
    """In one order of centres, so that two sets never wait for each other in a circle."""
    by_centre: dict[int, list[_One]] = {}
    for one in fresh:
        by_centre.setdefault(one.kind.centre.id, []).append(one)
    for _, those in sorted(by_centre.items()):
        for one, code in zip(those, next_codes(those[0].kind.centre, at, len(those)), strict=True):
            one.code = code


def _give_receipts(fresh: Sequence[_One], actor: organization.Actor, at: datetime) -> None:
    """Also in one order of centres: a series of numbers is held until the end of the set."""
    wanted = [
        owing.Receiving(dossier=one.kind.dossier, id=one.id, code=one.code, persons=one.persons, papers=one.filing.papers)
        for one in fresh
    ]
    for one, receipt in zip(fresh, owing.owe_receipts(wanted, actor=actor, at=at), strict=True):
        one.receipt = receipt


def _write_dossiers(fresh: Sequence[_One], at: datetime) -> list[DossierMoved]:
    DOSSIERS.copy_values(one.kind.dossier_row(one.id, one.code, called(one.persons[0])) for one in fresh)
    moves = [_moved(one) for one in fresh]
    answered = zip(REQUESTS.new_ids(len(fresh)), fresh, moves, strict=True)
    REQUESTS.copy_values(
        (id_, one.request.sender, one.request.key, one.request.digest, json.dumps(written(moved)), at)
        for id_, one, moved in answered
    )
    return moves


def _moved(one: _One) -> DossierMoved:
    return replace(moving.moved(one.kind.dossier, SUBMIT), dossier_id=DossierId(one.id), code=one.code)


def _record(fresh: Sequence[_One], actor: organization.Actor, at: datetime) -> None:
    journal.record_many(
        [
            journal.Fact(name=name, subject=subject(one.id), actor=actor.label, at=at, payload=payload)
            for one in fresh
            for name, payload in one.kind.facts_of(one.code, len(one.filing.papers), one.receipt)
        ]
    )
