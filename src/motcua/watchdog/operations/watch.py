"""One look of the watchdog: raise what is due and was not raised, end what has no reason any more, tell heads what nobody attends to.

A look is done again without harm: what it makes is unique in the tables, and two lookers go one after the other.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.calendar import public as calendar
from motcua.foundation import clock
from motcua.foundation.rows import execute, fetch
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, Role
from motcua.watchdog.facts import Key, Level, Measures, Reason, Round
from motcua.watchdog.queries.measures import measures_on
from motcua.watchdog.queries.reasons import reasons

logger = logging.getLogger(__name__)

#: Further back than this a look before ours was the slip, not the clock now.
_SLIP = timedelta(days=1)

_BEGIN = """
INSERT INTO watchdog_lastround AS was (id, at) VALUES (1, %(at)s)
ON CONFLICT (id) DO UPDATE SET at = excluded.at WHERE was.at <= excluded.at OR was.at > excluded.at + %(slip)s
RETURNING 1
"""
_OPEN = """
SELECT kind, dossier_id, ref, due_at, id, agency_id, role, holder_id FROM watchdog_alarm WHERE ended_at IS NULL
"""
_RAISE = """
INSERT INTO watchdog_alarm AS alarm (kind, dossier_id, ref, due_at, agency_id, role, holder_id, head_by, raised_at)
SELECT *, %s FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::bigint[], %s::text[], %s::bigint[], %s::timestamptz[])
ON CONFLICT (dossier_id, kind, ref, due_at) DO UPDATE
    SET ended_at = NULL, agency_id = excluded.agency_id, role = excluded.role, holder_id = excluded.holder_id,
        head_by = excluded.head_by, attended_at = NULL, attended_by_id = NULL, note = ''
    WHERE alarm.ended_at IS NOT NULL
RETURNING id, kind, dossier_id, ref, due_at, (xmax = 0)
"""
_END = "UPDATE watchdog_alarm SET ended_at = greatest(%s, raised_at) WHERE id = ANY(%s::bigint[]) AND ended_at IS NULL"
# Whoever said that they attend to it does so no more, unless it is theirs now: then its new holder has as long as after a first alarm.
_HAND_ON = """
UPDATE watchdog_alarm alarm SET agency_id = new.agency, role = new.role, holder_id = new.holder,
    attended_at = CASE WHEN is_kept THEN attended_at END, attended_by_id = CASE WHEN is_kept THEN attended_by_id END,
    note = CASE WHEN is_kept THEN note ELSE '' END,
    head_by = CASE WHEN attended_at IS NULL OR is_kept THEN alarm.head_by ELSE new.head_by END
