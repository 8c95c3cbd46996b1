"""Sums of a person or a unit over a period, and the dossiers behind each number. Every read is a range of one index."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_noop

from motcua.appraisal.facts import BY_INSPECTION, OF_A_DOSSIER, Appraised, Found, Given, Indicator, Period, PointLine
from motcua.appraisal.models import Points
from motcua.appraisal.queries.access import require_sight, units
from motcua.appraisal.queries.findings import found_of
from motcua.appraisal.queries.measures import measures_on
from motcua.appraisal.rules import points as rules
from motcua.appraisal.rules.points import place_of
from motcua.foundation import clock
from motcua.foundation.paging import Page, decode, page
from motcua.foundation.rows import fetch
from motcua.organization import public as organization

#: How each 0, 1 and 2 is counted, in one pass over the range.
_COUNTS = ", ".join(
    f"count(*) FILTER (WHERE counted[{place + 1}] = {value})" for place in range(len(OF_A_DOSSIER)) for value in (0, 1, 2)
)
_OF_UNIT = "agency_id = %s AND user_id IS NULL AND finished_at >= %s AND finished_at < %s"
_OF_PERSON = "user_id = %s AND agency_id = %s AND finished_at >= %s AND finished_at < %s"
_OF_UNITS = "agency_id = ANY(%s::bigint[]) AND user_id IS NULL AND finished_at >= %s AND finished_at < %s"
_OF_PEOPLE = "user_id IS NOT NULL AND agency_id = %s AND finished_at >= %s AND finished_at < %s"
#: Dossiers that were decided here, for each has points for its contacts; the other rows are of those in which it had a part only.
_DECIDED = f"counted[{place_of(Indicator.CONTACTS) + 1}] IS NOT NULL"
_MARKS = ", ".join(
    ["", *(f"count(*) FILTER (WHERE {what})" for what in (_DECIDED, f"{_DECIDED} AND is_online", f"{_DECIDED} AND is_online AND is_late"))]
) + ", count(*)"  # fmt: skip

_NOT_FOUND = gettext_noop("Kỳ này chưa ghi kết quả kiểm tra hoặc báo cáo.")
_NO_DOSSIER = gettext_noop("Kỳ này không có hồ sơ nào để chấm.")


def _moments(period: Period) -> tuple[datetime, datetime]:
    return tuple(clock.midnight(day) for day in (period.start, period.end))  # type: ignore[return-value]


def _numbers(period: Period, agency_id: int, user_id: int | None) -> tuple[int, ...]:
    where, values = (_OF_UNIT, [agency_id]) if user_id is None else (_OF_PERSON, [user_id, agency_id])
    (row,) = fetch(f"SELECT {_COUNTS}{_MARKS} FROM appraisal_points WHERE {where}", [*values, *_moments(period)])  # noqa: S608
    return row


def _of_dossiers(row: Sequence[int]) -> list[Given]:
    given = []
    for place, indicator in enumerate(OF_A_DOSSIER):
        counts = (row[3 * place], row[3 * place + 1], row[3 * place + 2])
        points = rules.mean(counts)
        given.append(Given(indicator=indicator, counts=counts, points=points, why="" if points is not None else _NO_DOSSIER))
    return given


def of_official(*, actor: organization.Actor, agency_id: int, user_id: int, period: Period) -> Appraised:
    """The five indicators of an official over their dossiers, and the band. Raises PointsOfOthers."""
    require_sight(actor, agency_id=agency_id, user_id=user_id)
    return _official(_numbers(period, agency_id, user_id), period)


def of_officials(*, actor: organization.Actor, agency_id: int, period: Period) -> dict[int, Appraised]:
    """The same of each who had points at a unit, by user, in one statement. Raises PointsOfOthers."""
    require_sight(actor, agency_id=agency_id, user_id=None)
    rows = fetch(
        f"SELECT user_id, {_COUNTS}{_MARKS} FROM appraisal_points WHERE {_OF_PEOPLE} GROUP BY user_id",  # noqa: S608
        [agency_id, *_moments(period)],
    )
    return {user: _official(row, period) for user, *row in rows}


def _official(row: Sequence[int], period: Period) -> Appraised:
    given = _of_dossiers(row)
    points, most = rules.total(given)
    band = rules.official_band(points, is_whole=most == 2 * len(OF_A_DOSSIER), measures=_measures(period))
    return Appraised(period=period, given=tuple(given), dossiers=row[15], total=points, most=most, band=band)


def of_unit(*, actor: organization.Actor, agency_id: int, period: Period) -> Appraised:
    """The nine indicators of a unit; those without data say why. Raises PointsOfOthers."""
    require_sight(actor, agency_id=agency_id, user_id=None)
    return _unit(_numbers(period, agency_id, None), found_of([agency_id], period).get(agency_id, {}), period)


def of_units(*, actor: organization.Actor, period: Period) -> dict[int, Appraised]:
    """The same of every unit that an actor sees and that had dossiers in a period, by unit."""
    places = [one.id for one in units(actor)]
    found = found_of(places, period)
    rows = fetch(
        f"SELECT agency_id, {_COUNTS}{_MARKS} FROM appraisal_points WHERE {_OF_UNITS} GROUP BY agency_id",  # noqa: S608
        [places, *_moments(period)],
    )
    return {place: _unit(row, found.get(place, {}), period) for place, *row in rows}


def _unit(row: Sequence[int], found: Mapping[Indicator, Found], period: Period) -> Appraised:
    decided, online, online_late, rows = row[15:]
    measures = _measures(period)
    share = rules.by_online(
        online=online, received=decided, online_late=online_late, high=int(measures["online_high_percent"]),
        low=int(measures["online_low_percent"]),
    )  # fmt: skip
    by_share = Given(
        indicator=Indicator.ONLINE, points=None if share is None else Decimal(share), why="" if share is not None else _NO_DOSSIER
    )
    given = sorted([*_of_dossiers(row), *_of_inspections(found), by_share], key=lambda one: one.indicator)
    points, most = rules.total(given)
    band = rules.unit_band(points, is_whole=most == 2 * len(Indicator), measures=measures)
    return Appraised(
        period=period, given=tuple(given), dossiers=decided, parts=rows - decided, total=points, most=most, band=band
    )


def _of_inspections(found: Mapping[Indicator, Found]) -> list[Given]:
    return [
        Given(indicator=one, points=Decimal(found[one].points), found=found[one]) if one in found else Given(indicator=one, why=_NOT_FOUND)
        for one in BY_INSPECTION
    ]  # fmt: skip


def _measures(period: Period) -> dict[str, Decimal]:
    return {name: Decimal(one.value) for name, one in measures_on(period.start).items()}


def lines(
    *, actor: organization.Actor, agency_id: int, user_id: int | None, period: Period, indicator: Indicator | None = None,
    points: int | None = None, cursor: str | None = None, size: int = 50,
) -> Page[PointLine]:  # fmt: skip
    """The dossiers behind a number, latest first. Raises PointsOfOthers, BadCursor."""
    require_sight(actor, agency_id=agency_id, user_id=user_id)
    start, end = _moments(period)
    rows = Points.objects.filter(agency=agency_id, user=user_id, finished_at__gte=start, finished_at__lt=end)
    if indicator is not None and points is not None:
        rows = rows.filter(**{f"counted__{place_of(indicator)}": points})
    if cursor:
        done_at, last = decode(cursor, datetime, int)
        rows = rows.extra(where=["(finished_at, id) < (%s, %s)"], params=[done_at, last])
    found = tuple(line_of(row) for row in rows.order_by("-finished_at", "-id")[: size + 1])
    return page(found, size=size, key=lambda line: [line.finished_at.isoformat(), line.id])


def line_of(row: Points) -> PointLine:
    corrected = frozenset(indicator for place, indicator in enumerate(OF_A_DOSSIER) if row.points[place] != row.counted[place])
    return PointLine(
        id=row.pk, dossier_id=row.dossier_id, agency_id=row.agency_id, user_id=row.user_id, finished_at=row.finished_at,
        points=tuple(row.counted), corrected=corrected,
    )  # fmt: skip
