"""Entering many identifiers from a file."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.foundation import clock
from motcua.foundation.errors import DomainError, NotPossible
from motcua.foundation.sheets.lines import LineRefused
from motcua.organization import queries
from motcua.organization.facts import Actor, AgencyFact, IdentifierStatus
from motcua.organization.operations.agencies import IdentifierTaken, identify_agency, lock_tree
from motcua.organization.rules.identifiers import (
    IdentifierMissing,
    IdentifiersEntered,
    Line,
    identifiers_given,
    require_identifier,
)

OFFICIAL = IdentifierStatus.OFFICIAL


class AgencyNamedTwice(NotPossible):
    code = "agency_named_twice"
    vi = "{name} đã có ở dòng {line} với nội dung khác."
    en = "{name} stands in line {line} with something else."


@transaction.atomic
def identify_agencies(*, lines: Iterable[bytes], source: str, actor: Actor, at: datetime) -> IdentifiersEntered:
    """Enter the official identifiers of a CSV file (agency, identifier, basis); run again it changes nothing.

    A line that cannot be taken is refused with its reason; the others are taken all the same.
    """
    entered, seen = IdentifiersEntered(source=source[:200]), dict[int, Line]()
    lock_tree()
    waiting, refused = list(identifiers_given(lines)), dict[int, LineRefused]()
    while waiting:
        held_up = []
        for line in waiting:
            try:
                _take(line, entered, seen, actor=actor, at=at)
                refused.pop(line.number, None)
            except DomainError as error:
                refused[line.number] = _refused(line, error)
                held_up += [line] if isinstance(error, IdentifierTaken) else []
        # What another agency holds is free once a later line has given that one another.
        waiting = held_up if len(held_up) < len(waiting) else []
    entered.refused = sorted(refused.values(), key=lambda one: one.line)
    return entered


def _take(line: Line, entered: IdentifiersEntered, seen: dict[int, Line], *, actor: Actor, at: datetime) -> None:
    if line.error:
        raise line.error
    if not line.identifier:
        raise IdentifierMissing
    require_identifier(line.identifier, status=OFFICIAL, basis=line.basis)
    before = queries.agency_called(line.agency, on=clock.local_day(at))
    first = seen.setdefault(before.id, line)
    if (line.identifier, line.basis) != (first.identifier, first.basis):
        raise AgencyNamedTwice(name=before.name, line=first.number)
    after = identify_agency(
        agency_id=before.id, identifier=line.identifier, status=OFFICIAL, basis=line.basis, actor=actor, at=at
    )
    _count(entered, before, after)


def _refused(line: Line, error: DomainError) -> LineRefused:
    return LineRefused(
        line=line.number, code=line.agency[:80], reason=error.code, detail=error.sentence_vi, detail_en=error.sentence_en
    )


def _count(entered: IdentifiersEntered, before: AgencyFact, after: AgencyFact) -> None:
    if before == after:
        entered.unchanged += 1
    elif before.identifier_status is OFFICIAL:
        entered.changed += 1
    else:
        entered.new += 1