FROM (
    SELECT *, EXISTS (SELECT 1 FROM watchdog_alarm a WHERE a.id = said.id AND a.attended_by_id = said.holder) AS is_kept
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::timestamptz[]) AS said (id, agency, role, holder, head_by)
) new WHERE alarm.id = new.id
"""
_TELL = """
INSERT INTO watchdog_telling (alarm_id, level, user_id, role, agency_id, instead_of_id, told_at)
SELECT *, %s FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[])
ON CONFLICT DO NOTHING RETURNING alarm_id, level, user_id, role, agency_id
"""
_UNATTENDED = """
SELECT id, agency_id FROM watchdog_alarm
WHERE ended_at IS NULL AND head_told_at IS NULL AND attended_at IS NULL AND head_by <= %s
"""
_TOLD_TO_HEAD = """
UPDATE watchdog_alarm alarm SET head_told_at = %s, head_agency_id = new.agency
FROM unnest(%s::bigint[], %s::bigint[]) AS new (id, agency) WHERE alarm.id = new.id AND alarm.head_told_at IS NULL
"""
_OF_ABSENT = "SELECT id, holder_id, role, agency_id FROM watchdog_alarm WHERE ended_at IS NULL AND holder_id = ANY(%s::bigint[])"
_WHAT = "SELECT id, kind, dossier_id, due_at FROM watchdog_alarm WHERE id = ANY(%s::bigint[])"


@transaction.atomic
def watch(*, at: datetime) -> Round:
    """Look at everything that is open, once."""
    if not fetch(_BEGIN, {"at": at, "slip": _SLIP}):
        logger.warning("the clock stands before the last look of the watchdog: nothing was raised or ended")
        return Round(is_clock_back=True)

    due, held = reasons(at=at), measures_on(clock.local_day(at))
    opened = {Key(*row[:4]): row[4:] for row in fetch(_OPEN)}

    fresh, back = _raise([reason for key, reason in due.items() if key not in opened], at, held)
    over = [opened[key][0] for key in opened.keys() - due.keys()]
    execute(_END, [at, over])
    moved = _hand_on([(was[0], due[key]) for key, was in opened.items() if key in due and was[1:] != due[key][1:]], at, held)
    _tell_stand_ins(at)
    heads = _tell_heads(at)

    _record("AlarmReturned", back, at)
    _record("AlarmEnded", over, at)
    return Round(raised=len(fresh), returned=len(back), ended=len(over), to_heads=heads, handed_on=moved)


def _raise(wanted: Sequence[Reason], at: datetime, held: Measures) -> tuple[list[int], list[int]]:
    """Ids of the alarms that are new, and of those whose reason has come back: whoever was told of one before is not told again."""
    if not wanted:
        return [], []
    columns = [
        [*column]
        for column in zip(*((*r.key, r.agency_id, r.role, r.holder_id, _head_by(r, at, held)) for r in wanted), strict=True)
    ]
    rows = fetch(_RAISE, [at, *columns])
    by_key = {reason.key: reason for reason in wanted}
    risen = [(row[0], by_key[Key(*row[1:5])]) for row in rows]
    _tell([(number, Level.PERSON, r.holder_id, r.role, r.agency_id, None) for number, r in risen], at)
    return [row[0] for row in rows if row[5]], [row[0] for row in rows if not row[5]]


def _head_by(reason: Reason, at: datetime, held: Measures) -> datetime | None:
    minutes = held.to_head_after.get(reason.key.kind)
    return None if minutes is None else calendar.calendar_of(agency_id=reason.agency_id).add(at, minutes)


def _hand_on(moved: Sequence[tuple[int, Reason]], at: datetime, held: Measures) -> int:
    """The work lies with somebody else now: who has it is told."""
    if moved:
        rows = ((number, *reason[1:], _head_by(reason, at, held)) for number, reason in moved)
        execute(_HAND_ON, [list(column) for column in zip(*rows, strict=True)])
        _tell([(number, Level.PERSON, r.holder_id, r.role, r.agency_id, None) for number, r in moved], at)
    return len(moved)


def _tell_stand_ins(at: datetime) -> None:
    """Who stands in for an absent holder is told as well."""
    deputies = {absent: deputy for absent, deputy in organization.away(on=clock.local_day(at)).items() if deputy}
    if deputies:
        rows = fetch(_OF_ABSENT, [list(deputies)])
        _tell([(number, Level.PERSON, deputies[user], role, agency, user) for number, user, role, agency in rows], at)


def _tell_heads(at: datetime) -> int:
    unattended = fetch(_UNATTENDED, [at])
    if unattended:
        headed: dict[int, int] = {}
        for _number, agency_id in unattended:
            if agency_id not in headed:
                headed[agency_id] = _headed(agency_id, at)
        execute(_TOLD_TO_HEAD, [at, [number for number, _ in unattended], [headed[agency] for _, agency in unattended]])
        _tell([(number, Level.HEAD, None, str(Role.HEAD), headed[agency], None) for number, agency in unattended], at)
    return len(unattended)


def _headed(agency_id: int, at: datetime) -> int:
    """The nearest agency, from here upward, that somebody heads; of one that was merged its successor's head is found."""
    here: int | None = agency_id
    while here is not None:
        if organization.officials(here, Role.HEAD, at=at):
            return here
        here = organization.agency(here).parent_id
    return agency_id


_Telling = tuple[int, Level, int | None, str, int, int | None]


def _tell(tellings: Sequence[_Telling], at: datetime) -> None:
    """Write down whom an alarm is told to, and put it in the journal for whoever sends messages. What was told is not told again."""
    if not tellings:
        return
    rows = fetch(_TELL, [at, *[list(map(_plain, column)) for column in zip(*tellings, strict=True)]])
    what = {row[0]: row[1:] for row in fetch(_WHAT, [[row[0] for row in rows]])}
    journal.record_many(
        [
            _fact("AlarmRaised", number, what[number], at, level=level, to=user, role=role, agency=agency)
            for number, level, user, role, agency in rows
        ]
    )


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Level) else value


def _record(name: str, numbers: Iterable[int], at: datetime) -> None:
    ids = sorted(numbers)
    if ids:
        journal.record_many([_fact(name, row[0], row[1:], at) for row in fetch(_WHAT, [ids])])


def _fact(name: str, number: int, what: tuple[Any, ...], at: datetime, **more: Any) -> journal.Fact:
    kind, dossier_id, due_at = what
    payload = {
        "alarm": number,
        "kind": kind,
        "dossier": dossier_id,
        "due": due_at.astimezone(UTC).isoformat(timespec="seconds"),
        **more,
    }
    return journal.Fact(name=name, subject=subject(dossier_id), actor=SYSTEM.label, at=at, payload=payload)


def subject(dossier_id: int) -> str:
    """The alarms of a dossier have a chain of their own: the dossier's counts its moves."""
    return f"alarms:{dossier_id}"
