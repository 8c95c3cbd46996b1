"""An incident of the platform stops the clock of what its rule names, and of nothing else; everybody who reads the dossier sees it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.factories import INTERLINKED_BIRTH, PHONE
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.calendar import public as calendar
from motcua.calendar.facts import Incident, IncidentKind, IncidentScope, NewIncident
from motcua.calendar.models import IncidentRow
from motcua.calendar.operations import end_incident, record_incident, withdraw_incident
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import ClockStop
from motcua.dossiers.operations.recount import incidents
from motcua.dossiers.operations.recount.apart import NotAllCounted
from motcua.dossiers.public import Channel, Holder, Verdict
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM

BEGAN, BACK = vn("2026-11-17 08:00"), vn("2026-11-17 10:00")


def incident(*, at: datetime = BACK, ends_at: datetime | None = BACK, **more: Any) -> Incident:
    new = {
        "name": "Mất kết nối Cổng quốc gia", "kind": IncidentKind.UNPLANNED, "scope": IncidentScope.PLATFORM, "starts_at": BEGAN,
        "ends_at": ends_at, "basis": "Biên bản 01", "announced_where": "trang chủ",
    } | more  # fmt: skip
    return record_incident(incident=NewIncident(**new), actor=SYSTEM, at=at, record=journal.record)


def test_by_default_an_incident_moves_nothing(world: World, life: Lives) -> None:
    dossier = life.in_process()
    before = given.seen_on(dossier)

    incident()

    assert dossiers.count_incidents(at=BACK) == 0
    assert given.seen_on(dossier) == before


def test_where_a_rule_names_it_the_clock_goes_on_from_the_recovery_and_counting_again_moves_nothing(
    world: World, life: Lives
) -> None:
    dossier = life.in_process(procedure=INTERLINKED_BIRTH)
    promised = given.dossier(dossier).due_at
    assert promised
    incident()

    assert dossiers.count_incidents(at=BACK) == 1
    assert dossiers.count_incidents(at=BACK + timedelta(hours=1)) == 0

    assert given.dossier(dossier).due_at == calendar.calendar_of().add(promised, 120)
    fact = given.last_fact(dossier)
    assert (fact.name, fact.payload["minutes"], fact.position) == ("IncidentCounted", 120, given.dossier(dossier).moves)


def test_while_it_lasts_the_clock_stands_and_everybody_sees_why(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process(procedure=INTERLINKED_BIRTH)
    promised = given.dossier(dossier).due_at
    found = incident(at=BEGAN, ends_at=None)
    now.at = BEGAN + timedelta(minutes=30)
    dossiers.count_incidents(at=now.at)

    citizen = Browser().follow(given.code(dossier), PHONE)
    citizen.says("Hệ thống có sự cố, thời hạn dừng", "Mất kết nối Cổng quốc gia", "trang chủ", "Đang dừng")
    staff = Browser(world.who("official", world.rach_gia)).open(page_of(dossier))
    staff.says("Dừng vì sự cố hệ thống", "Mất kết nối Cổng quốc gia", "Thời hạn dừng vì sự cố hệ thống")
    assert given.dossier(dossier).due_at == promised
    assert dossiers.open_work() == []  # the watchdog leaves it alone

    end_incident(incident_id=found.id, ends_at=BACK, actor=SYSTEM, at=BACK, record=journal.record)
    dossiers.count_incidents(at=BACK)
    parts = given.dossier_detail(dossier, at=vn("2026-11-17 11:00")).segments
    assert [(one.holder, one.minutes) for one in parts if one.what == "incident"] == [(Holder.NOBODY, 120)]


def test_an_incident_taken_back_gives_the_time_back(world: World, life: Lives) -> None:
    dossier = life.in_process(procedure=INTERLINKED_BIRTH)
    promised, found = given.dossier(dossier).due_at, incident()
    dossiers.count_incidents(at=BACK)

    withdraw_incident(incident_id=found.id, reason="Ghi nhầm ngày", actor=SYSTEM, at=BACK, record=journal.record)
    dossiers.count_incidents(at=BACK)

    assert given.dossier(dossier).due_at == promised
    assert ClockStop.objects.get().minutes == 0


def test_the_online_channel_stops_what_was_filed_online(world: World, life: Lives) -> None:
    at_counter = life.in_process(procedure=INTERLINKED_BIRTH)
    online = life.in_process(procedure=INTERLINKED_BIRTH, channel=Channel.ONLINE)
    before, promised = given.seen_on(at_counter), given.dossier(online).due_at
    incident(scope=IncidentScope.ONLINE)

    dossiers.count_incidents(at=BACK)

    assert list(ClockStop.objects.values_list("dossier_id", flat=True)) == [online]
    assert given.seen_on(at_counter) == before
    assert promised
    assert given.dossier(online).due_at == calendar.calendar_of().add(promised, 120)


def test_of_an_agency_only_its_own(world: World, life: Lives) -> None:
    here, there = (
        life.in_process(procedure=INTERLINKED_BIRTH),
        life.in_process(procedure=INTERLINKED_BIRTH, competent=world.long_xuyen),
    )
    before, promised = given.seen_on(here), given.dossier(there).due_at
    incident(scope=IncidentScope.AGENCY, agency_id=world.long_xuyen.id)

    dossiers.count_incidents(at=BACK)

    assert list(ClockStop.objects.values_list("dossier_id", flat=True)) == [there]
    assert given.seen_on(here) == before
    assert promised
    assert given.dossier(there).due_at == calendar.calendar_of().add(promised, 120)


@pytest.mark.parametrize("counted_at", ["2026-11-17 12:05", "2026-11-18 08:05"], ids=["while awaited", "after it"])
def test_an_incident_within_a_wait_takes_nothing_beside_it(world: World, life: Lives, counted_at: str) -> None:
    dossier = life.awaiting_payment(procedure=INTERLINKED_BIRTH, asked_at=given.AT)
    promised, step_due = given.dossier(dossier).due_at, given.open_step(dossier).due_at
    assert promised
    assert step_due
    incident(starts_at=vn("2026-11-17 08:00"), ends_at=vn("2026-11-17 12:00"), at=vn("2026-11-17 12:00"))
    is_before = vn(counted_at) < vn("2026-11-18 08:00")

    if is_before:
        dossiers.count_incidents(at=vn(counted_at))
    life.do("settle_payment", dossier, at=vn("2026-11-18 08:00"), evidence="Biên lai 1")
    dossiers.count_incidents(at=vn("2026-11-18 08:05"))

    waited = calendar.calendar_of().between(given.AT, vn("2026-11-18 08:00"))
    assert given.dossier(dossier).due_at == calendar.calendar_of().add(promised, waited)
    assert given.open_step(dossier).due_at == calendar.calendar_of().add(step_due, waited)
    assert given.open_step(dossier).sort_at == given.dossier(dossier).due_at


def test_an_incident_is_counted_however_long_nobody_looked(world: World, life: Lives) -> None:
    dossier = life.in_process(procedure=INTERLINKED_BIRTH)
    promised = given.dossier(dossier).due_at
    assert promised
    incident()

    assert dossiers.count_incidents(at=BACK + timedelta(days=5)) == 1

    assert given.dossier(dossier).due_at == calendar.calendar_of().add(promised, 120)
    assert IncidentRow.objects.get().counted_at == BACK + timedelta(days=5)


def test_a_dossier_handed_in_after_the_line_came_back_is_counted_until_the_incident_is_settled(world: World, life: Lives) -> None:
    incident()
    dossiers.count_incidents(at=BACK)
    dossier = life.in_process(procedure=INTERLINKED_BIRTH, at=BEGAN + timedelta(hours=1))

    assert dossiers.count_incidents(at=BACK + timedelta(days=2)) == 1
    assert given.last_fact(dossier).payload["minutes"] == 60


def test_a_settled_incident_is_not_looked_at_until_it_is_written_again(world: World, life: Lives) -> None:
    life.in_process(procedure=INTERLINKED_BIRTH)
    found = incident()
    dossiers.count_incidents(at=BACK + timedelta(days=4))

    looked = statements(lambda: dossiers.count_incidents(at=BACK + timedelta(days=4, minutes=5)))
    assert len(looked) == 1

    withdraw_incident(incident_id=found.id, reason="Nhầm", actor=SYSTEM, at=BACK + timedelta(days=5), record=journal.record)
    assert dossiers.count_incidents(at=BACK + timedelta(days=5)) == 1


def test_planned_downtime_of_next_month_locks_and_reads_no_dossier(world: World, life: Lives) -> None:
    life.in_process(procedure=INTERLINKED_BIRTH)
    incident(kind=IncidentKind.PLANNED, starts_at=vn("2026-12-17 20:00"), ends_at=vn("2026-12-17 23:00"))

    assert len(statements(lambda: dossiers.count_incidents(at=BACK))) == 1


def test_what_is_counted_is_neither_locked_nor_read_again(world: World, life: Lives) -> None:
    for _ in range(3):
        life.in_process(procedure=INTERLINKED_BIRTH)
    incident(at=BEGAN, ends_at=None)
    dossiers.count_incidents(at=BEGAN + timedelta(minutes=5))

    looked = statements(lambda: dossiers.count_incidents(at=BEGAN + timedelta(minutes=10)))

    assert not [one for one in looked if "FOR UPDATE" in one and "dossiers_dossier" in one]
    assert len(looked) <= 5


def test_one_dossier_that_cannot_be_counted_keeps_no_other_waiting_and_is_told(
    world: World, life: Lives, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = (life.in_process(procedure=INTERLINKED_BIRTH) for _ in range(2))
    incident()
    real = incidents.terms_of

    def of(dossier: Any) -> Any:
        if dossier.pk == broken:
            raise calendar.OutsideCalendar(first="", last="")
        return real(dossier)

    monkeypatch.setattr(incidents, "terms_of", of)

    with pytest.raises(NotAllCounted, match=f"dossier {broken}"):
        dossiers.count_incidents(at=BACK + timedelta(days=4))

    assert list(ClockStop.objects.values_list("dossier_id", flat=True)) == [sound]
    assert f"dossier {broken}" in caplog.text
    monkeypatch.undo()
    assert dossiers.count_incidents(at=BACK + timedelta(days=4, minutes=5)) == 1  # not called settled before it is counted


def test_planned_downtime_announced_too_late_is_recorded_and_said(world: World) -> None:
    planned = {"kind": IncidentKind.PLANNED, "starts_at": vn("2026-12-01 20:00"), "ends_at": vn("2026-12-01 23:00")}

    late = incident(announced_at=vn("2026-11-20 08:00"), **planned)
    in_time = incident(announced_at=vn("2026-11-19 08:00"), **planned)

    assert (late.is_announced_late, in_time.is_announced_late) == (True, False)


@pytest.mark.parametrize(
    "wrong",
    [{"ends_at": BEGAN}, {"scope": IncidentScope.AGENCY}, {"basis": " "}, {"starts_at": vn("2027-01-04 08:00"), "ends_at": None}],
    ids=str,
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any], world: World) -> None:
    with pytest.raises(DomainError):
        incident(**wrong)


def test_a_wait_stands_on_the_follow_page_with_since_when_and_why(world: World, life: Lives, now: Now) -> None:
    now.at = vn("2026-11-18 09:00")
    dossier = life.awaiting_payment(asked_at=vn("2026-11-17 09:00"))

    Browser().follow(given.code(dossier), PHONE).says(
        "Chờ bạn nộp tiền", "Tiền sử dụng đất", "Đang dừng", "thời hạn không chạy", "09:00"
    )


@pytest.mark.parametrize(("hours", "verdict"), [(1, Verdict.ON_TIME), (3, Verdict.OVERDUE)])
def test_an_incident_after_an_apology_is_given_back_by_the_law_too(
    world: World, life: Lives, hours: int, verdict: Verdict
) -> None:
    dossier = life.at_last_step(procedure=INTERLINKED_BIRTH)
    promised = given.dossier(dossier).due_at
    assert promised
    working = calendar.calendar_of()
    asked = working.add(promised, -3 * 8 * 60)
    life.do("extend", dossier, at=asked, new_day=(promised + timedelta(days=14)).date(), reason="Chờ quy hoạch")
    began = working.add(asked, 60)
    incident(at=began, starts_at=began, ends_at=working.add(began, 120))
    dossiers.count_incidents(at=working.add(began, 240))

    life.do("finish", dossier, at=working.add(promised, hours * 60), outcome="granted")

    (found,) = dossiers.finished([dossier])
    assert found.verdict is verdict
