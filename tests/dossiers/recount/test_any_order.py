"""A promise that an incident moves hangs on what happened when, never on when the job was told of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from hypothesis import HealthCheck, example, settings
from hypothesis import given as whatever
from hypothesis import strategies as st
from tests.dossiers import given
from tests.dossiers.factories import INTERLINKED_BIRTH
from tests.dossiers.given import AT, Lives, World

from motcua.calendar import public as calendar
from motcua.calendar.facts import IncidentKind, IncidentScope, NewIncident
from motcua.calendar.operations import end_incident, record_incident
from motcua.dossiers import public as dossiers
from motcua.dossiers.queries.counting import legal_due, moments_of, terms_of
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM


class Event(NamedTuple):
    hour: int
    does: Callable[[], object]


class Trouble(NamedTuple):
    """Hours after the dossier was received: the platform went down, came back, and somebody wrote it down."""

    down: int
    lasts: int
    told_after: int


class Told(NamedTuple):
    """What happened to a dossier: a payment asked for and settled, a supplement, and troubles."""

    asked: int
    waited: int
    supplement: tuple[int, int] | None
    troubles: tuple[Trouble, ...]


def hour(number: int) -> datetime:
    return AT + timedelta(hours=number)


def events(life: Lives, dossier: int, told: Told) -> list[Event]:
    settled = told.asked + told.waited
    found = [
        Event(
            told.asked, lambda: life.do("require_payment", dossier, at=hour(told.asked), amount=Decimal(1000), reason="Lệ phí")
        ),
        Event(settled, lambda: life.do("settle_payment", dossier, at=hour(settled), evidence="Biên lai")),
    ]
    if told.supplement:
        asked, full = settled + told.supplement[0], settled + sum(told.supplement)
        found += [
            Event(asked, lambda: life.do("request_supplement", dossier, at=hour(asked), items=["Bản sao"], reason="Thiếu")),
            Event(full, lambda: life.do("receive_supplement", dossier, at=hour(full))),
        ]
    for number, one in enumerate(told.troubles):
        found += trouble(number, one)
    return sorted(found, key=lambda event: event.hour)


def trouble(number: int, one: Trouble) -> list[Event]:
    back, written, ids = one.down + one.lasts, one.down + one.told_after, []
    is_over = written >= back

    def write() -> None:
        new = NewIncident(
            name=f"Sự cố {number}", kind=IncidentKind.UNPLANNED, scope=IncidentScope.PLATFORM, starts_at=hour(one.down),
            ends_at=hour(back) if is_over else None, basis="Biên bản",
        )  # fmt: skip
        ids.append(record_incident(incident=new, actor=SYSTEM, at=hour(written), record=journal.record).id)

    def end() -> None:
        end_incident(incident_id=ids[0], ends_at=hour(back), actor=SYSTEM, at=hour(back), record=journal.record)

    return [Event(written, write)] if is_over else [Event(written, write), Event(back, end)]


class Seen(NamedTuple):
    due_at: datetime | None
    step_due_at: datetime | None
    sort_at: datetime


def lived(life: Lives, told: Told, *, job_after: Callable[[int], bool]) -> Seen:
    """Where such a life leads when the job runs after some of the events, and at the end."""
    with transaction.atomic():
        dossier = life.in_process(procedure=INTERLINKED_BIRTH)
        happened = events(life, dossier, told)
        for number, event in enumerate(happened):
            event.does()
            if job_after(number):
                dossiers.count_incidents(at=hour(event.hour))
        dossiers.count_incidents(at=hour(happened[-1].hour + 1))
        row, step = given.dossier(dossier), given.open_step(dossier)
        assert row.due_at == legal_due(
            moments_of(row), terms=terms_of(row), working=calendar.calendar_of(agency_id=row.competent_id)
        )
        transaction.set_rollback(True)
        return Seen(row.due_at, step.due_at, step.sort_at)


troubles = st.builds(Trouble, down=st.integers(0, 40), lasts=st.integers(1, 40), told_after=st.integers(0, 60))
lives = st.builds(
    Told, asked=st.integers(0, 20), waited=st.integers(1, 60), supplement=st.none() | st.tuples(st.integers(0, 4), st.integers(1, 60)),
    troubles=st.lists(troubles, min_size=1, max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(told=Told(0, 48, None, (Trouble(24, 4, 4),)), job_after=[False, True, False])
@whatever(told=lives, job_after=st.lists(st.booleans(), min_size=10, max_size=10))
def test_a_promise_is_the_same_whenever_the_job_runs(world: World, life: Lives, told: Told, job_after: list[bool]) -> None:
    at_the_end = lived(life, told, job_after=lambda _number: False)

    assert lived(life, told, job_after=lambda _number: True) == at_the_end
    assert lived(life, told, job_after=lambda number: job_after[number % len(job_after)]) == at_the_end
