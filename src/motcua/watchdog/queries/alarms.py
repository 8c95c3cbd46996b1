"""The alarms that stand: mine, my unit's, those of a dossier; and the number at the bell."""

import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from motcua.foundation.errors import NotAllowed, NotFound
from motcua.foundation.paging import Page, decode, encode
from motcua.foundation.rows import Rows, fetch
from motcua.organization import public as organization
from motcua.organization.public import Role
from motcua.watchdog.facts import AlarmFact, Kind, Level, Told
from motcua.watchdog.models import Alarm, Sighting, Telling
from motcua.watchdog.rules.permissions import WATCHING

PAGE = 50
#: The bell counts no further.
MOST = 100
#: So many seconds a count at the bell is believed: it stands on every page, and alarms come every few minutes.
TRUST = 15.0
_FULL = 10_000

_bells: dict[int, tuple[float, int]] = {}


_ALARMS = Rows(Alarm)


class AlarmUnknown(NotFound):
    code = "alarm_unknown"
    vi = "Không có cảnh báo số {alarm_id}, hoặc không phải của bạn."
    en = "There is no alarm number {alarm_id}, or it is not yours."


class NoUnitAlarms(NotAllowed):
    code = "no_unit_alarms"
    vi = "Cảnh báo của đơn vị dành cho trưởng đơn vị, lãnh đạo, kiểm soát thủ tục và thanh tra."
    en = "The alarms of a unit are for its head, leaders, procedure control and inspectors."


class _Range(NamedTuple):
    """One range of an index over open alarms `a`."""

    where: str
    values: tuple[Any, ...]


def _mine(actor: organization.Actor) -> list[_Range]:
    held = [_Range("a.holder_id = %s", (actor.user_id,))]
    theirs = sorted((one.user_id, one.agency_id, str(one.role)) for one in actor.stands_in)
    held += [_Range("a.holder_id = %s AND a.agency_id = %s AND a.role = %s", one) for one in theirs]
    posts = sorted((post.agency_id, str(post.role)) for post in actor.posts)
    held += [_Range("a.holder_id IS NULL AND a.agency_id = %s AND a.role = %s", post) for post in posts]
    heads = sorted(post.agency_id for post in actor.posts if post.role is Role.HEAD)
    return held + [_Range("a.head_told_at IS NOT NULL AND a.head_agency_id = %s", (agency,)) for agency in heads]


def watches(actor: organization.Actor) -> bool:
    """Whether there is a page of the unit's alarms for this actor."""
    return not WATCHING.isdisjoint(map(str, actor.roles))


def watched(actor: organization.Actor) -> frozenset[int]:
    """The agencies over whose work this actor watches; every one for whoever sees all figures."""
    if organization.sees_all_figures(actor):
        return frozenset(agency.id for agency in organization.agencies())
    seen = frozenset[int]().union(*(area.agency_ids for area in actor.areas if area.role in WATCHING))
    return seen | {post.agency_id for post in actor.inherited if post.role in WATCHING}


def _unit(actor: organization.Actor, agency_id: int | None) -> list[_Range]:
    if not watches(actor):
        raise NoUnitAlarms
    if agency_id is not None:
        if agency_id not in watched(actor):
            raise NoUnitAlarms
        return [_Range("a.agency_id = ANY(%s)", (sorted(organization.subtree_ids(agency_id)),))]
    if organization.sees_all_figures(actor):
        return [_Range("true", ())]
    return [_Range("a.agency_id = ANY(%s)", (sorted(watched(actor)),))]


_NOT_SEEN = " AND NOT EXISTS (SELECT 1 FROM watchdog_sighting s WHERE s.alarm_id = a.id AND s.user_id = %s)"


def bell(*, actor: organization.Actor) -> int:
    """How many alarms told to this actor nobody of them has seen, no further than MOST. One statement, kept a few seconds."""
    user = actor.user_id
    if user is None or not actor.posts:
        return 0
    kept = _bells.get(user)
    if kept is not None and time.monotonic() - kept[0] < TRUST:
        return kept[1]
    ranges = _mine(actor)
    one = "(SELECT a.id FROM watchdog_alarm a WHERE a.ended_at IS NULL AND {0.where}{1} LIMIT {2})"
    parts = [one.format(part, _NOT_SEEN, MOST) for part in ranges]
    values = [value for part in ranges for value in (*part.values, user)]
    ((count,),) = fetch(f"SELECT count(*) FROM ({' UNION '.join(parts)}) mine", values)  # noqa: S608
    if len(_bells) > _FULL:
        _bells.clear()
    _bells[user] = time.monotonic(), count
    return int(count)


