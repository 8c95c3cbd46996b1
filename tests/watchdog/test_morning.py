"""The head's morning, and whose the time of the unit's dossiers was."""

import hashlib
import re

import pytest
from tests.dossiers import given
from tests.dossiers.given import DUE, Lives, World, later, vn
from tests.dossiers.pages import Browser, Page
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Holder
from motcua.dossiers.queries.watching import unit_time as queries
from motcua.organization.public import Role
from motcua.watchdog import public as watchdog
from motcua.watchdog.views import leader

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


def test_a_chosen_unit_shows_its_own_alarms_and_its_doors_lead_to_it(world: World, life: Lives, now: Now) -> None:
    now.at = vn("2026-11-25 08:00")
    here, there = life.in_process(), [life.in_process(competent=world.phu_quoc) for _ in range(2)]
    watchdog.watch(at=now.at)
    inspector = Browser(world.who("inspector", world.top))

    whole = inspector.open(MORNING)
    chosen = inspector.open(MORNING, **{"don-vi": str(world.rach_gia.id)})

    assert alarm_counts(whole) == {"overdue": 3}
    assert alarm_counts(chosen) == {"overdue": 1}
    unit = f"don-vi={world.rach_gia.id}"
    assert all(unit in door for door in doors(chosen))
    late = inspector.open(next(door for door in doors(chosen) if "so=qua-han" in door))
    late.says(given.code(here))
    assert not [one for one in there if given.code(one) in late.text]


def alarm_counts(page: Page) -> dict[str, int]:
    return {kind: int(n) for kind, n in re.findall(r"loai=(\w+)\"[^>]*>[^<]*?(\d+)</a>", page.text)}


def doors(page: Page) -> list[str]:
    """The addresses of alarms and lists to which the page leads, but for the menu's."""
    main = page.text.partition("<main")[2]
    found = re.findall(r'href="((?:/can-bo/canh-bao/|/can-bo/ho-so/)\?[^"]*)"', main)
    return [one.replace("&amp;", "&") for one in found]


@pytest.mark.parametrize("place", ["rach_gia", "top", ""])
def test_the_figure_of_what_is_overdue_is_as_many_as_the_lines_behind_it(world: World, life: Lives, now: Now, place: str) -> None:
    now.at = vn("2026-11-25 08:00")
    late = [life.in_process(), life.in_process(competent=world.phu_quoc), life.accepted_for_elsewhere()]
    early = [
        life.filed(),
        life.awaiting_supplement(),
        life.in_process(is_test=True),
    ]  # of these the first is past its notice time
    inspector = Browser(world.who("inspector", world.top))

    page = inspector.open(MORNING, **({"don-vi": str(getattr(world, place).id)} if place else {}))

    (figure,) = re.findall(r'href="([^"]*so=qua-han[^"]*)"><b[^>]*>(\d+)</b>', page.text)
    behind = inspector.open(figure[0].replace("&amp;", "&"))
    listed = [one for one in (*late, *early) if given.code(one) in behind.text]
    assert listed == (late[:1] if place == "rach_gia" else late)
    assert int(figure[1]) == len(listed)


def test_a_provinces_people_come_in_pages(world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    now.at = LAST_DAY
    monkeypatch.setattr(leader, "_PEOPLE", 1)
    head = world.who("head", world.rach_gia)
    officials = [world.who("official", world.rach_gia), given.official(Role.OFFICIAL, world.rach_gia, username="canbo.hai")]
    for number, official in enumerate(officials, start=1):
        for _ in range(number):
            life.do("assign", life.in_process(), actor=head, to_user_id=official.user_id)
    browser = Browser(head)

    first, second = browser.open(MORNING), browser.open(MORNING, trang="2")

    assert [people(page) for page in (first, second)] == [["2"], ["1"]]
    assert "trang=2#ai" in first.text
    assert "trang=3" not in second.text


def people(page: Page) -> list[str]:
    """How much each of the people on a page has open."""
    return re.findall(r'data-l="Đang mở">(\d+)</td>', page.text)


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
