"""The leaders' page: how each unit stands, from partial indexes over what is open."""

from datetime import datetime

from django.db.models import Count, Q

from motcua.dossiers.facts import CLOSED, PRESSING, RUNNING, WAITING, State
from motcua.dossiers.models import APOLOGISED, Dossier
from motcua.dossiers.shown import UnitCount

#: A unit with no open dossier.
NOTHING: dict[str, int] = {}


def unit_counts(*, agency_ids: frozenset[int] | None, since: datetime, at: datetime, soon: datetime) -> tuple[UnitCount, ...]:
    """Each unit's dossiers: received since a moment, in process, due until `soon`, overdue, awaiting the applicant.

    `agency_ids` None means every unit. Two statements; the first reads only open dossiers.
    """
    running = Dossier.objects.filter(is_test=False).exclude(state__in=sorted(CLOSED))
    received = Dossier.objects.filter(accepted_at__gte=since, accepted_at__lte=at, is_test=False)
    if agency_ids is not None:
        running, received = running.filter(competent__in=agency_ids), received.filter(competent__in=agency_ids)
    active = Q(state__in=sorted(PRESSING))
    open_rows = running.values("competent").annotate(
        running=Count("id", filter=Q(state__in=sorted(RUNNING))),
        soon=Count("id", filter=active & Q(due_at__gte=at, due_at__lt=soon)),
        late=Count("id", filter=active & Q(due_at__lt=at)),
        sorry=Count("id", filter=active & Q(due_at__lt=at) & APOLOGISED),
        waiting=Count("id", filter=Q(state__in=sorted(WAITING))),
    ).order_by()  # fmt: skip
    opened = {row["competent"]: row for row in open_rows}
    taken = dict(received.values("competent").annotate(n=Count("id")).order_by().values_list("competent", "n"))
    return tuple(
        UnitCount(
            agency_id=agency, received=taken.get(agency, 0), in_process=row.get("running", 0), due_soon=row.get("soon", 0),
            overdue=row.get("late", 0), waiting=row.get("waiting", 0),
            overdue_apologised=row.get("sorry", 0),
        )
        for agency in sorted(opened.keys() | taken.keys())
        for row in [opened.get(agency, NOTHING)]
    )  # fmt: skip


def tally() -> dict[str, int]:
    """How many dossiers stand in each state, test dossiers left out (whole table; for the demo's summary and tests)."""
    counted = dict(
        Dossier.objects.filter(is_test=False).values("state").annotate(n=Count("id")).order_by().values_list("state", "n")
    )
    return {state.key: counted.get(state.value, 0) for state in State}
