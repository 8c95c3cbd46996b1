"""The head sees whose work lies while they are away, and gives it to somebody who is here in one go."""

from tests.dossiers import given
from tests.dossiers.given import AT, LATER, Lives, World, away
from tests.dossiers.pages import WORK, Browser
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.organization.public import Actor, Role

ABSENT = f"{WORK}nguoi-vang/"


def taken_by(life: Lives, who: Actor, count: int, **filing: object) -> list[int]:
    found = [life.in_process(**filing) for _time in range(count)]
    for one in found:
        life.do("assign", one, actor=who, to_user_id=who.user_id)
    return found


def test_the_head_gives_all_that_lies_with_somebody_absent_to_a_colleague_in_one_go(world: World, life: Lives, now: Now) -> None:
    absent, head = world.who("official", world.rach_gia), Browser(world.who("head", world.rach_gia))
    colleague = given.official(Role.OFFICIAL, world.rach_gia, username="dong.nghiep")
    lying, others = taken_by(life, absent, 3), taken_by(life, colleague, 1)
    away(absent, deputy=colleague, since=LATER, days=3)
    now.at = LATER

    page = head.open(ABSENT)
    page.says(absent.name, colleague.name, "3 hồ sơ", "20/11/2026")
    narrowed = head.open(WORK, loc="ca-don-vi", nguoi=str(absent.user_id))
    chosen = head.post(f"{WORK}nhieu/", **page.form("ca-danh-sach").values, viec="assign")
    done = head.send(WORK, chosen.form("to_user_id"), to_user_id=str(colleague.user_id))

    assert all(given.code(one) in narrowed.text for one in lying)
    assert given.code(others[0]) not in narrowed.text
    done.says("Đã làm 3 hồ sơ.")
    assert {given.open_step(one).assignee_id for one in lying} == {colleague.user_id}
    head.open(ABSENT).says(absent.name, "không có")


def test_only_people_of_the_unit_who_are_away_today_are_named_and_who_has_no_deputy_is_marked(
    world: World, life: Lives, now: Now
) -> None:
    mine, elsewhere = world.who("official", world.rach_gia), world.who("official", world.phu_quoc)
    taken_by(life, elsewhere, 1, competent=world.phu_quoc)
    away(elsewhere, deputy=world.who("head", world.phu_quoc), since=AT)
    head = Browser(world.who("head", world.rach_gia))
    head.open(ABSENT).says("Hôm nay không ai của đơn vị vắng")
    away(mine, deputy=world.who("clerk", world.rach_gia), since=LATER)
    now.at = LATER

    page = head.open(ABSENT)

    page.says(mine.name)
    assert elsewhere.name not in page.text


def test_who_leads_nobody_has_no_such_page_and_no_door_to_it(world: World, now: Now) -> None:
    official, head = Browser(world.who("official", world.rach_gia)), Browser(world.who("head", world.rach_gia))

    official.open(ABSENT, status=403).says("Trang này của trưởng đơn vị và lãnh đạo")

    assert "nguoi-vang" not in official.open(WORK).text
    assert "nguoi-vang" in head.open(WORK).text


def test_the_page_takes_as_many_statements_for_one_absent_as_for_four(world: World, life: Lives, now: Now) -> None:
    head, counted = Browser(world.who("head", world.rach_gia)), []
    now.at = LATER
    people = [given.official(Role.OFFICIAL, world.rach_gia, username=f"vang{number}") for number in range(4)]
    for who in people:
        taken_by(life, who, 2)
        away(who, deputy=world.who("head", world.rach_gia), since=LATER)
        counted.append(len(statements(lambda: head.open(ABSENT))))

    assert counted[0] == counted[-1] <= 9
