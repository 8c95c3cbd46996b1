"""The time ledger of many dossiers at once: three statements for a page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.dossiers.facts import Holder, Segment
from motcua.dossiers.models import Consultation, Dossier, Step, Wait
from motcua.dossiers.rules.ledger import Hold, Minutes, segments


def holds(dossier_ids: Sequence[int]) -> dict[int, list[Hold]]:
    """Every recorded stretch of these dossiers."""
    found: dict[int, list[Hold]] = defaultdict(list)
    waits = (
        Wait.objects.filter(dossier__in=dossier_ids).values_list("dossier_id", "asked_at", "answered_at", "kind").order_by("id")
    )
    for dossier_id, start, end, kind in waits:
        found[dossier_id].append(Hold(holder=Holder.APPLICANT, start=start, end=end, what=kind))
    asked = Consultation.objects.filter(dossier__in=dossier_ids)
    for dossier_id, start, end, agency in asked.values_list("dossier_id", "asked_at", "answered_at", "agency_id").order_by("id"):
        found[dossier_id].append(Hold(holder=Holder.OTHER_AGENCY, start=start, end=end, agency_id=agency))
    steps = Step.objects.filter(dossier__in=dossier_ids).order_by("id")
    for dossier_id, opened, assigned, closed, agency, user, name, kind in steps.values_list(
        "dossier_id", "opened_at", "assigned_at", "closed_at", "agency_id", "assignee_id", "name", "kind"
    ):
        if kind == "return":
            continue  # the result is made: the promise is kept, its delivery is another track
        if assigned is not None:
            found[dossier_id].append(
                Hold(holder=Holder.UNIT, start=assigned, end=closed, agency_id=agency, user_id=user, what=name)
            )
        found[dossier_id].append(Hold(holder=Holder.NOBODY, start=opened, end=assigned or closed, agency_id=agency, what=name))
    return found


def segments_of(dossiers: Sequence[Dossier], *, at: datetime, calendars: Mapping[int, Minutes]) -> dict[int, tuple[Segment, ...]]:
    """Whose each working minute was, from filing to the end or now, by dossier. `calendars` by competent agency."""
    recorded = holds([dossier.pk for dossier in dossiers])
    return {
        dossier.pk: segments(
            start=dossier.filed_at, end=dossier.finished_at or dossier.closed_at or at, holds=recorded.get(dossier.pk, ()),
            calendar=calendars[dossier.competent_id],
        )
        for dossier in dossiers
    }  # fmt: skip
