"""A change of the calendar says which promises it would count otherwise; they move only where a dated rule says so, and once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.factories import INTERLINKED_BIRTH
from tests.dossiers.given import DUE, Lives, World, vn

from motcua.calendar import public as calendar
from motcua.calendar.facts import IncidentKind, IncidentScope, NewIncident
from motcua.calendar.operations import Trial, record_incident
from motcua.catalogue.queries import packaged, terms
from motcua.catalogue.rules.clock_rules import ClockRule
from motcua.dossiers import public as dossiers
from motcua.dossiers.operations.recount import calendar_edit
from motcua.dossiers.operations.recount.apart import NotAllCounted
from motcua.dossiers.queries.watching.due_days import promises_moved
from motcua.foundation.confidence import Confidence
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM

NOW = vn("2026-11-17 09:00")


def off(day: date) -> None:
    entry = calendar.Day(
        day=day, kind=calendar.DayKind.COMPENSATORY_OFF, name="Nghỉ vì bão", basis="Công điện", confidence=Confidence.READ
    )
    calendar.add_day(day=entry, actor=SYSTEM, at=NOW, record=journal.record)


def test_the_preview_names_what_would_move_and_changes_nothing(world: World, life: Lives) -> None:
    dossier, waiting = life.in_process(), life.awaiting_supplement()
    before = given.seen_on(dossier)

    preview = promises_moved(within=Trial(lambda: off(date(2026, 11, 20))).within, agency_id=None, at=NOW)

    (found,) = preview.found
    assert (found.code, found.due_at, found.would_be, found.policy) == (given.code(dossier), DUE, vn("2026-11-25 17:00"), "keep")
    assert given.seen_on(dossier) == before
    assert calendar.calendar_of().is_working_day(date(2026, 11, 20))
    assert preview.looked_at == 1
    assert waiting


def test_the_preview_counts_what_an_incident_took(world: World, life: Lives) -> None:
    dossier = life.in_process(procedure=INTERLINKED_BIRTH)
    new = NewIncident(
        name="Mất mạng", kind=IncidentKind.UNPLANNED, scope=IncidentScope.PLATFORM, basis="Biên bản 01",
        starts_at=vn("2026-11-16 09:00"), ends_at=vn("2026-11-16 11:00"),
    )  # fmt: skip
    record_incident(incident=new, actor=SYSTEM, at=NOW, record=journal.record)
    dossiers.count_incidents(at=NOW)
    promised = given.dossier(dossier).due_at
    assert promised

    preview = promises_moved(within=Trial(lambda: off(date(2026, 12, 7))).within, agency_id=None, at=NOW)

    (found,) = preview.found
    assert found.due_at == promised
    assert calendar.calendar_of().between(promised, found.would_be) == calendar.MINUTES_OF_A_WORKING_DAY


def test_a_promise_on_a_day_that_is_off_now_is_said_to_fall_there_and_stays(world: World, life: Lives) -> None:
    dossier = life.in_process()

    preview = promises_moved(within=Trial(lambda: off(date(2026, 11, 23))).within, agency_id=None, at=NOW)
    off(date(2026, 11, 23))

    assert [one.is_off for one in preview.found] == [True]
    assert dossiers.move_promises_off(at=NOW) == 0
    assert given.dossier(dossier).due_at == DUE


@pytest.fixture
def _off_days_move(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The province has decided otherwise for the procedure of five days: a dated row more among the packaged ones."""
    row = ClockRule(
        rule="calendar_edit", value="off_day", codes=frozenset({"1.000001"}), fields=frozenset(), needs=frozenset(),
        valid_from=date(2026, 1, 1), valid_to=None, basis="QĐ", confidence=Confidence.READ,
    )  # fmt: skip
    rows = (*packaged.clock_rule_rows(), row)
    monkeypatch.setattr(packaged, "clock_rule_rows", lambda: rows)
    _forget_terms()
    yield
    _forget_terms()


def _forget_terms() -> None:
    terms._terms.cache_clear()
    terms._turning_days.cache_clear()


@pytest.mark.usefixtures("_off_days_move")
def test_one_dossier_that_cannot_be_moved_keeps_no_other_waiting_and_is_told(
    world: World, life: Lives, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = life.in_process(), life.in_process()
    off(date(2026, 11, 23))
    real = calendar_edit.terms_of

    def of(dossier: Any) -> Any:
        if dossier.pk == broken:
            raise calendar.OutsideCalendar(first="", last="")
        return real(dossier)

    monkeypatch.setattr(calendar_edit, "terms_of", of)

    with pytest.raises(NotAllCounted, match=f"dossier {broken}"):
        dossiers.move_promises_off(at=NOW)

    assert given.dossier(sound).due_at == vn("2026-11-25 17:00")
    assert given.dossier(broken).due_at == DUE
    assert f"dossier {broken}" in caplog.text


@pytest.mark.usefixtures("_off_days_move")
def test_where_the_dated_rule_says_so_it_moves_to_the_next_working_day_once(world: World, life: Lives) -> None:
    dossier = life.in_process()
    off(date(2026, 11, 23))

    assert dossiers.move_promises_off(at=NOW) == 1
    assert dossiers.move_promises_off(at=NOW) == 0

    assert given.dossier(dossier).due_at == vn("2026-11-25 17:00")  # the 24th is a holiday
    assert given.open_step(dossier).sort_at == vn("2026-11-25 17:00")
    fact = given.last_fact(dossier)
    assert (fact.name, fact.position) == ("PromiseMoved", given.dossier(dossier).moves)
