"""Approved processes that ended without anybody deciding so: with the version they were made for, or with their agency."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery

from motcua.catalogue.facts import ProcessStatus
from motcua.catalogue.models import ProcedureVersion, Process, ProcessAgency
from motcua.organization import public as organization

#: It held when its version ended, or was to begin later.
_AT_THE_END = Q(valid_to=None) | Q(valid_to__gt=F("version__valid_to")) & Q(valid_to__gt=F("valid_from"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """An approved process that did not fit the version in force or to come, which has none in its place."""

    code: str
    process_id: int
    #: The first day of that version
    since: date
    #: How many agencies' own it was; 0: it was for all.
    agencies: int


def stopped(*, on: date) -> tuple[Stopped, ...]:
    """The processes that do not go on, by code; two statements."""
    return tuple(sorted((*_for_all(on), *_own(on)), key=lambda one: (one.code, one.since, one.agencies)))


def _for_all(on: date) -> Iterator[Stopped]:
    ended = Process.objects.filter(_AT_THE_END, status=ProcessStatus.APPROVED, for_all=True, version__valid_to__isnull=False)
    before = ended.filter(version__procedure=OuterRef("procedure"), version__valid_to__lte=OuterRef("valid_from"))
    here = Process.objects.from_day(on).filter(version=OuterRef("pk"), status=ProcessStatus.APPROVED, for_all=True)
    versions = ProcedureVersion.objects.from_day(on).filter(
        ~Exists(here), offered=True, procedure__in=ended.values("version__procedure")
    )
    last = before.order_by("-version__valid_to", "-number").values("id")[:1]
    rows = versions.annotate(last=Subquery(last)).filter(last__isnull=False)
    for code, process_id, since in rows.values_list("procedure__code", "last", "valid_from"):
        yield Stopped(code=code, process_id=process_id, since=since, agencies=0)


def _own(on: date) -> Iterator[Stopped]:
    """Each agency once, of the last version that had its process."""
    after = ProcedureVersion.objects.from_day(on).filter(
        procedure=OuterRef("version__procedure"), valid_from__gte=OuterRef("version__valid_to"), offered=True
    )
    here = ProcessAgency.objects.from_day(on).filter(version=OuterRef("after"), agency=OuterRef("agency"))
    rows = (
        ProcessAgency.objects.filter(_AT_THE_END, version__valid_to__isnull=False, agency__in=_open(on))
        .annotate(after=Subquery(after.order_by("valid_from").values("id")[:1]))
        .filter(~Exists(here), after__isnull=False)
        .annotate(since=Subquery(after.order_by("valid_from").values("valid_from")[:1]))
        .order_by("version__valid_to", "id")
    )
    last = {
        (code, agency): (process_id, since)
        for code, agency, process_id, since in rows.values_list("version__procedure__code", "agency_id", "process_id", "since")
    }
    counted: dict[tuple[str, int, date], int] = {}
    for (code, _), (process_id, since) in last.items():
        counted[code, process_id, since] = counted.get((code, process_id, since), 0) + 1
    for (code, process_id, since), agencies in counted.items():
        yield Stopped(code=code, process_id=process_id, since=since, agencies=agencies)


def of_closed_agencies(*, on: date) -> Iterator[tuple[str, str]]:
    """Procedures with the closed agency whose own process ended with it, and who goes on with its work by the common one."""
    standing = ProcessAgency.objects.on(on).filter(version__in=ProcedureVersion.objects.on(on))
    closed = standing.exclude(agency__in=_open(on)).order_by("version__procedure__code", "agency_id")
    held = list(closed.values_list("version__procedure__code", "version_id", "agency_id"))
    heirs = {agency: _heir(agency, on) for _, _, agency in held}
    ready = set(
        standing.filter(agency__in=[heir.id for heir in heirs.values() if heir]).values_list("version_id", "agency_id")
        if held
        else ()
    )
    for code, version, agency in held:
        heir = heirs[agency]
        if heir is None or (version, heir.id) not in ready:
            yield code, f"{organization.agency(agency).name} → {heir.name if heir else '?'}"


def _open(on: date) -> list[int]:
    return [agency.id for agency in organization.agencies(on=on)]


def _heir(agency_id: int, on: date) -> organization.AgencyFact | None:
    try:
        return organization.current(agency_id, on=on)
    except (organization.AgencyClosed, organization.AgencyWasSplit, organization.AgencyUnknown):
        return None
