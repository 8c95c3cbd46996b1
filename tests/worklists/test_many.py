"""One move on many dossiers from a list: what can be done is done, what cannot is named with its reason."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import LATER, Lives, World
from tests.dossiers.pages import WORK, Browser, Page
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Dossier
from motcua.dossiers.public import State


def _values(*dossiers: int) -> list[str]:
    return [f"{one}.{Dossier.objects.get(pk=one).moves}" for one in dossiers]


def _choose(browser: Browser, move: str, *dossiers: int, status: int = 200) -> Page:
    return browser.post(f"{WORK}nhieu/", viec=move, chon=_values(*dossiers), loc="ca-don-vi", status=status)


def test_the_head_gives_twelve_dossiers_to_a_colleague_in_one_go(world: World, life: Lives, now: Now) -> None:
    twelve = [life.in_process() for _ in range(12)]
    official, head = world.who("official", world.rach_gia), Browser(world.who("head", world.rach_gia))
    assert 'name="chon"' in head.open(WORK, loc="ca-don-vi").text

    page = _choose(head, "assign", *twelve)
    done = head.send(WORK, page.form("to_user_id"), to_user_id=str(official.user_id))

    done.says("Đã làm 12 hồ sơ.")
    assert {given.open_step(one).assignee_id for one in twelve} == {official.user_id}


def test_the_leader_signs_sixty_results_by_one_confirmation(world: World, life: Lives, now: Now) -> None:
    sixty = [life.in_process() for _ in range(60)]
    for one in sixty:
        while given.open_step(one).role != "leader":
            life.do("complete_step", one, at=LATER)
    now.at = LATER
    leader = Browser(world.who("leader", world.rach_gia))
    move = next(
        way.move for way in given.dossier_detail(sixty[0], at=LATER).standing.ways if way.move in {"complete_step", "finish"}
    )

    page = _choose(leader, move, *sixty)
    done = leader.send(WORK, page.form("note"))

    done.says("Đã làm 60 hồ sơ.")
    assert all(given.dossier(one).moves == given.dossier(sixty[0]).moves for one in sixty)
    assert all(given.open_step(one).role != "leader" for one in sixty)


def test_what_was_moved_meanwhile_is_named_and_the_others_are_done(world: World, life: Lives, now: Now) -> None:
    first, second = life.in_process(), life.in_process()
    head = Browser(world.who("head", world.rach_gia))
    official = world.who("official", world.rach_gia)
    page = _choose(head, "assign", first, second)
    life.do("assign", second, at=now.at, actor=official, to_user_id=official.user_id)

    done = head.send(WORK, page.form("to_user_id"), to_user_id=str(official.user_id))

    done.says(
        "Đã làm 1 hồ sơ.", "1 hồ sơ chưa làm được", given.code(second), "vừa được người khác xử lý", "Thử lại các hồ sơ này"
    )


def test_pressing_twice_moves_nothing_twice(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    head, official = Browser(world.who("head", world.rach_gia)), world.who("official", world.rach_gia)
    form = _choose(head, "assign", dossier).form("to_user_id")
    head.send(WORK, form, to_user_id=str(official.user_id))
    moves = given.dossier(dossier).moves

    head.send(WORK, form, to_user_id=str(official.user_id)).says("Đã làm 1 hồ sơ.")

    assert given.dossier(dossier).moves == moves


def test_what_cannot_be_done_now_is_named_before_anything_is_sent(world: World, life: Lives, now: Now) -> None:
    ready, waits = life.in_process(), life.awaiting_supplement()
    official = Browser(world.who("official", world.rach_gia))

    page = _choose(official, "complete_step", ready, waits)

    page.says("1 hồ sơ đã chọn không làm được việc này lúc này", given.code(waits))
    official.send(WORK, page.form("note")).says("Đã làm 1 hồ sơ.")
    assert given.dossier(waits).state == State.AWAITING_SUPPLEMENT


def test_nobody_moves_or_reads_by_number_what_is_not_theirs(world: World, life: Lives, now: Now) -> None:
    theirs = life.in_process(competent=world.phu_quoc)
    official = Browser(world.who("official", world.rach_gia))

    page = _choose(official, "complete_step", theirs)
    made = official.post(f"{WORK}nhieu/complete_step/", chon=_values(theirs), key="khoa-thu-nghiem", loc="ca-don-vi")

    assert given.code(theirs) not in page.text + made.text
    assert given.dossier(theirs).state == State.IN_PROCESS
    assert given.dossier(theirs).moves == 3


def test_the_whole_list_is_chosen_by_one_tick(world: World, life: Lives, now: Now) -> None:
    every = [life.in_process() for _ in range(3)]
    head = Browser(world.who("head", world.rach_gia))

    page = head.post(f"{WORK}nhieu/", viec="assign", loc="ca-don-vi", **{"ca-danh-sach": "1"})

    page.says(*(given.code(one) for one in every))


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"viec": "assign"}, 422, "Chưa chọn hồ sơ nào"),
        ({"viec": "assign", "chon": ["x", "1.y", ".", "9" * 40 + ".1"]}, 422, "Chưa chọn hồ sơ nào"),
        ({"viec": "assign", "chon": [f"{one}.1" for one in range(1, 502)]}, 422, "một lần làm được nhiều nhất 500"),
        ({"viec": "stop", "chon": ["1.1"]}, 422, "làm cho từng hồ sơ"),
        ({"viec": "../x", "chon": ["1.1"]}, 422, "làm cho từng hồ sơ"),
    ],
)
def test_what_makes_no_sense_is_said(world: World, now: Now, typed: dict[str, object], status: int, said: str) -> None:
    Browser(world.who("head", world.rach_gia)).post(f"{WORK}nhieu/", status=status, **typed).says(said)


def test_what_the_move_asks_for_is_asked_again_and_the_choice_stays(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    life.do("complete_step", dossier)
    head = Browser(world.who("head", world.rach_gia))

    page = head.send(WORK, _choose(head, "return_step", dossier).form("reason"), reason=" ", status=422)

    page.says("Ghi lý do.", given.code(dossier))
    head.send(WORK, page.form("reason"), reason="Thiếu bản vẽ 🙂 <b>").says("Đã làm 1 hồ sơ.")
