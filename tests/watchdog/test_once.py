"""The watchdog raises each alarm once: at every look, with the clock set back, with due times that move."""

from collections import Counter
from datetime import date, timedelta

from tests.dossiers import given
from tests.dossiers.given import DUE, Lives, World, vn
from tests.watchdog.seen import facts, raised, standing, told

from motcua.dossiers.operations.recount.promise import move_promise, open_step
from motcua.organization.public import Actor, Role
from motcua.watchdog import public as watchdog
from motcua.watchdog.models import Alarm
from motcua.watchdog.operations.attend import attend

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


def test_a_due_time_that_moves_between_two_looks_leaves_one_alarm(world: World, life: Lives) -> None:
    dossier, moved_to = life.in_process(), vn("2026-11-25 10:00")
    watchdog.watch(at=LATE)
    assert raised(dossier) == Counter({("overdue", DUE): 1})

    row = given.dossier(dossier)
    move_promise(row, open_step(row), to=moved_to, step_due_at=moved_to, name="IncidentCounted", at=LATE)
    round_ = watchdog.watch(at=LATE + timedelta(minutes=5))
    assert (round_.ended, standing(dossier)) == (1, {"at_risk"})
    watchdog.watch(at=moved_to + timedelta(minutes=5))
    watchdog.watch(at=moved_to + timedelta(minutes=10))

    assert standing(dossier) == {"overdue"}
    assert raised(dossier) == Counter({("overdue", DUE): 1, ("at_risk", moved_to): 1, ("overdue", moved_to): 1})


def two_officials_and_their_head(world: World) -> tuple[Actor, Actor, Actor]:
    second = given.official(Role.OFFICIAL, world.rach_gia, username="canbo.hai")
    return world.who("official", world.rach_gia), second, world.who("head", world.rach_gia)


def test_what_one_attended_to_is_told_to_the_head_when_whoever_has_it_next_never_looks(world: World, life: Lives) -> None:
    first, second, head = two_officials_and_their_head(world)
    dossier = life.in_process()
    life.do("assign", dossier, actor=head, to_user_id=first.user_id)
    watchdog.watch(at=LATE)
    attend(alarm_id=Alarm.objects.get(kind="overdue").pk, actor=first, at=LATE, note="Đang làm")

    life.do("assign", dossier, at=vn("2026-11-25 09:58"), actor=head, to_user_id=second.user_id)
    watchdog.watch(at=vn("2026-11-25 10:00"))
    alarm = Alarm.objects.get(kind="overdue")
    assert (alarm.attended_at, alarm.attended_by_id, alarm.note, alarm.head_told_at) == (None, None, "", None)
    watchdog.watch(at=vn("2026-11-25 11:00"))

    assert told(dossier, "overdue") == [("person", first.user_id), ("person", second.user_id), ("head", None)]


def test_what_nobody_attends_to_is_not_kept_from_the_head_by_handing_it_on(world: World, life: Lives) -> None:
    first, second, head = two_officials_and_their_head(world)
    dossier = life.in_process()
    life.do("assign", dossier, actor=head, to_user_id=first.user_id)
    watchdog.watch(at=LATE)

    life.do("assign", dossier, at=vn("2026-11-25 08:54"), actor=head, to_user_id=second.user_id)
    watchdog.watch(at=vn("2026-11-25 08:55"))
    watchdog.watch(at=vn("2026-11-25 09:00"))

    assert told(dossier, "overdue")[-1] == ("head", None)


def test_whoever_attends_to_what_nobody_had_and_takes_it_still_attends(world: World, life: Lives) -> None:
    official = world.who("official", world.rach_gia)
    dossier = life.in_process()
    watchdog.watch(at=LATE)
    attend(alarm_id=Alarm.objects.get(kind="overdue").pk, actor=official, at=LATE, note="Đang làm")

    life.do("assign", dossier, at=vn("2026-11-25 09:58"), actor=world.who("head", world.rach_gia), to_user_id=official.user_id)
    watchdog.watch(at=vn("2026-11-25 10:00"))

    alarm = Alarm.objects.get(kind="overdue")
    assert (alarm.holder_id, alarm.attended_by_id, alarm.note, alarm.head_told_at) == (
        official.user_id,
        official.user_id,
        "Đang làm",
        None,
    )


def test_an_alarm_that_comes_back_is_anew_its_holders_before_it_is_the_heads(world: World, life: Lives) -> None:
    official = world.who("official", world.rach_gia)
    dossier = life.in_process()
    watchdog.watch(at=LATE)
    attend(alarm_id=Alarm.objects.get(kind="overdue").pk, actor=official, at=LATE)
    life.do("request_supplement", dossier, at=vn("2026-11-25 08:30"), items=["Bản vẽ"], reason="Thiếu")
    watchdog.watch(at=vn("2026-11-25 08:35"))
    life.do("receive_supplement", dossier, at=vn("2026-11-26 09:00"))

    watchdog.watch(at=vn("2026-11-26 09:05"))
    alarm = Alarm.objects.get(kind="overdue")
    assert (alarm.attended_at, alarm.head_told_at) == (None, None)
    watchdog.watch(at=vn("2026-11-26 10:05"))

    assert told(dossier, "overdue")[-1] == ("head", None)


def test_the_limit_of_a_supplement_too_goes_to_the_head_in_the_end(world: World, life: Lives) -> None:
    dossier = life.in_process()
    watchdog.watch(at=vn("2026-11-19 13:00"))
    watchdog.watch(at=vn("2026-11-19 15:00"))

    assert [level for level, _ in told(dossier, "supplement_limit")] == ["person", "head"]
