"""The screen of my work: each list with its lines, empty with a word of where to go, and never anybody else's."""

import pytest
from tests.dossiers import given
from tests.dossiers.factories import BIRTH
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import WORK, Browser, page_of
from tests.dossiers.worlds import Now

from motcua.dossiers.public import Filter, State

OFFICIAL, COUNTER, POLICE = ("official", "rach_gia"), ("counter", "rach_gia_centre"), ("official", "police")
#: Whose list it is, which dossiers of `a_busy_desk` stand in it, and what it says while it is empty.
LISTS: dict[Filter, tuple[tuple[str, str], set[str], str]] = {
    Filter.MY_TURN: (OFFICIAL, {"late", "today", "asked", "part"}, "Không còn việc nào của bạn"),
    Filter.OVERDUE: (OFFICIAL, {"late"}, "Không việc nào quá hạn"),
    Filter.TODAY: (OFFICIAL, {"today"}, "Không còn việc nào đến hạn hôm nay"),
    Filter.WAITING: (OFFICIAL, {"supplement", "payment"}, "Không hồ sơ nào đang chờ người nộp"),
    Filter.CONSULTED: (POLICE, {"asked"}, "Không cơ quan nào đang hỏi ý kiến đơn vị bạn"),
    Filter.INVOLVED: (POLICE, {"part"}, "Đơn vị bạn không có phần liên thông nào"),
    Filter.UNTAKEN: (OFFICIAL, {"late", "heads", "asked", "part", "supplement", "payment"}, "Không còn hồ sơ nào chưa ai nhận"),
    Filter.UNIT: (
        OFFICIAL,
        {"late", "heads", "today", "asked", "part", "supplement", "payment"},
        "Đơn vị không có hồ sơ nào đang mở",
    ),
    Filter.UNIT_OVERDUE: (OFFICIAL, {"late", "heads"}, "Đơn vị không có hồ sơ nào quá hạn"),
    Filter.TO_RETURN: (COUNTER, {"done"}, "Không kết quả nào chờ trả"),
}


def a_busy_desk(life: Lives) -> dict[str, str]:
    """The codes of dossiers in every state since two weeks, and of some more, by what they are to the official of Rạch Giá."""
    each = life.one_of_each(at=vn("2026-11-02 08:00"))  # due Mon 9
    more = {
        "heads": life.in_process(at=vn("2026-11-02 08:00")),
        "today": life.in_process(at=vn("2026-11-09 08:00")),
        "asked": life.consulted(),
        "part": life.involved(),
    }
    life.do("complete_step", more["heads"])
    life.do("assign", more["today"], to_user_id=life.mover("assign", more["today"]).user_id)
    names = {State.IN_PROCESS: "late", State.AWAITING_SUPPLEMENT: "supplement", State.AWAITING_PAYMENT: "payment"}
    every = {names.get(state, state.key): dossier for state, dossier in each.items()} | more
    return {name: given.code(dossier) for name, dossier in every.items()}


@pytest.mark.parametrize("which", list(Filter))
def test_every_list_opens_full_and_empty(world: World, life: Lives, now: Now, which: Filter) -> None:
    (role, place), within, nothing = LISTS[which]
    browser = Browser(world.who(role, world.place[place]))
    browser.open(WORK, loc=which).says(nothing)

    codes = a_busy_desk(life)
    page = browser.open(WORK, loc=which)

    assert {name for name, code in codes.items() if code in page.text} == within
    assert nothing not in page.text


def test_a_line_says_why_it_came_back_and_no_longer_when_it_went_on(world: World, life: Lives, now: Now) -> None:
    dossier = life.at_last_step()
    step = given.dossier(dossier).steps.get(kind="examine")
    life.do("return_step", dossier, reason="Sai tên <i>chủ</i> 🙂 " + "rất dài " * 30, to_step=step.number)
    official = Browser(world.who("official", world.rach_gia))

    page = official.open(WORK)

    page.says("trả lại: Sai tên &lt;i&gt;chủ&lt;/i&gt; 🙂 rất dài", "…")
    life.do("complete_step", dossier)
    assert "trả lại:" not in Browser(world.who("head", world.rach_gia)).open(WORK).text


def test_a_list_shows_the_lines_and_nobody_elses(world: World, life: Lives, now: Now) -> None:
    mine, theirs = given.code(life.in_process()), given.code(life.in_process(competent=world.phu_quoc))

    page = Browser(world.who("official", world.rach_gia)).open(WORK)

    page.says(mine)
    assert theirs not in page.text


def test_a_line_says_for_whom_one_stands_in_and_its_page_offers_the_work(world: World, life: Lives, now: Now) -> None:
    official, clerk = world.who("official", world.rach_gia), world.who("clerk", world.rach_gia)
    dossier = life.in_process()
    life.do("assign", dossier, actor=official, to_user_id=official.user_id)
    given.away(official, deputy=clerk, since=now.at)
    browser = Browser(clerk)

    browser.open(WORK).says(given.code(dossier), f"thay {official.name}")
    browser.open(page_of(given.code(dossier))).says("Nhận việc về mình", "complete_step/")
    names = Browser(world.who("head", world.rach_gia)).open(page_of(given.code(dossier)) + "assign/").form("to_user_id")
    assert str(clerk.user_id) in names.choices["to_user_id"]


def test_a_list_that_does_not_exist_is_not_found(world: World, now: Now) -> None:
    browser = Browser(world.who("official", world.rach_gia))

    browser.open(WORK, loc="khong-co", status=404).says("khong-co")
    browser.open(WORK, sau="hong", status=422)


def test_an_empty_desk_leads_the_counter_to_the_next_citizen_and_to_what_is_often_received(
    world: World, life: Lives, now: Now
) -> None:
    counter = Browser(world.who("counter", world.rach_gia_centre))
    assert 'href="/can-bo/tiep-nhan/"' in counter.open(WORK).text.partition("<main")[2]

    life.in_process(procedure=BIRTH)

    counter.open("/can-bo/tiep-nhan/").says("Hay nhận ở đây", f'href="/can-bo/tiep-nhan/{BIRTH}/"')
