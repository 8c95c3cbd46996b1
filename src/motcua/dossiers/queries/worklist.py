"""My work: open steps by what is due next. Each branch is a range of one index, so a list costs the same at any size."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_noop

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import AskedFor, Channel, DossierId, State
from motcua.dossiers.models import AWAITED
from motcua.dossiers.queries.ledger import segments_of
from motcua.dossiers.rules.permissions import HANDLERS
from motcua.dossiers.shown import Counted, WorkRow
from motcua.foundation import clock
from motcua.foundation.paging import Page, decode, encode
from motcua.foundation.rows import fetch
from motcua.foundation.sealing import blind_index
from motcua.foundation.text import digits, fold, phone_digits
from motcua.organization import public as organization

PAGE = 50
#: Counts on the side stop here: "999+" tells as much as the number would.
BOUND = 1000
#: Choices to narrow by are read from so many lines of each range.
_LOOKED_OVER = 500


class Filter(StrEnum):
    """The lists of "my work"."""

    MY_TURN = "can-lam"
    OVERDUE = "qua-han"
    TODAY = "hom-nay"
    WAITING = "dang-cho"
    UNTAKEN = "chua-ai-nhan"
    UNIT = "ca-don-vi"
    UNIT_OVERDUE = "don-vi-qua-han"
    TO_RETURN = "cho-tra"
    CONSULTED = "hoi-y-kien"
    INVOLVED = "lien-thong"

    @property
    def label(self) -> str:
        return _LABELS[self][0]

    @property
    def icon(self) -> str:
        return _LABELS[self][1]

    @property
    def is_mine(self) -> bool:
        return self in {Filter.MY_TURN, Filter.OVERDUE, Filter.TODAY, Filter.WAITING} | _ASKED.keys()


_LABELS = {
    Filter.MY_TURN: (gettext_noop("Cần làm"), "work"),
    Filter.OVERDUE: (gettext_noop("Quá hạn"), "late"),
    Filter.TODAY: (gettext_noop("Đến hạn hôm nay"), "clock"),
    Filter.WAITING: (gettext_noop("Chờ người nộp"), "pause"),
    Filter.CONSULTED: (gettext_noop("Được hỏi ý kiến"), "ask"),
    Filter.INVOLVED: (gettext_noop("Phần liên thông"), "building"),
    Filter.UNTAKEN: (gettext_noop("Chưa ai nhận"), "inbox"),
    Filter.UNIT: (gettext_noop("Cả đơn vị"), "building"),
    Filter.UNIT_OVERDUE: (gettext_noop("Đơn vị quá hạn"), "late"),
    Filter.TO_RETURN: (gettext_noop("Xong, chưa trả"), "box"),
}


#: Lists of what other agencies ask for: lines are due when the answer is.
_ASKED = {Filter.CONSULTED: AskedFor.OPINION, Filter.INVOLVED: AskedFor.TASK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a list is narrowed to; what is empty narrows nothing."""

    #: A code, a part of the applicant's name, a whole telephone or identity number.
    words: str = ""
    procedure_id: int | None = None
    #: The step as its process calls it.
    step: str = ""
    #: Due before this moment.
    due_before: datetime | None = None
    assignee_id: int | None = None

    @property
    def is_whole(self) -> bool:
        return self == Narrowed()


class Choices(NamedTuple):
    """What the lines of a list may be narrowed to: procedures by id, steps, and who holds them."""

    procedures: dict[int, str]
    steps: tuple[str, ...]
    assignee_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Branch:
    """One range of an index: SQL conditions over open steps `s`, and their values."""

    where: str
    values: tuple[Any, ...]
    #: How the index of this range is ordered.
    order: str = "s.sort_at, s.id"


WHOLE = Narrowed()


def _branches(actor: organization.Actor, which: Filter, at: datetime) -> list[_Branch]:
    posts = sorted((str(h.role), h.agency_id) for h in actor.posts if h.role in HANDLERS)
    places = sorted({agency for _, agency in posts})
    window, values = _window(which, at)
    if which is Filter.UNTAKEN:
        untaken = "s.agency_id = %s AND s.assignee_id IS NULL" + window
        return [_Branch(untaken, (place, *values), order="s.role, s.sort_at, s.id") for place in places]
    if which in {Filter.UNIT, Filter.UNIT_OVERDUE}:
        return [_Branch("s.agency_id = %s" + window, (place, *values)) for place in places]
    if which is Filter.TO_RETURN:
        return [_Branch("s.agency_id = %s AND s.kind = 'return'" + window, (place, *values)) for place in places]
    mine = [_Branch("s.assignee_id = %s" + window, (actor.user_id, *values))]
    theirs = "s.assignee_id = %s AND s.agency_id = %s AND s.role = %s" + window
    mine += [_Branch(theirs, (user, place, role, *values)) for user, place, role in _absent(actor)]
    free = "s.agency_id = %s AND s.role = %s AND s.assignee_id IS NULL AND s.kind <> 'return'" + window
    return mine + [_Branch(free, (place, role, *values)) for role, place in posts]


