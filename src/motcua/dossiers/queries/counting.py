"""How a procedure's limit is counted: its dated rules handed to the calendar, and the recorded moments of a dossier to the rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import WaitKind
from motcua.dossiers.models import ClockStop, Dossier, Wait
from motcua.dossiers.rules import clocks
from motcua.foundation import clock


def limit_of(terms: catalogue.Terms) -> calendar.Limit | None:
    """The procedure's limit as the calendar counts it; what is done the same day has none of its own and takes no whole day."""
    if terms.same_day:
        return calendar.Limit(0, calendar.Unit.WORKING_DAYS)
    return calendar.Limit(*terms.limit) if terms.limit else None


def due_function(terms: catalogue.Terms, working: calendar.WorkCalendar) -> Callable[[datetime], datetime | None]:
    """How this procedure's limit is counted from a moment, by its dated rules."""
    limit, policy, cutoff = limit_of(terms), calendar.Policy(terms.policy), terms.cutoff
    if limit is None:
        return lambda _: None
    return lambda start: calendar.due_at(working, start, limit, policy, cutoff)


def terms_of(dossier: Dossier) -> catalogue.Terms:
    """The terms a dossier is pinned to: its version and process, with the clock rules of the day it was received (before: filed)."""
    return catalogue.terms_of_version(
        dossier.version_id, dossier.process_id, on=clock.local_day(dossier.accepted_at or dossier.filed_at)
    )


class Waited(NamedTuple):
    """The applicant was awaited, after reception."""

    kind: str
    asked_at: datetime
    answered_at: datetime | None


class Stopped(NamedTuple):
    """An incident of the platform, as far as it lies in a dossier's time, and by how many working minutes the promise was moved for it."""

    incident_id: int
    starts_at: datetime
    ends_at: datetime | None
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What is recorded of a dossier's running time: from it every due time follows."""

    started_at: datetime | None
    extended_to: datetime | None = None
    extended_at: datetime | None = None
    waits: tuple[Waited, ...] = ()
    stops: tuple[Stopped, ...] = ()

    def restarts(self, terms: catalogue.Terms) -> list[datetime]:
        """When a full dossier came and the limit was counted anew."""
        supplements = [one.answered_at for one in self.waits if one.kind == WaitKind.SUPPLEMENT and one.answered_at]
        return supplements if terms.rules.supplement_restarts else []

    def waited(self, terms: catalogue.Terms) -> list[clocks.Pause]:
        """The stretches, also one that lasts, in which the applicant was awaited and the clock stood."""
        restarts = terms.rules.supplement_restarts
        waits = (one for one in self.waits if one.kind == WaitKind.PAYMENT or not restarts)
        return [clocks.Pause(start=one.asked_at, end=one.answered_at) for one in waits]

    def anew(self, terms: catalogue.Terms) -> list[clocks.Pause]:
        """The stretches in which a supplement was awaited that counts the limit anew: they move no promise, but the step was not to go on."""
        waited = self.waited(terms)
        return [one for wait in self.waits if (one := clocks.Pause(start=wait.asked_at, end=wait.answered_at)) not in waited]

    def stopped(self, terms: catalogue.Terms) -> dict[int, clocks.Pause]:
        """The incidents that are over, by their numbers. While the applicant is awaited an incident takes nothing."""
        since = next((one.start for one in self.waited(terms) if one.end is None), None)
        return {
            one.incident_id: clocks.Pause(start=one.starts_at, end=min(one.ends_at, since or one.ends_at), of_platform=True)
            for one in (self.stops if terms.rules.incident_pauses else ())
            if one.ends_at is not None and one.starts_at < min(one.ends_at, since or one.ends_at)
        }

    def pauses(self, terms: catalogue.Terms) -> list[clocks.Pause]:
        """All that the clock stood for."""
        return [*self.waited(terms), *self.stopped(terms).values()]

    def counted(self, terms: catalogue.Terms) -> list[clocks.Pause]:
        """What the promise that stands was moved by already."""
        moved = {one.incident_id for one in self.stops if one.minutes}
        return [*self.waited(terms), *(pause for incident, pause in self.stopped(terms).items() if incident in moved)]


def moments_of(dossier: Dossier) -> Moments:
    """The recorded moments of one dossier; two statements."""
    waits = Wait.objects.filter(dossier=dossier.pk, before_reception=False).order_by("asked_at", "id")
    stops = ClockStop.objects.filter(dossier=dossier.pk).order_by("starts_at", "id")
    return Moments(
        started_at=dossier.started_at, extended_to=dossier.extended_to, extended_at=dossier.extended_at,
        waits=tuple(Waited._make(row) for row in waits.values_list("kind", "asked_at", "answered_at")),
        stops=tuple(Stopped._make(row) for row in stops.values_list("incident_id", "starts_at", "ends_at", "minutes")),
    )  # fmt: skip


def legal_due(moments: Moments, *, terms: catalogue.Terms, working: calendar.WorkCalendar) -> datetime | None:
    """The due time by the law, computed anew from every recorded moment; None where the clock never started, and without a limit."""
    if moments.started_at is None:
        return None
    extended = moments.extended_to and moments.extended_at
    return clocks.legal_due(
        started_at=moments.started_at, due_from=due_function(terms, working), calendar=working,
        restarts=moments.restarts(terms), pauses=moments.pauses(terms),
        extension=clocks.Extension(to=moments.extended_to, at=moments.extended_at) if extended else None,  # type: ignore[arg-type]
    )  # fmt: skip