def ring_anew(user_id: int | None = None) -> None:
    """Count again at the next page: somebody's, or everybody's."""
    if user_id is None:
        _bells.clear()
    else:
        _bells.pop(user_id, None)


def alarms(
    *, actor: organization.Actor, of_unit: bool = False, agency_id: int | None = None, kind: Kind | None = None,
    cursor: str | None = None, size: int = PAGE,
) -> Page[AlarmFact]:  # fmt: skip
    """A page of the alarms that stand, the earliest due first. Raises NoUnitAlarms, BadCursor."""
    ranges = _unit(actor, agency_id) if of_unit else _mine(actor)
    more, values = ("", []) if kind is None else (" AND a.kind = %s", [str(kind)])
    if cursor:
        more, values = f"{more} AND (a.due_at, a.id) > (%s, %s)", [*values, *decode(cursor, datetime, int)]
    one = "(SELECT a.due_at, a.id FROM watchdog_alarm a WHERE a.ended_at IS NULL AND {0}{1} ORDER BY a.due_at, a.id LIMIT %s)"
    parts = " UNION ".join(one.format(part.where, more) for part in ranges)
    bound = [value for part in ranges for value in (*part.values, *values, size + 1)]
    keys = fetch(f"SELECT due_at, id FROM ({parts}) found ORDER BY due_at, id LIMIT %s", [*bound, size + 1])  # noqa: S608
    found = _facts([key[1] for key in keys[:size]], actor)
    return Page(rows=found, next=encode([keys[size - 1][0].isoformat(), keys[size - 1][1]]) if len(keys) > size else None)


def counts(*, actor: organization.Actor, of_unit: bool = False, agency_id: int | None = None) -> dict[Kind, int]:
    """How many alarms of each kind stand. One statement. Raises NoUnitAlarms."""
    ranges = _unit(actor, agency_id) if of_unit else _mine(actor)
    one = "(SELECT a.id, a.kind FROM watchdog_alarm a WHERE a.ended_at IS NULL AND {0})"
    parts = " UNION ".join(one.format(part.where) for part in ranges)
    values = [value for part in ranges for value in part.values]
    rows = dict(fetch(f"SELECT kind, count(*) FROM ({parts}) found GROUP BY kind", values))  # noqa: S608
    return {kind: rows[kind] for kind in Kind if kind in rows}


def alarms_of(*, dossier_id: int) -> tuple[AlarmFact, ...]:
    """Every alarm of a dossier with whom it was told to, those that stand first. The caller has asked whether the actor may read it."""
    rows = sorted(
        _ALARMS.select("dossier_id = %s", [dossier_id]), key=lambda row: (row.ended_at is not None, -row.raised_at.timestamp())
    )
    told: dict[int, list[Told]] = defaultdict(list)
    for one in Telling.objects.filter(alarm__in=rows).order_by("id") if rows else ():
        told[one.alarm_id].append(
            Told(
                level=Level(one.level), user_id=one.user_id, role=one.role, agency_id=one.agency_id, at=one.told_at,
                instead_of=one.instead_of_id,
            )
        )  # fmt: skip
    return tuple(_fact(row, told=tuple(told[row.pk])) for row in rows)


def standing_alarms(*, dossier_id: int) -> tuple[Kind, ...]:
    """The kinds of alarm that stand for a dossier; no personal data."""
    return tuple(Kind(kind) for kind in Alarm.objects.filter(dossier=dossier_id, ended_at=None).values_list("kind", flat=True))


def _facts(ids: Sequence[int], actor: organization.Actor) -> tuple[AlarmFact, ...]:
    if not ids:
        return ()
    rows = Alarm.objects.in_bulk(ids)
    seen = set(Sighting.objects.filter(alarm__in=ids, user=actor.user_id).values_list("alarm_id", flat=True))
    return tuple(_fact(rows[one], is_seen=one in seen) for one in ids if one in rows)


def _fact(row: Alarm, *, is_seen: bool = False, told: tuple[Told, ...] = ()) -> AlarmFact:
    return AlarmFact(
        id=row.pk, kind=Kind(row.kind), dossier_id=row.dossier_id, due_at=row.due_at, agency_id=row.agency_id, role=row.role,
        holder_id=row.holder_id, raised_at=row.raised_at, ended_at=row.ended_at, head_told_at=row.head_told_at,
        head_agency_id=row.head_agency_id, attended_at=row.attended_at, attended_by=row.attended_by_id, note=row.note, is_seen=is_seen,
        told=told,
    )  # fmt: skip


def locked(alarm_id: int) -> AlarmFact | None:
    """One alarm that stands, for whoever is about to write to it."""
    row = Alarm.objects.select_for_update(of=("self",)).filter(pk=alarm_id, ended_at=None).first()
    return _fact(row) if row else None
