"""What inspections and reports found of a unit: the entry that counts, and those that it took the place of."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from motcua.appraisal.facts import Found, Indicator, Period
from motcua.appraisal.models import Finding
from motcua.appraisal.queries.access import require_sight
from motcua.appraisal.queries.measures import measures_on
from motcua.appraisal.rules.findings import outcomes
from motcua.organization import public as organization
from motcua.organization.public import Kind


def found_of(places: Collection[int], period: Period) -> dict[int, dict[Indicator, Found]]:
    """What counts, by unit and indicator, of what was entered."""
    rows = Finding.objects.filter(agency__in=places, period=period.name)
    entered: dict[int, dict[Indicator, Found]] = defaultdict(dict)
    for row in rows.order_by("agency_id", "indicator", "-id").distinct("agency_id", "indicator"):
        entered[row.agency_id][Indicator(row.indicator)] = found(row)
    return entered


def all_found(
    *, actor: organization.Actor, agency_id: int, period: Period, indicator: Indicator
) -> tuple[Found, ...]:  # fmt: skip
    """Every entry of one indicator, the one that counts first. Raises PointsOfOthers."""
    require_sight(actor, agency_id=agency_id, user_id=None)
    rows = Finding.objects.filter(agency=agency_id, period=period.name, indicator=indicator).order_by("-id")
    return tuple(found(row) for row in rows)


def found(row: Finding) -> Found:
    return Found(
        id=row.pk, indicator=Indicator(row.indicator), points=row.points, found_on=row.found_on, basis=row.basis,
        entered_by=row.entered_by_id, entered_at=row.entered_at,
    )  # fmt: skip


def may_be_found(*, agency_id: int, period: Period, indicator: Indicator) -> tuple[tuple[int, str, Decimal], ...]:
    """Points, sentence and per cent of each outcome, by the measures of the period."""
    measures = {name: Decimal(one.value) for name, one in measures_on(period.start).items()}
    return outcomes(indicator, is_commune=organization.agency(agency_id).kind is Kind.COMMUNE, measures=measures)
