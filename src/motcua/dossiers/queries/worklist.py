"""My work: open steps by what is due next. Each branch is a range of one index, so a list costs the same at any size."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import Counted, DossierId, State, WorkRow
from motcua.dossiers.models import AWAITED, Dossier, Step
from motcua.dossiers.queries.ledger import segments_of
from motcua.dossiers.rules.permissions import HANDLERS
from motcua.foundation import clock
from motcua.foundation.paging import BadCursor, Page, decode, encode
from motcua.foundation.text import fold
from motcua.organization import public as organization

PAGE = 50
#: Counts on the side stop here: "999+" tells as much as the number would.
BOUND = 1000


class Filter(StrEnum):
    """The lists of "my work"."""

    TODO = "can-lam"
    OVERDUE = "qua-han"
    TODAY = "hom-nay"
    WAITING = "dang-cho"
    UNTAKEN = "chua-ai-nhan"
    UNIT = "ca-don-vi"
    UNIT_OVERDUE = "don-vi-qua-han"
    TO_RETURN = "cho-tra"
    CONSULTED = "hoi-y-kien"

    @property
    def label(self) -> str:
        return _LABELS[self][0]

    @property
    def icon(self) -> str:
        return _LABELS[self][1]

    @property
    def is_mine(self) -> bool:
        return self in {Filter.TODO, Filter.OVERDUE, Filter.TODAY, Filter.WAITING, Filter.CONSULTED}


_LABELS = {
    Filter.TODO: ("Cần làm", "work"),
    Filter.OVERDUE: ("Quá hạn", "late"),
    Filter.TODAY: ("Đến hạn hôm nay", "clock"),
    Filter.WAITING: ("Đang dừng đồng hồ", "pause"),
    Filter.CONSULTED: ("Được hỏi ý kiến", "ask"),
    Filter.UNTAKEN: ("Chưa ai nhận", "inbox"),
    Filter.UNIT: ("Cả đơn vị", "building"),
    Filter.UNIT_OVERDUE: ("Đơn vị quá hạn", "late"),
    Filter.TO_RETURN: ("Xong, chưa trả", "box"),
}


@dataclass(frozen=True, slots=True)
class _Branch:
    """One range of an index: SQL conditions over open steps `s`, and their values."""

    where: str
    values: tuple[Any, ...]


def _branches(actor: organization.Actor, which: Filter, at: datetime) -> list[_Branch]:
    posts = sorted((str(h.role), h.agency_id) for h in actor.holdings if h.role in HANDLERS)
    places = sorted({agency for _, agency in posts})
    window, values = _window(which, at)
    if which is Filter.UNTAKEN:
        return [_Branch("s.agency_id = %s AND s.assignee_id IS NULL" + window, (place, *values)) for place in places]
    if which in {Filter.UNIT, Filter.UNIT_OVERDUE}:
        return [_Branch("s.agency_id = %s" + window, (place, *values)) for place in places]
    if which is Filter.TO_RETURN:
        return [_Branch("s.agency_id = %s AND s.kind = 'return'" + window, (place, *values)) for place in places]
    mine = [_Branch("s.assignee_id = %s" + window, (actor.user_id, *values))]
    free = "s.agency_id = %s AND s.role = %s AND s.assignee_id IS NULL AND s.kind <> 'return'" + window
    return mine + [_Branch(free, (place, role, *values)) for role, place in posts]


def _window(which: Filter, at: datetime) -> tuple[str, tuple[datetime, ...]]:
    if which in {Filter.OVERDUE, Filter.UNIT_OVERDUE}:
        return " AND s.sort_at < %s AND s.kind <> 'return'", (at,)
    if which is Filter.TODAY:
        midnight = datetime.combine(clock.local_day(at) + timedelta(days=1), time(), tzinfo=clock.TIME_ZONE)
        return " AND s.sort_at >= %s AND s.sort_at < %s AND s.kind <> 'return'", (at, midnight)
    if which is Filter.WAITING:
        return " AND s.sort_at >= %s", (AWAITED,)
    return "", ()


def worklist(
    *, actor: organization.Actor, which: Filter, at: datetime, cursor: str | None = None, size: int = PAGE, words: str = ""
) -> Page[WorkRow]:
    """One page of a list, most urgent first, what waits for the applicant last. Raises BadCursor."""
    if which is Filter.CONSULTED:
        return _consulted(actor, at, cursor, size)
    after = _after(cursor)
    keys = _keys(_branches(actor, which, at), after, size + 1, words)
    rows = _rows([key[1] for key in keys[:size]], at)
    return Page(rows=rows, next=encode([keys[size - 1][0].isoformat(), keys[size - 1][1]]) if len(keys) > size else None)


def _after(cursor: str | None) -> tuple[datetime, int] | None:
    if not cursor:
        return None
    sort_at, step_id = decode(cursor, str, int)
    try:
        moment = datetime.fromisoformat(sort_at)
    except ValueError:
        raise BadCursor from None
    if moment.tzinfo is None:
        raise BadCursor
    return moment, step_id


def _keys(branches: list[_Branch], after: tuple[datetime, int] | None, limit: int, words: str) -> list[tuple[datetime, int]]:
    if not branches:
        return []
    later, later_values = (" AND (s.sort_at, s.id) > (%s, %s)", after) if after else ("", ())
    found, found_values = _words(words)
    parts, values = [], []
    for branch in branches:
        parts.append(
            f"(SELECT s.sort_at, s.id FROM dossiers_step s WHERE s.closed_at IS NULL AND {branch.where}{later}{found} "  # noqa: S608
            "ORDER BY s.sort_at, s.id LIMIT %s)"
        )
        values += [*branch.values, *later_values, *found_values, limit]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sort_at, id FROM ({' UNION '.join(parts)}) u ORDER BY sort_at, id LIMIT %s", [*values, limit])  # noqa: S608
        return [(sort_at, step_id) for sort_at, step_id in cursor.fetchall()]


def _words(words: str) -> tuple[str, tuple[str, ...]]:
    text = words.strip()
    if not text:
        return "", ()
    condition = (
        " AND EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.id = s.dossier_id "
        "AND (d.applicant_folded LIKE %s OR d.code ILIKE %s))"
    )
    pattern = fold(text).replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return condition, (f"%{pattern}%", f"%{pattern}%")


def counts(*, actor: organization.Actor, at: datetime) -> dict[Filter, Counted]:
    """How many lines each list has, in one statement, each count bounded."""
    lists = [which for which in Filter if which is not Filter.CONSULTED]
    parts, values = [], []
    for which in lists:
        inner, more = _bounded(_branches(actor, which, at))
        parts.append(inner)
        values += more
    places = sorted({h.agency_id for h in actor.holdings if h.role in HANDLERS})
    parts.append(
        "SELECT count(*) FROM (SELECT 1 FROM dossiers_consultation WHERE answered_at IS NULL AND agency_id = ANY(%s) LIMIT %s) c"
    )
    values += [places, BOUND]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"({part})" for part in parts), values)
        row = cursor.fetchone()
    return {
        which: Counted(shown=min(n, BOUND - 1), more=n >= BOUND) for which, n in zip([*lists, Filter.CONSULTED], row, strict=True)
    }


def _bounded(branches: list[_Branch]) -> tuple[str, list[Any]]:
    if not branches:
        return "SELECT 0", []
    parts = [f"(SELECT s.id FROM dossiers_step s WHERE s.closed_at IS NULL AND {b.where} LIMIT %s)" for b in branches]  # noqa: S608
    values = [value for b in branches for value in (*b.values, BOUND)]
    return f"SELECT count(*) FROM (SELECT * FROM ({' UNION '.join(parts)}) u LIMIT %s) c", [*values, BOUND]  # noqa: S608


def _consulted(actor: organization.Actor, at: datetime, cursor: str | None, size: int) -> Page[WorkRow]:
    after = _after(cursor) or (datetime(1, 1, 1, tzinfo=UTC), 0)
    places = sorted({h.agency_id for h in actor.holdings if h.role in HANDLERS})
    with connection.cursor() as run:
        run.execute(
            "SELECT due_at, id, dossier_id FROM dossiers_consultation WHERE answered_at IS NULL AND agency_id = ANY(%s) "
            "AND (due_at, id) > (%s, %s) ORDER BY due_at, id LIMIT %s",
            [places, *after, size + 1],
        )
        keys = run.fetchall()
    steps = dict(
        Step.objects.filter(dossier__in=[k[2] for k in keys[:size]], closed_at__isnull=True).values_list("dossier_id", "id")
    )
    rows = _rows([steps[key[2]] for key in keys[:size] if key[2] in steps], at)
    return Page(rows=rows, next=encode([keys[size - 1][0].isoformat(), keys[size - 1][1]]) if len(keys) > size else None)


def _rows(step_ids: list[int], at: datetime) -> tuple[WorkRow, ...]:
    steps = {step.pk: step for step in Step.objects.filter(pk__in=step_ids).select_related("dossier").order_by("pk")}
    ordered = [steps[pk] for pk in step_ids if pk in steps]
    dossiers: list[Dossier] = [step.dossier for step in ordered]
    names = catalogue.names(version_ids={d.version_id for d in dossiers})
    calendars = {d.competent_id: calendar.calendar_of(agency_id=d.competent_id) for d in dossiers}
    owned = segments_of(dossiers, at=at, calendars=calendars)
    return tuple(
        WorkRow(
            step_id=step.pk, dossier_id=DossierId(d.pk), code=d.code, procedure=names[d.version_id].short_name, applicant=d.applicant,
            state=State(d.state), step=step.name, step_due_at=step.due_at, assignee_id=step.assignee_id, agency_id=step.agency_id, competent_id=d.competent_id,
            due_at=d.due_at or (step.due_at if d.state == State.SUBMITTED else None), sort_at=step.sort_at, moves=d.moves,
            waiting_since=d.last_at if step.sort_at >= AWAITED else None, segments=owned[d.pk],
        )
        for step, d in zip(ordered, dossiers, strict=True)
    )  # fmt: skip
