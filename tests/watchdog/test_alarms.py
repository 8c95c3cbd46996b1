"""What is raised when, and to whom."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, DUE, Lives, World, vn
from tests.dossiers.test_after_a_merger import AFTER, merge
from tests.watchdog.seen import standing, told

from motcua.watchdog import public as watchdog
from motcua.watchdog.models import Alarm

LATE = vn("2026-11-25 08:00")

#: kind -> the life, when nothing is raised yet, when it is
CASES: dict[str, tuple[Callable[[Lives], int], str, str]] = {
    "notice_owed": (lambda life: life.filed(), "2026-11-16 08:05", "2026-11-17 15:00"),
    "supplement_limit": (lambda life: life.in_process(), "2026-11-18 16:00", "2026-11-19 13:00"),
    "not_picked_up": (lambda life: life.done(), "2026-12-01 08:00", "2026-12-02 08:00"),
    "consultation_late": (lambda life: life.consulted(), "2026-11-20 07:59", "2026-11-20 08:01"),
    "overdue": (lambda life: life.in_process(), "2026-11-23 17:00", "2026-11-23 17:01"),
}


@pytest.mark.parametrize("kind", CASES)
def test_it_is_raised_at_its_time_and_not_before(kind: str, world: World, life: Lives) -> None:
    lead, early, late = CASES[kind]
    dossier = lead(life)

    watchdog.watch(at=vn(early))
    assert kind not in standing(dossier)
    watchdog.watch(at=vn(late))
    assert kind in standing(dossier)


def test_an_apology_is_owed_while_it_can_still_be_given_in_time(world: World, life: Lives) -> None:
    dossier = life.in_process()

    watchdog.watch(at=vn("2026-11-20 16:59"))  # a Friday: the last day before Monday's due time
    assert standing(dossier) == {"apology_owed"}
    watchdog.watch(at=vn("2026-11-21 08:00"))

    assert standing(dossier) == {"at_risk"}


def test_nobody_owes_an_apology_for_what_is_nearly_done(world: World, life: Lives) -> None:
    dossier = life.at_last_step(done_at=vn("2026-11-20 13:00"))

    watchdog.watch(at=vn("2026-11-20 14:00"))

    assert "apology_owed" not in standing(dossier)


@pytest.mark.parametrize("end", ["refused", "withdrawn", "stopped", "returned"])
def test_a_closed_dossier_never_alarms(end: str, world: World, life: Lives) -> None:
    dossier = getattr(life, end)()

    watchdog.watch(at=LATE + timedelta(days=60))

    assert standing(dossier) == set()


def test_a_test_dossier_never_alarms(world: World, life: Lives) -> None:
    dossiers = [life.in_process(is_test=True), life.filed(is_test=True), life.done(is_test=True), life.consulted(is_test=True)]

    watchdog.watch(at=LATE + timedelta(days=60))

    assert [standing(dossier) for dossier in dossiers] == [set()] * 4


def test_whoever_gets_the_work_is_told_and_so_is_who_stands_in(world: World, life: Lives) -> None:
    official, head = world.who("official", world.rach_gia), world.who("head", world.rach_gia)
    dossier = life.in_process()
    watchdog.watch(at=LATE)
    assert told(dossier, "overdue") == [("person", None)]

    life.do("assign", dossier, at=LATE, actor=head, to_user_id=official.user_id)
    deputy = given.away(official, deputy=world.who("clerk", world.rach_gia), since=LATE)
    round_ = watchdog.watch(at=LATE + timedelta(minutes=5))

    assert round_.handed_on == 1
    assert told(dossier, "overdue") == [("person", None), ("person", official.user_id), ("person", deputy.user_id)]


def test_a_counters_alarm_goes_to_whoever_heads_above_the_centre(world: World, life: Lives) -> None:
    dossier = life.filed()

    watchdog.watch(at=vn("2026-11-17 15:00"))
    watchdog.watch(at=vn("2026-11-18 09:00"))

    alarm = Alarm.objects.get(dossier=dossier)
    assert (alarm.agency_id, alarm.head_agency_id) == (world.rach_gia_centre.id, world.rach_gia.id)


def test_alarms_of_a_merged_agency_reach_the_head_of_what_it_became(world: World, life: Lives) -> None:
    dossier = life.in_process()
    new = merge(world)
    late = vn("2026-11-25 12:00")

    watchdog.watch(at=LATE)
    watchdog.watch(at=late)

    assert [level for level, _ in told(dossier, "overdue")] == ["person", "head"]
    assert Alarm.objects.get(dossier=dossier, kind="overdue").head_agency_id in {world.rach_gia.id, new.id, world.top.id}
    assert late > AFTER


def test_the_life_of_a_dossier_counts_no_alarm_among_its_moves(world: World, life: Lives) -> None:
    dossier = life.in_process()
    watchdog.watch(at=LATE)

    life.do("complete_step", dossier, at=LATE)

    assert given.recorded(dossier, "complete_step")
    assert DUE > AT
