"""Points follow the journal: a dossier's are made when it is finished, the same again from zero."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from motcua.appraisal.facts import Indicator, Verdict
from motcua.appraisal.models import Contest, Points
from motcua.appraisal.queries.measures import measures_on
from motcua.appraisal.rules import points as rules
from motcua.appraisal.rules.points import place_of
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.journal import public as journal

#: What gives a dossier its points, or may change them: it is finished; how the result goes is changed while it waits.
_FOLLOWED = frozenset({"DossierFinished", "ReturnWayChanged"})


def follow(facts: Sequence[journal.Recorded]) -> None:
    """A follower of the journal: keep the points of what was finished."""
    ids = {
        int(fact.subject.partition(":")[2]) for fact in facts if fact.name in _FOLLOWED and fact.subject.startswith("dossier:")
    }
    if ids:
        keep_points(ids)


def keep_points(dossier_ids: Iterable[int]) -> int:
    """Make the points of finished dossiers, and of those made before the same again. Test dossiers have none. Returns how many."""
    rows = [row for one in dossiers.finished(sorted(set(dossier_ids))) if not one.is_test for row in _rows(one)]
    accepted = _accepted(row.dossier_id for row in rows)
    for row in rows:
        for place, wanted in accepted.get((row.dossier_id, row.agency_id, row.user_id), {}).items():
            row.counted[place] = wanted
    Points.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["dossier", "agency", "user"],
        update_fields=["finished_at", "is_online", "is_late", "points", "counted"],
    )  # fmt: skip
    return len(rows)


def _rows(one: dossiers.Finished) -> Iterable[Points]:
    late = int(Decimal(measures_on(clock.local_day(one.finished_at))["late_attitude"].value))
    came = one.channel is dossiers.Channel.DIRECT or one.return_way is dossiers.Channel.DIRECT
    verdict = str(one.verdict)
    whole = {
        Indicator.TIME: rules.by_time(verdict), Indicator.CONTACTS: rules.by_contacts(one.supplement_count),
        Indicator.AGENCIES: rules.by_agencies(came=came), Indicator.ATTITUDE: rules.by_attitude(verdict, late=late),
    }  # fmt: skip
    of_agency, of_person = defaultdict(list), defaultdict(list)
    for share in one.shares:
        of_agency[share.agency_id].append(share.minutes_left)
        if share.user_id is not None and not share.is_opinion:
            of_person[share.agency_id, share.user_id].append(share.minutes_left)
    yield _points(one, one.competent_id, None, whole | {Indicator.EACH_AGENCY: rules.by_shares(of_agency[one.competent_id])})
    for agency_id, left in of_agency.items():
        if agency_id != one.competent_id:
            yield _points(one, agency_id, None, {Indicator.EACH_AGENCY: rules.by_shares(left)})
    for (agency_id, user_id), left in of_person.items():
        yield _points(one, agency_id, user_id, whole | {Indicator.EACH_AGENCY: rules.by_shares(left)})


def _points(one: dossiers.Finished, agency_id: int, user_id: int | None, given: dict[Indicator, int | None]) -> Points:
    values: list[int | None] = [None] * 5
    for indicator, value in given.items():
        values[place_of(indicator)] = value
    return Points(
        dossier_id=one.dossier_id, agency_id=agency_id, user_id=user_id, finished_at=one.finished_at,
        is_online=one.channel is dossiers.Channel.ONLINE, is_late=one.verdict is dossiers.Verdict.OVERDUE, points=values, counted=[*values],
    )  # fmt: skip


def _accepted(dossier_ids: Iterable[int]) -> dict[tuple[int, int, int | None], dict[int, int]]:
    """Corrections that were accepted, by whose points they are: they outlast every new count."""
    found: dict[tuple[int, int, int | None], dict[int, int]] = defaultdict(dict)
    rows = Contest.objects.filter(verdict=Verdict.ACCEPTED, points__dossier__in=set(dossier_ids)).order_by("decided_at", "id")
    for dossier, agency, user, indicator, wanted in rows.values_list(
        "points__dossier_id", "points__agency_id", "points__user_id", "indicator", "wanted"
    ):
        found[dossier, agency, user][place_of(Indicator(indicator))] = wanted
    return found
