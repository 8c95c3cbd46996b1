"""The bell, my alarms and my unit's, what a dossier's page says of its alarms."""

from collections.abc import Iterator

import pytest
from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now
from tests.watchdog.seen import facts

from motcua.watchdog import public as watchdog
from motcua.watchdog.models import Alarm
from motcua.watchdog.queries.alarms import alarms, bell, ring_anew

LATE = vn("2026-11-25 08:00")
ALARMS, UNIT = "/can-bo/canh-bao/", "/can-bo/canh-bao/?pham-vi=don-vi"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    ring_anew()
    yield
    ring_anew()


def held(world: World, life: Lives) -> int:
    """An overdue dossier that the official has."""
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)
    life.do("assign", dossier, actor=world.who("head", world.rach_gia), to_user_id=official.user_id)
    watchdog.watch(at=LATE)
    return dossier


def test_the_bell_counts_what_nobody_of_ours_has_seen(world: World, life: Lives, now: Now) -> None:
    now.at = LATE
    dossier = held(world, life)
    browser = Browser(world.who("official", world.rach_gia))

    page = browser.open(ALARMS)
    page.says("1 cảnh báo chưa xem", given.code(dossier), "Quá hạn")
    page = browser.send(ALARMS, page.form("so"))

    page.says("Cảnh báo: không có gì mới", given.code(dossier))
    assert bell(actor=world.who("official", world.long_xuyen)) == 0


def test_who_attends_says_how_and_the_head_is_not_told(world: World, life: Lives, now: Now) -> None:
    now.at = LATE
    dossier = held(world, life)
    browser = Browser(world.who("official", world.rach_gia))

    page = browser.open(ALARMS)
    browser.send(ALARMS, page.form("note"), note="Chiều nay trình ký").says("Chiều nay trình ký")
    watchdog.watch(at=vn("2026-11-25 16:00"))

    assert facts(dossier) == ["AlarmRaised", "AlarmAttended"]
    assert Alarm.objects.get(dossier=dossier, kind="overdue").head_told_at is None


def test_the_head_reads_the_units_alarms_and_the_official_may_not(world: World, life: Lives, now: Now) -> None:
    now.at = LATE
    dossier = held(world, life)

    Browser(world.who("head", world.rach_gia)).open(UNIT).says(given.code(dossier), world.who("official", world.rach_gia).name)
    Browser(world.who("official", world.rach_gia)).open(UNIT, status=403)
    elsewhere = Browser(world.who("head", world.long_xuyen)).open(UNIT)

    assert given.code(dossier) not in elsewhere.text
    Browser(world.who("head", world.long_xuyen)).open(
        ALARMS, status=403, **{"pham-vi": "don-vi", "don-vi": str(world.rach_gia.id)}
    )


def test_nobody_attends_to_anothers_alarm(world: World, life: Lives, now: Now) -> None:
    now.at = LATE
    held(world, life)
    number = Alarm.objects.get(kind="overdue").pk

    Browser(world.who("official", world.long_xuyen)).post(f"{ALARMS}{number}/dang-xu-ly/", status=403, note="tôi")
    Browser(world.who("official", world.rach_gia)).post(f"{ALARMS}999999/dang-xu-ly/", status=404)

    assert Alarm.objects.get(pk=number).attended_at is None


def test_the_dossiers_page_says_to_whom_it_was_told_and_when(world: World, life: Lives, now: Now) -> None:
    dossier = held(world, life)
    watchdog.watch(at=vn("2026-11-25 10:00"))
    now.at = vn("2026-11-25 10:05")

    page = Browser(world.who("official", world.rach_gia)).open(page_of(dossier))

    page.says("25/11 08:00", "25/11 10:00", f"Trưởng đơn vị, {world.rach_gia.short_name}")


def test_an_alarm_ends_when_its_reason_is_gone_and_leaves_the_lists(world: World, life: Lives, now: Now) -> None:
    now.at = LATE
    dossier = held(world, life)
    life.do("withdraw", dossier, at=LATE, reason="Rút")
    watchdog.watch(at=LATE)

    page = Browser(world.who("official", world.rach_gia)).open(ALARMS)

    assert given.code(dossier) not in page.text
    page.says("Không có cảnh báo nào")


def test_a_page_costs_the_same_however_many_alarms_stand(world: World, life: Lives, now: Now) -> None:
    now.at = LATE
    for _ in range(3):
        held(world, life)
    official = Browser(world.who("official", world.rach_gia))
    few = statements(lambda: official.open(ALARMS))
    for _ in range(4):
        held(world, life)

    assert len(statements(lambda: official.open(ALARMS))) == len(few)
    assert sum("watchdog_sighting" in one for one in few) == 1  # of the list; the bell keeps its count a few seconds


def test_a_list_goes_on_where_the_page_ended(world: World, life: Lives) -> None:
    for _ in range(5):
        held(world, life)
    actor = world.who("official", world.rach_gia)

    first = alarms(actor=actor, size=3)
    second = alarms(actor=actor, size=3, cursor=first.next)

    assert len({one.id for one in (*first.rows, *second.rows)}) == 5
    assert second.next is None


@pytest.mark.parametrize("query", ["loai=khong-co", "sau=xyz"])
def test_what_nobody_wrote_is_told_apart(query: str, world: World) -> None:
    name, _, value = query.partition("=")

    Browser(world.who("official", world.rach_gia)).open(ALARMS, status=404 if name == "loai" else 422, **{name: value})
