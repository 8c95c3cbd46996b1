"""The head's morning, and whose the time of the unit's dossiers was."""

import hashlib

from tests.dossiers import given
from tests.dossiers.given import DUE, Lives, World, later, vn
from tests.dossiers.pages import Browser
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Holder
from motcua.dossiers.queries.watching import unit_time as queries

MORNING, TIME = "/lanh-dao/sang-nay/", "/lanh-dao/thoi-gian/"
LAST_DAY = vn("2026-11-23 07:00")


def test_the_head_sees_what_turns_overdue_today_who_is_buried_and_who_is_away(world: World, life: Lives, now: Now) -> None:
    now.at = LAST_DAY
    official, head = world.who("official", world.rach_gia), world.who("head", world.rach_gia)
    due_today, elsewhere = life.in_process(), life.in_process(competent=world.long_xuyen)
    life.do("assign", due_today, actor=head, to_user_id=official.user_id)
    deputy = given.away(official, deputy=world.who("clerk", world.rach_gia), since=LAST_DAY)

    page = Browser(head).open(MORNING)

    page.says(given.code(due_today), official.name, f"làm thay: {deputy.name}", "hồ sơ hết hạn hôm nay")
    assert given.code(elsewhere) not in page.text
    Browser(official).open(MORNING, status=403)
    Browser(head).open(MORNING, status=403, **{"don-vi": str(world.long_xuyen.id)})


def test_the_morning_costs_the_same_however_much_is_open(world: World, life: Lives, now: Now) -> None:
    now.at = LAST_DAY
    head = Browser(world.who("head", world.rach_gia))
    life.in_process()
    few = statements(lambda: head.open(MORNING))
    for _ in range(5):
        life.in_process()

    assert len(statements(lambda: head.open(MORNING))) == len(few)


def test_the_load_of_a_person_counts_what_is_late_and_no_test_dossier(world: World, life: Lives) -> None:
    official, head = world.who("official", world.rach_gia), world.who("head", world.rach_gia)
    for dossier in (life.in_process(), life.in_process(at=vn("2026-11-20 08:00"))):
        life.do("assign", dossier, at=vn("2026-11-20 08:00"), actor=head, to_user_id=official.user_id)
    life.in_process(is_test=True)

    found = dossiers.loads(agency_ids={world.rach_gia.id}, at=vn("2026-11-25 08:00"))

    assert found == (dossiers.Load(official.user_id, 2, 1),)


def test_the_time_of_a_unit_is_divided_by_holder_and_cause_and_each_share_opens_its_dossiers(
    world: World, life: Lives, now: Now
) -> None:
    now.at = later(DUE, hours=-8)
    waiting, asked = life.awaiting_payment(), life.consulted()

    found = dossiers.unit_time(agency_id=world.rach_gia.id, since=vn("2026-11-01 00:00"), until=vn("2026-12-01 00:00"), at=now.at)
    shares = {(one.cause.holder, one.cause.what): one for one in found.shares}

    assert shares[Holder.APPLICANT, "payment"].most[0][0] == given.code(waiting)
    assert shares[Holder.OTHER_AGENCY, ""].cause.agency_id == world.police.id
    assert (
        sum(one.minutes for one in found.shares)
        == found.minutes
        == sum(part.minutes for dossier in (waiting, asked) for part in given.dossier_detail(dossier, at=now.at).segments)
    )
    page = Browser(world.who("head", world.rach_gia)).open(TIME)
    page.says(given.code(waiting), "Công an tỉnh", "Nghĩa vụ tài chính", "2 hồ sơ")


def test_the_table_is_sent_with_its_filter_its_rows_and_its_hash(world: World, life: Lives, now: Now) -> None:
    now.at = later(DUE, hours=-8)
    life.awaiting_payment()

    answer = Browser(world.who("head", world.rach_gia)).client.get(TIME, {"tep": "1", "tu": "2026-11-01", "den": "2026-11-30"})

    assert answer["X-SHA256"] == hashlib.sha256(answer.content).hexdigest()
    assert "tu=2026-11-01" in answer["X-Filter"]
    assert int(answer["X-Row-Count"]) == len(answer.content.decode("utf-8-sig").strip().splitlines()) - 1 > 0


def test_it_says_when_it_looked_at_some_only(world: World, life: Lives, now: Now, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    now.at = LAST_DAY
    for _ in range(3):
        life.in_process()
    monkeypatch.setattr(queries, "MOST", 2)

    Browser(world.who("head", world.rach_gia)).open(TIME).says("Chỉ tính 2 hồ sơ")
