"""What a finished dossier took: on time or not, whose part, how often the applicant was asked. One pass for many."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from motcua.calendar import public as calendar
from motcua.dossiers.facts import Channel, DossierId, Verdict
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.counting import limit_of, moments_of, terms_of
from motcua.dossiers.queries.tables import DOSSIERS, subject
from motcua.dossiers.rules import clocks
from motcua.foundation.rows import fetch
from motcua.journal import public as journal

_STEPS = """
SELECT dossier_id, agency_id, closed_by_id, closed_at, due_at FROM dossiers_step
WHERE dossier_id = ANY(%s::bigint[]) AND kind NOT IN ('receive', 'return') AND closed_at IS NOT NULL AND due_at IS NOT NULL ORDER BY id
"""
_ASKED = """
SELECT dossier_id, agency_id, answered_by_id, answered_at, due_at, waived_reason <> '' FROM dossiers_consultation
WHERE dossier_id = ANY(%s::bigint[]) AND answered_at IS NOT NULL ORDER BY id
"""


class Share(NamedTuple):
    """One part of the work: a step or an opinion, and the working minutes left of its limit when it was done (below zero: late)."""

    agency_id: int
    user_id: int | None
    minutes_left: int
    is_opinion: bool


class Finished(NamedTuple):
    """A dossier with its result, as it is judged by."""

    dossier_id: DossierId
    code: str
    centre_id: int
    competent_id: int
    finished_at: datetime
    channel: Channel
    return_way: Channel
    is_test: bool
    supplement_count: int
    #: By the limit of the law, without the new date of an apology.
    verdict: Verdict
    shares: tuple[Share, ...]


def finished(dossier_ids: Collection[int]) -> tuple[Finished, ...]:
    """Those of the dossiers that have a result, by id. No personal data."""
    ids = [sorted(dossier_ids)]
    rows = DOSSIERS.select("id = ANY(%s::bigint[]) AND finished_at IS NOT NULL ORDER BY id", ids)
    shares = defaultdict(list)
    for dossier_id, agency, user, done_at, due_at in fetch(_STEPS, ids):
        shares[dossier_id].append(Share(agency, user, _left(agency, done_at, due_at), is_opinion=False))
    for dossier_id, agency, user, done_at, due_at, is_waived in fetch(_ASKED, ids):
        left = min(_left(agency, done_at, due_at), -1) if is_waived else _left(agency, done_at, due_at)
        shares[dossier_id].append(Share(agency, user, left, is_opinion=True))
    return tuple(
        Finished(
            dossier_id=DossierId(row.pk), code=row.code, centre_id=row.centre_id, competent_id=row.competent_id, finished_at=done_at,
            channel=Channel(row.channel), return_way=Channel(row.return_way), is_test=row.is_test, supplement_count=row.supplement_count,
            verdict=clocks.legal_verdict(due_at=_due_by_law(row), ended_at=done_at, has_limit=limit_of(terms_of(row)) is not None),
            shares=tuple(shares[row.pk]),
        )
        for row in rows
        for done_at in [row.finished_at]
        if done_at is not None
    )  # fmt: skip


def _left(agency_id: int, done_at: datetime, due_at: datetime) -> int:
    return calendar.calendar_of(agency_id=agency_id).between(done_at, due_at)


def _due_by_law(row: Dossier) -> datetime | None:
    """The due time as it was before an apology moved it, and what the clock stood for since; few dossiers have one."""
    extended_at: datetime | None = row.extended_at
    extended_to: datetime | None = row.extended_to
    due_at: datetime | None = row.due_at
    if extended_at is None or extended_to is None or due_at is None:
        return due_at
    working = calendar.calendar_of(agency_id=row.competent_id)
    moments, terms = moments_of(row), terms_of(row)
    stood = clocks.took([*moments.counted(terms), *moments.anew(terms)], since=extended_at, calendar=working)
    if due_at > working.add(extended_to, stood):  # a full dossier came since, and its limit was counted anew
        return due_at
    fact = next(one for one in reversed(journal.history(subject(row.pk))) if one.name == "DueTimeExtended")
    moved: datetime = working.add(datetime.fromisoformat(fact.payload["was"]), stood)
    return moved