def _absent(actor: organization.Actor) -> list[tuple[int, int, str]]:
    """Whose work in which role at which agency is the actor's while they are away."""
    return sorted(
        (one.user_id, one.agency_id, str(one.role))
        for one in actor.stands_in
        if one.role in HANDLERS and one.user_id != actor.user_id
    )


def _window(which: Filter, at: datetime) -> tuple[str, tuple[datetime, ...]]:
    if which in {Filter.OVERDUE, Filter.UNIT_OVERDUE}:
        return " AND s.sort_at < %s AND s.kind <> 'return'", (at,)
    if which is Filter.TODAY:
        midnight = clock.midnight(clock.local_day(at) + timedelta(days=1))
        return " AND s.sort_at >= %s AND s.sort_at < %s AND s.kind <> 'return'", (at, midnight)
    if which is Filter.WAITING:
        return " AND s.sort_at >= %s", (AWAITED,)
    if which is Filter.MY_TURN:
        return " AND s.sort_at < %s", (AWAITED,)
    return "", ()


def worklist(
    *,
    actor: organization.Actor,
    which: Filter,
    at: datetime,
    cursor: str | None = None,
    size: int = PAGE,
    narrowed: Narrowed = WHOLE,
) -> Page[WorkRow]:
    """One page of a list, most urgent first, what waits for the applicant last. Raises BadCursor."""
    if which in _ASKED:
        return _asked(_ASKED[which], actor, at, cursor, size, narrowed)
    after = _after(cursor)
    keys = _keys(_branches(actor, which, at), actor.user_id, after, size + 1, narrowed)
    rows = _rows([key[1] for key in keys[:size]], actor, at)
    return Page(rows=rows, next=encode([keys[size - 1][0].isoformat(), keys[size - 1][1]]) if len(keys) > size else None)


def _after(cursor: str | None) -> tuple[datetime, int] | None:
    if not cursor:
        return None
    sort_at, step_id = decode(cursor, datetime, int)
    return sort_at, step_id


#: Nobody meets in a list what another tries with a draft of a process: nobody else may do anything with it.
_ANOTHERS_TRIALS = " <> ALL(ARRAY(SELECT id FROM dossiers_dossier WHERE is_test AND tried_by_id <> %s))"


def _keys(
    branches: list[_Branch], user_id: int | None, after: tuple[datetime, int] | None, limit: int, narrowed: Narrowed
) -> list[tuple[datetime, int]]:
    if not branches:
        return []
    later, later_values = (" AND (s.sort_at, s.id) > (%s, %s)", after) if after else ("", ())
    found, found_values = _narrowing(narrowed)
    found += f" AND s.dossier_id{_ANOTHERS_TRIALS}"
    parts, values = [], []
    for branch in branches:
        parts.append(
            f"(SELECT s.sort_at, s.id FROM dossiers_step s WHERE s.closed_at IS NULL AND {branch.where}{later}{found} "  # noqa: S608
            "ORDER BY s.sort_at, s.id LIMIT %s)"
        )
        values += [*branch.values, *later_values, *found_values, user_id, limit]
    # The branches have no step in common.
    whole = f"SELECT sort_at, id FROM ({' UNION ALL '.join(parts)}) u ORDER BY sort_at, id LIMIT %s"  # noqa: S608
    return [(sort_at, step_id) for sort_at, step_id in fetch(whole, [*values, limit])]


def _narrowing(narrowed: Narrowed, *, due: str = "s.sort_at") -> tuple[str, list[Any]]:
    """Conditions over open steps `s`, and their values."""
    parts: list[str] = []
    values: list[Any] = []
    for condition, value in (
        (" AND s.name = %s", narrowed.step),
        (f" AND {due} < %s", narrowed.due_before),
        (" AND s.assignee_id = %s", narrowed.assignee_id),
        (
            " AND EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.id = s.dossier_id AND d.procedure_id = %s)",
            narrowed.procedure_id,
        ),
    ):
        if value:
            parts.append(condition)
            values.append(value)
    if text := narrowed.words.strip():
        condition, more = _words(text)
        parts.append(condition)
        values += more
    return "".join(parts), values


