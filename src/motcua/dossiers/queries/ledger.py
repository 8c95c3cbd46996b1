"""The time ledger of many dossiers at once: one statement for a page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from motcua.dossiers.facts import Holder, Segment
from motcua.dossiers.rules.ledger import INCIDENT, TASK, Hold, Minutes, segments
from motcua.foundation.rows import fetch


class Lived(Protocol):
    """A dossier, as far as its ledger asks: from when to when, by whose calendar."""

    @property
    def pk(self) -> int: ...
    @property
    def competent_id(self) -> int: ...
    @property
    def filed_at(self) -> datetime: ...
    @property
    def finished_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...


# Once the result is made the promise is kept: its delivery is another track.
_RECORDED = """
SELECT dossier_id, 'step', opened_at, assigned_at, closed_at, agency_id, assignee_id, name, id
FROM dossiers_step WHERE dossier_id = ANY(%(ids)s::bigint[]) AND kind <> 'return'
UNION ALL
SELECT h.dossier_id, 'held', NULL, h.since, h.until, s.agency_id, h.user_id, s.name, s.id
FROM dossiers_pastholding h JOIN dossiers_step s ON s.id = h.step_id
WHERE h.dossier_id = ANY(%(ids)s::bigint[]) AND s.kind <> 'return'
UNION ALL
SELECT dossier_id, 'wait', asked_at, NULL, answered_at, NULL, NULL, kind, id FROM dossiers_wait WHERE dossier_id = ANY(%(ids)s::bigint[])
UNION ALL
SELECT dossier_id, 'asked', asked_at, NULL, answered_at, agency_id, NULL, kind, id
FROM dossiers_consultation WHERE dossier_id = ANY(%(ids)s::bigint[])
UNION ALL
SELECT dossier_id, 'stop', starts_at, NULL, ends_at, NULL, NULL, '', id FROM dossiers_clockstop WHERE dossier_id = ANY(%(ids)s::bigint[])
ORDER BY 9, 4
"""


def holds(dossier_ids: Sequence[int]) -> dict[int, list[Hold]]:
    """Every recorded stretch of these dossiers."""
    found: dict[int, list[Hold]] = defaultdict(list)
    for dossier_id, what, start, taken, end, agency, user, name, _id in fetch(_RECORDED, {"ids": list(dossier_ids)}):
        recorded = found[dossier_id]
        if what == "wait":
            recorded.append(Hold(Holder.APPLICANT, start, end, what=name))
        elif what == "stop":
            if end is None or end > start:  # an incident taken back leaves none
                recorded.append(Hold(Holder.NOBODY, start, end, what=INCIDENT))
        elif what == "asked":
            recorded.append(Hold(Holder.OTHER_AGENCY, start, end, agency, what=TASK if name == TASK else ""))
        else:
            if taken is not None:
                recorded.append(Hold(Holder.UNIT, taken, end, agency, user, name))
            if start is not None:  # the step itself: until somebody had it, nobody did
                recorded.append(Hold(Holder.NOBODY, start, taken or end, agency, None, name))
    return found


def segments_of(dossiers: Sequence[Lived], *, at: datetime, calendars: Mapping[int, Minutes]) -> dict[int, tuple[Segment, ...]]:
    """Whose each working minute was, from filing to the end or now, by dossier. `calendars` by competent agency."""
    recorded = holds([dossier.pk for dossier in dossiers])
    return {
        dossier.pk: segments(
            start=dossier.filed_at, end=dossier.finished_at or dossier.closed_at or at, holds=recorded.get(dossier.pk, ()),
            calendar=calendars[dossier.competent_id],
        )
        for dossier in dossiers
    }  # fmt: skip
