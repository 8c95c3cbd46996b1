"""What is wrong in the catalogue on a day: parts left out, processes longer than the law, references that lead nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Sum

from motcua.catalogue.facts import Detail, Incomplete, ProcessStatus, Property, Source
from motcua.catalogue.models import Component, PaperProperty, ProcedureProperty, ProcedureVersion, Process
from motcua.catalogue.queries import packaged
from motcua.catalogue.queries.control.left_behind import Stopped, of_closed_agencies, stopped
from motcua.catalogue.queries.parts import PUBLIC_LEVELS, incomplete, reusable
from motcua.catalogue.queries.processes import allowed_of
from motcua.catalogue.queries.terms import steps_of_all
from motcua.catalogue.rules import fitting
from motcua.catalogue.rules.parts import values
from motcua.organization import public as organization


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """A process whose steps take longer than the law allows; minutes are working minutes."""

    code: str
    process_id: int
    minutes: int
    allowed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLink:
    """A reference that leads nowhere: what kind it is, where it stands, and what it names."""

    kind: str
    code: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    on: date
    public: int
    #: Known by name only: everything else of them is missing.
    name_only: int
    incomplete: tuple[Incomplete, ...]
    too_long: tuple[TooLong, ...]
    #: Approved, but not fit for the version in force or to come.
    stopped: tuple[Stopped, ...]
    #: Handled here, but no dossier can be taken.
    without_process: tuple[str, ...]
    #: Processes made from the time limit that nobody has approved.
    derived: int
    #: Those of which some paper can be taken from elsewhere: only these can be scored for re-use.
    reusable: frozenset[str]
    dead_links: tuple[DeadLink, ...]


def check(*, on: date) -> Checked:
    """Everything that the catalogue itself can find wrong on a day. A fixed number of statements, whatever its size."""
    versions = ProcedureVersion.objects.on(on)
    public, found = incomplete(on=on)
    no_process = versions.filter(offered=True).exclude(
        Exists(Process.objects.on(on).filter(version=OuterRef("pk"), for_all=True))
    )
    return Checked(
        on=on,
        public=public,
        name_only=versions.filter(detail=Detail.NAME_ONLY, levels__overlap=PUBLIC_LEVELS).count(),
        incomplete=found,
        too_long=tuple(_too_long(on)),
        stopped=stopped(on=on),
        without_process=tuple(no_process.order_by("procedure__code").values_list("procedure__code", flat=True)),
        derived=Process.objects.on(on).filter(status=ProcessStatus.DERIVED, version__in=versions).count(),
        reusable=reusable(on=on),
        dead_links=tuple(_dead_links(on)),
    )


def links(*, on: date) -> tuple[tuple[str, str], ...]:
    """The addresses outside the house that the catalogue shows on a day, each with the procedure that shows it."""
    shown = ProcedureVersion.objects.on(on).filter(source_url__startswith="https://").order_by("procedure__code")
    return tuple(shown.values_list("procedure__code", "source_url"))


#: As much of a version as says how long its processes may take.
_LIMITED = ("id", *(f"version__{name}" for name in ("procedure__code", "field", "limit_amount", "limit_unit", "same_day_stated")))


def _too_long(on: date) -> Iterator[TooLong]:
    """By the longest line of each process: what runs beside a step does not lengthen it. Only where all cases together take longer
    than the limit are the steps looked at.
    """
    processes = Process.objects.on(on).filter(version__in=ProcedureVersion.objects.on(on)).select_related("version__procedure")
    rows = processes.annotate(total=Sum("process_steps__minutes", filter=Q(process_steps__beside=""))).only(*_LIMITED)
    held = [
        (process.version.procedure.code, process.pk, allowed)
        for process in rows.order_by("version__procedure__code", "id")
        if (allowed := allowed_of(process.version, process.version.procedure.code, on)) is not None
        and (process.total or 0) > allowed
    ]
    steps = steps_of_all([process_id for _, process_id, _ in held])
    for code, process_id, allowed in held:
        if (minutes := fitting.longest(steps.get(process_id, ()), ())) > allowed:
            yield TooLong(code=code, process_id=process_id, minutes=minutes, allowed=allowed)


def _dead_links(on: date) -> Iterator[DeadLink]:
    in_force = frozenset(ProcedureVersion.objects.on(on).values_list("procedure__code", flat=True))
    for event in packaged.life_events():
        yield from (DeadLink(kind="life_event", code=event.key, target=code) for code in event.codes if code not in in_force)
    papers = PaperProperty.objects.on(on).filter(source=Source.RESULT).order_by("id")
    for code, source in papers.values_list("procedure__code", "source_name"):
        if source not in in_force:
            yield DeadLink(kind="earlier_procedure", code=code, target=source)
    yield from _closed_agencies(on)
    for code, agency in of_closed_agencies(on=on):
        yield DeadLink(kind="own_process_of_closed_agency", code=code, target=agency)
    forms = Component.objects.filter(version__in=ProcedureVersion.objects.on(on), has_form=True, form_file="")
    for code, name in forms.order_by("version__procedure__code", "number").values_list("version__procedure__code", "name"):
        yield DeadLink(kind="form_without_file", code=code, target=name)
    unreadable = ProcedureVersion.objects.on(on).exclude(source_url="").exclude(source_url__startswith="https://")
    for code, address in unreadable.order_by("procedure__code").values_list("procedure__code", "source_url"):
        yield DeadLink(kind="bad_address", code=code, target=address)


def _closed_agencies(on: date) -> Iterator[DeadLink]:
    open_ones = {agency.id for agency in organization.agencies(on=on)}
    named = ProcedureProperty.objects.on(on).filter(name=Property.COMPETENT).order_by("id")
    for code, value in named.values_list("procedure__code", "value"):
        agency_id = values.read(value).agency_id
        if agency_id is not None and agency_id not in open_ones:
            yield DeadLink(kind="closed_agency", code=code, target=value)