def _words(text: str) -> tuple[str, list[Any]]:
    number = digits(text)
    if len(number) >= 9 and len(number) * 2 > len(text) and "-" not in text:
        secret = settings.IDENTITY_KEY
        return (
            " AND s.dossier_id IN (SELECT dossier_id FROM dossiers_party WHERE phone_index = %s OR id_index = %s)",
            [blind_index(phone_digits(text), secret=secret), blind_index(number, secret=secret)],
        )
    pattern = "%" + fold(text).replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
    return (
        " AND EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.id = s.dossier_id "
        "AND (d.applicant_folded LIKE %s OR d.code ILIKE %s))",
        [pattern, pattern],
    )


def choices(*, actor: organization.Actor, which: Filter, at: datetime) -> Choices:
    """What stands on the first lines of a list."""
    branches = [] if which in _ASKED else _branches(actor, which, at)
    if not branches:
        return Choices({}, (), frozenset())
    one = "(SELECT s.dossier_id, s.name, s.assignee_id FROM dossiers_step s WHERE s.closed_at IS NULL AND {0.where} ORDER BY {0.order} LIMIT %s)"
    whole = (
        "SELECT DISTINCT d.procedure_id, d.version_id, u.name, u.assignee_id FROM "  # noqa: S608
        f"({' UNION ALL '.join(map(one.format, branches))}) u JOIN dossiers_dossier d ON d.id = u.dossier_id"
    )
    found = fetch(whole, [value for branch in branches for value in (*branch.values, _LOOKED_OVER)])
    names = catalogue.names(version_ids={version for _, version, _, _ in found})
    return Choices(
        procedures={procedure: names[version].short_name for procedure, version, _, _ in found},
        steps=tuple(dict.fromkeys(name for _, _, name, _ in found)),
        assignee_ids=frozenset(holder for _, _, _, holder in found if holder is not None),
    )


#: Open steps of test dossiers: few, found by an index of their own, and taken off every count.
_TESTS = """
WITH tests AS MATERIALIZED (
    SELECT s.* FROM dossiers_dossier d JOIN dossiers_step s ON s.dossier_id = d.id WHERE d.is_test AND s.closed_at IS NULL
)
"""
#: A count goes so far beyond its bound that it stays right with as many test dossiers among what it counts.
_MOST_TESTS = 50


def counts(*, actor: organization.Actor, at: datetime) -> dict[Filter, Counted]:
    """How many lines each list has, in one statement, each count bounded. Test dossiers are in the lists and in no count."""
    lists = [which for which in Filter if which not in _ASKED]
    parts, values = [], []
    for which in lists:
        inner, more = _bounded(_branches(actor, which, at))
        parts.append(inner)
        values += more
    places = sorted({h.agency_id for h in actor.posts if h.role in HANDLERS})
    for kind in _ASKED.values():
        parts.append(
            "SELECT count(*) FROM (SELECT 1 FROM dossiers_consultation WHERE answered_at IS NULL AND agency_id = ANY(%s) AND kind = %s "
            "AND dossier_id NOT IN (SELECT id FROM dossiers_dossier WHERE is_test) LIMIT %s) c"
        )
        values += [places, kind, BOUND]
    (row,) = fetch(_TESTS + "SELECT " + ", ".join(f"({part})" for part in parts), values)
    return {which: Counted(shown=min(n, BOUND - 1), more=n >= BOUND) for which, n in zip([*lists, *_ASKED], row, strict=True)}


def _bounded(branches: list[_Branch]) -> tuple[str, list[Any]]:
    if not branches:
        return "SELECT 0", []
    # The order keeps each branch in the index of its range: without it, a limit makes the planner walk all that is open.
    one = "(SELECT 1 FROM dossiers_step s WHERE s.closed_at IS NULL AND {0.where} ORDER BY {0.order} LIMIT %s)"
    test = "(SELECT count(*) FROM tests s WHERE {0.where})"
    values = [value for b in branches for value in (*b.values, BOUND + _MOST_TESTS)]
    counted = f"(SELECT count(*) FROM ({' UNION ALL '.join(map(one.format, branches))}) c)"  # noqa: S608
    tests = " + ".join(map(test.format, branches))
    return f"SELECT {counted} - ({tests})", [*values, *(value for b in branches for value in b.values)]


def _minutes(agency_id: int, start: datetime, end: datetime) -> int:
    return calendar.calendar_of(agency_id=agency_id).between(start, end)


