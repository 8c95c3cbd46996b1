"""The watchdog raises each alarm once: at every look, with the clock set back, with due times that move."""

from collections import Counter
from datetime import date, timedelta

from tests.dossiers import given
from tests.dossiers.given import DUE, Lives, World, vn
from tests.watchdog.seen import facts, raised, standing, told

from motcua.watchdog import public as watchdog
from motcua.watchdog.models import Alarm

LATE = vn("2026-11-25 08:00")


def test_a_hundred_looks_say_it_once_to_the_person_and_once_to_the_head(world: World, life: Lives) -> None:
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)
    life.do("assign", dossier, actor=world.who("head", world.rach_gia), to_user_id=official.user_id)

    for hour in range(8, 17):
        for minute in range(0, 60, 5):
            watchdog.watch(at=vn(f"2026-11-25 {hour:02}:{minute:02}"))

    assert told(dossier, "overdue") == [("person", official.user_id), ("head", None)]
    assert facts(dossier) == ["AlarmRaised", "AlarmRaised"]
    head = Alarm.objects.get(dossier=dossier, kind="overdue")
    assert (head.head_agency_id, head.head_told_at) == (world.rach_gia.id, vn("2026-11-25 09:00"))


def test_a_new_due_time_is_a_new_alarm_and_the_old_one_ends(world: World, life: Lives) -> None:
    dossier = life.in_process()
    watchdog.watch(at=vn("2026-11-20 16:00"))
    assert standing(dossier) == {"apology_owed"}

    life.do("extend", dossier, at=vn("2026-11-20 16:30"), new_day=date(2026, 11, 27), reason="Xác minh")
    watchdog.watch(at=vn("2026-11-20 16:35"))
    extended = given.dossier(dossier).due_at
    assert extended
    after = watchdog.watch(at=vn("2026-11-30 08:00"))

    assert after.raised == 1
    assert standing(dossier) == {"overdue"}
    assert raised(dossier)["overdue", extended] == 1
    assert raised(dossier)["overdue", DUE] == 0


def test_what_waits_for_the_applicant_is_quiet_and_is_not_told_again_when_it_comes_back(world: World, life: Lives) -> None:
    dossier = life.in_process()
    watchdog.watch(at=LATE)
    life.do("request_supplement", dossier, at=vn("2026-11-25 09:00"), items=["Bản vẽ"], reason="Thiếu")
    assert watchdog.watch(at=vn("2026-11-25 09:05")).ended == 1
    assert standing(dossier) == set()

    life.do("receive_supplement", dossier, at=vn("2026-11-26 09:00"))
    again = watchdog.watch(at=vn("2026-11-26 09:05"))

    assert given.dossier(dossier).due_at == DUE  # what was late stays late
    assert (again.raised, again.returned) == (0, 1)
    assert standing(dossier) == {"overdue"}
    assert told(dossier, "overdue")[0] == ("person", None)
    assert [level for level, _ in told(dossier, "overdue")].count("person") == 1


def test_a_clock_set_back_raises_and_ends_nothing(world: World, life: Lives) -> None:
    dossier = life.in_process()
    watchdog.watch(at=LATE)

    back = watchdog.watch(at=LATE - timedelta(hours=20))
    assert back.is_clock_back
    assert standing(dossier) == {"overdue"}
    watchdog.watch(at=vn("2026-11-25 08:05"))

    assert raised(dossier) == Counter({("overdue", DUE): 1})


def test_a_look_from_a_clock_that_stood_a_year_ahead_does_not_silence_the_watchdog(world: World, life: Lives) -> None:
    dossier = life.in_process()
    watchdog.watch(at=vn("2027-11-24 08:00"))

    assert not watchdog.watch(at=LATE).is_clock_back
    assert raised(dossier) == Counter({("overdue", DUE): 1})


def test_a_due_time_that_moves_while_the_watchdog_looks_leaves_one_alarm(world: World, life: Lives) -> None:
    dossier = life.in_process()
    watchdog.watch(at=LATE)

    given.dossier(dossier).steps.update(sort_at=DUE)  # a look between two writes of a move sees either
    watchdog.watch(at=LATE)
    life.do("withdraw", dossier, at=LATE, reason="Rút")
    assert watchdog.watch(at=LATE).ended == 1

    assert raised(dossier) == Counter({("overdue", DUE): 1})
