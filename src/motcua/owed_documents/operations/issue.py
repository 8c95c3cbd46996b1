"""Giving a document its number, in the transaction of what owes it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import connection, transaction

from motcua.foundation import clock
from motcua.foundation.rows import Rows, fetch
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.owed_documents import queries
from motcua.owed_documents.facts import Content, Form, Issued, Kind, Owed
from motcua.owed_documents.models import Document
from motcua.owed_documents.rules import writing

#: One statement: what was issued for this fact already, else the next number of the series and the document under it. Two that
#: come at once for one fact: the second waits for the series and is then refused by the constraint.
_ISSUE = """
WITH there AS (
    SELECT id, number, symbol, form_set, form, agency_id, issued_at, issued_by_id, kind FROM owed_documents_document
    WHERE subject = %(subject)s AND fact = %(fact)s
), counted AS (
    INSERT INTO owed_documents_numberseries AS series (agency_id, kind, year, last)
    SELECT %(agency)s, %(kind)s, %(year)s, 1 WHERE NOT EXISTS (SELECT FROM there)
    ON CONFLICT (agency_id, kind, year) DO UPDATE SET last = series.last + 1 RETURNING last
), made AS (
    INSERT INTO owed_documents_document
        (agency_id, kind, year, number, symbol, form_set, form, templates, subject, fact, issued_at, issued_by_id, content_sealed)
    SELECT %(agency)s, %(kind)s, %(year)s, last, %(symbol)s, %(form_set)s, %(form)s, %(templates)s, %(subject)s, %(fact)s, %(at)s,
        %(by)s, %(content)s FROM counted
    RETURNING id, number, symbol, form_set, form, agency_id, issued_at, issued_by_id, kind
)
SELECT *, true FROM made UNION ALL SELECT *, false FROM there
"""

_COUNT = """
INSERT INTO owed_documents_numberseries AS series (agency_id, kind, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (agency_id, kind, year) DO UPDATE SET last = series.last + excluded.last RETURNING last
"""
_DOCUMENTS = Rows(Document)


def issue(
    *, kind: Kind, agency_id: int, subject: str, fact: str, content: Content | None, actor: organization.Actor, at: datetime,
    recorded: bool = False,
) -> Issued:  # fmt: skip
    """Number a document of an agency and keep what it says; the same fact again gets the document that it has.

    Content None: it still goes on and says what it says when it is printed. `recorded`: the caller's own fact names the number, so
    none is written here. Raises NoFormInForce.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given in the transaction of what owes it")
    day = clock.local_day(at)
    form = queries.form_of(kind, agency_id=agency_id, on=day)
    kept = queries.closed({**heading_of(agency_id, at), **content}) if content is not None else b""
    ((*columns, is_new),) = fetch(_ISSUE, _values(form, kept, agency_id, subject, fact, actor, at))
    number, symbol, form_set, form_number, agency, issued_at, issued_by, was = columns[1:]
    document = Issued(
        id=columns[0], kind=Kind(was), number=writing.number_text(number, symbol), agency_id=agency, subject=subject,
        form_set=form_set, form=form_number, issued_at=issued_at, issued_by=issued_by, is_final=content is not None,
    )  # fmt: skip
    if is_new and not recorded:
        record_issued(document, actor, at)
    return document


def issue_many(*, kind: Kind, agency_id: int, owed: Sequence[Owed], actor: organization.Actor, at: datetime) -> list[str]:
    """The next numbers of a series for documents that are new for certain, one after another; the caller's facts name them.

    Raises NoFormInForce.
    """
    form, heading, year = (
        queries.form_of(kind, agency_id=agency_id, on=clock.local_day(at)),
        heading_of(agency_id, at),
        clock.local(at).year,
    )
    kept = [queries.closed({**heading, **one.content}) for one in owed]  # before the series is held
    ((last,),) = fetch(_COUNT, [agency_id, kind.value, year, len(owed)])
    numbers = range(last - len(owed) + 1, last + 1)
    _DOCUMENTS.insert_many(
        [
            Document(
                agency_id=agency_id, kind=kind.value, year=year, number=number, symbol=form.symbol, form_set=form.form_set, form=form.form,
                templates=form.templates, subject=one.subject, fact=one.fact, issued_at=at, issued_by_id=actor.user_id, content_sealed=content,
            )
            for number, one, content in zip(numbers, owed, kept, strict=True)
        ]
    )  # fmt: skip
    return [writing.number_text(number, form.symbol) for number in numbers]


def record_issued(document: Issued, actor: organization.Actor, at: datetime) -> None:
    """The fact, without anything of a person."""
    payload = {"kind": document.kind.value, "number": document.number, "agency": document.agency_id, "for": document.subject}
    journal.record(name="DocumentIssued", subject=f"document:{document.id}", actor=actor.label, at=at, payload=payload)


def _values(
    form: Form, kept: bytes, agency_id: int, subject: str, fact: str, actor: organization.Actor, at: datetime
) -> dict[str, object]:
    return {
        "agency": agency_id, "kind": form.kind.value, "year": clock.local(at).year, "symbol": form.symbol, "form_set": form.form_set,
        "form": form.form, "templates": form.templates, "subject": subject, "fact": fact, "at": at, "by": actor.user_id, "content": kept,
    }  # fmt: skip


def heading_of(agency_id: int, at: datetime) -> dict[str, object]:
    """What the agency is called on the day, and the place and date beside it."""
    on = clock.local_day(at)
    line = queries.agencies_above(agency_id)
    communes = [agency.kind is organization.Kind.COMMUNE for agency in line]
    head = writing.heading([a.name for a in line], is_commune=communes, area=organization.province_names(on=on).area)
    return {"head": asdict(head), "day": [f"{on.day:02d}", f"{on.month:02d}" if on.month < 3 else str(on.month), str(on.year)]}


@transaction.atomic
def issue_alone(
    *, kind: Kind, agency_id: int, subject: str, fact: str, content: Content | None, actor: organization.Actor, at: datetime
) -> Issued:
    """As issue, in a transaction of its own, for what no move owes. Raises NoFormInForce."""
    return issue(kind=kind, agency_id=agency_id, subject=subject, fact=fact, content=content, actor=actor, at=at)