def _asked(
    kind: AskedFor, actor: organization.Actor, at: datetime, cursor: str | None, size: int, narrowed: Narrowed
) -> Page[WorkRow]:
    """What others ask of the actor's agencies, due when the answer is."""
    after = _after(cursor) or (datetime(1, 1, 1, tzinfo=UTC), 0)
    places = sorted({h.agency_id for h in actor.posts if h.role in HANDLERS})
    found, values = _narrowing(narrowed, due="c.due_at")
    keys = fetch(
        "SELECT c.due_at, c.id, s.dossier_id, s.id FROM dossiers_consultation c "  # noqa: S608
        "JOIN dossiers_step s ON s.dossier_id = c.dossier_id AND s.closed_at IS NULL "
        f"WHERE c.answered_at IS NULL AND c.agency_id = ANY(%s) AND c.kind = %s AND (c.due_at, c.id) > (%s, %s) AND s.dossier_id{_ANOTHERS_TRIALS}{found} "
        "ORDER BY c.due_at, c.id LIMIT %s",
        [places, kind, *after, actor.user_id, *values, size + 1],
    )
    due = {key[2]: key[0] for key in keys}
    rows = tuple(
        row._replace(
            due_at=due[row.dossier_id],
            minutes_left=_minutes(row.competent_id, at, due[row.dossier_id]),
            supplement_by=None,
            sent_back="",
        )
        for row in _rows([key[3] for key in keys[:size]], actor, at)
    )
    return Page(rows=rows, next=encode([keys[size - 1][0].isoformat(), keys[size - 1][1]]) if len(keys) > size else None)


class _Line(NamedTuple):
    """What a line needs of a step and its dossier, named as a dossier names it for the ledger."""

    step_id: int
    step: str
    role: str
    step_due_at: datetime | None
    assignee_id: int | None
    agency_id: int
    sort_at: datetime
    pk: int
    code: str
    version_id: int
    applicant: str
    state: int
    competent_id: int
    due_at: datetime | None
    moves: int
    last_at: datetime
    filed_at: datetime
    finished_at: datetime | None
    closed_at: datetime | None
    supplement_by: datetime | None
    outcome: str
    is_test: bool
    accepted_at: datetime | None
    channel: int
    centre_id: int
    sent_back: str


_LINES = """
SELECT s.id, s.name, s.role, s.due_at, s.assignee_id, s.agency_id, s.sort_at, d.id, d.code, d.version_id, d.applicant, d.state, d.competent_id,
    d.due_at, d.moves, d.last_at, d.filed_at, d.finished_at, d.closed_at, s.supplement_by, d.outcome, d.is_test, d.accepted_at, d.channel, d.centre_id, s.sent_back
FROM dossiers_step s JOIN dossiers_dossier d ON d.id = s.dossier_id WHERE s.id = ANY(%s::bigint[])
"""


def _rows(step_ids: list[int], actor: organization.Actor, at: datetime) -> tuple[WorkRow, ...]:
    found = {line.step_id: line for line in map(_Line._make, fetch(_LINES, [step_ids]))} if step_ids else {}
    lines = [found[step_id] for step_id in step_ids if step_id in found]
    names = catalogue.names(version_ids={line.version_id for line in lines})
    calendars = {competent: calendar.calendar_of(agency_id=competent) for competent in {line.competent_id for line in lines}}
    owned = segments_of(lines, at=at, calendars=calendars)
    absent = frozenset(_absent(actor))
    return tuple(
        WorkRow(
            minutes_left=calendars[d.competent_id].between(at, due_at) if due_at else None, due_at=due_at,
            step_id=d.step_id, dossier_id=DossierId(d.pk), code=d.code, procedure=names[d.version_id].short_name, applicant=d.applicant,
            state=State(d.state), step=d.step, step_due_at=d.step_due_at, assignee_id=d.assignee_id, agency_id=d.agency_id,
            competent_id=d.competent_id, sort_at=d.sort_at, is_test=d.is_test, sent_back=d.sent_back,
            moves=d.moves, waiting_since=d.last_at if d.sort_at >= AWAITED else None, supplement_by=d.supplement_by, outcome=d.outcome,
            filed_at=d.filed_at, accepted_at=d.accepted_at, channel=Channel(d.channel), centre_id=d.centre_id,
            segments=owned[d.pk], stands_in_for=d.assignee_id if (d.assignee_id, d.agency_id, d.role) in absent else None,
        )
        for d in lines
        for due_at in [d.due_at or (d.step_due_at if d.state == State.SUBMITTED else None)]
    )  # fmt: skip
