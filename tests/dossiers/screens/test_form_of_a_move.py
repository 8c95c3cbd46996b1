"""The form of a move: it opens where the move is offered, keeps what was typed, and tells what is wrong."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.moves.ready import READY, come_to
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers.public import State, arguments_of


@pytest.mark.parametrize("move", sorted(READY))
def test_every_move_that_is_offered_has_a_form_that_opens(world: World, life: Lives, now: Now, move: str) -> None:
    dossier, now.at = come_to(move, life), READY[move].at
    browser, form_of_it = Browser(life.mover(move, dossier)), page_of(dossier, f"{move}/")

    browser.open(page_of(dossier)).says(form_of_it)
    form = browser.open(form_of_it).form("seen")

    needed, _optional = arguments_of(move)
    assert needed - {"agencies"} <= form.names  # those are asked in rows of their own
    assert "agencies" not in needed or {"lt1_agency", "lt1_task", "lt1_due"} <= form.names


@pytest.mark.parametrize("move", ["fly", "submit"])
def test_a_move_that_does_not_exist_is_not_found(world: World, life: Lives, now: Now, move: str) -> None:
    Browser(world.who("head", world.rach_gia)).open(page_of(given.code(life.filed())) + f"{move}/", status=404)


def test_a_move_is_made_and_told(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.filed())

    page = Browser(world.who("counter", world.rach_gia_centre)).move(code, "accept")

    page.says(State.RECEIVED.label, "Đã ghi «Tiếp nhận»")


def test_a_stale_page_keeps_what_was_typed(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    code, browser = given.code(dossier), Browser(world.who("official", world.rach_gia))
    path = page_of(code) + "request_supplement/"
    form = browser.open(path).form("seen")
    life.do("assign", dossier, actor=world.who("head", world.rach_gia), to_user_id=world.who("official", world.rach_gia).user_id)

    with nothing_is_written():
        page = browser.send(path, form, status=409, reason="Thiếu giấy phép cũ", items="Giấy phép cũ\nBản vẽ")

    page.says("Thiếu giấy phép cũ", "Bản vẽ", "người khác xử lý")


def test_a_form_with_a_hole_names_it_and_keeps_the_rest(world: World, life: Lives, now: Now) -> None:
    code, browser = given.code(life.in_process()), Browser(world.who("official", world.rach_gia))

    with nothing_is_written():
        page = browser.move(code, "request_supplement", status=422, items="Bản vẽ móng")

    page.says("Bản vẽ móng", "Ghi lý do.")


def test_pressing_twice_moves_once(world: World, life: Lives, now: Now) -> None:
    dossier = life.filed()
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = page_of(given.code(dossier)) + "accept/"
    form = browser.open(path).form("seen")

    browser.send(path, form)
    browser.send(path, form)

    assert given.dossier(dossier).moves == 2


@pytest.mark.parametrize(("move", "typed"), [("extend", {"new_day": "2026-11-30", "reason": "x"}), ("accept", {})])
def test_a_move_that_is_not_yours_is_refused(world: World, life: Lives, now: Now, move: str, typed: dict[str, str]) -> None:
    code = given.code(life.in_process() if move == "extend" else life.filed())

    with nothing_is_written():
        Browser(world.who("official", world.rach_gia)).move(code, move, status=403, **typed).says("không có quyền")


POLICE = "the police"


@pytest.mark.parametrize(
    ("move", "typed"),
    [
        ("extend", {"new_day": "31/02/2026", "reason": "x"}),
        ("extend", {"new_day": "12/25/2026", "reason": "x"}),
        ("extend", {"new_day": "9999-12-31", "reason": "x"}),
        ("extend", {"new_day": "0001-01-01", "reason": "x"}),
        ("require_payment", {"amount": "mười nghìn", "reason": "x"}),
        ("require_payment", {"amount": "1.5", "reason": "x"}),
        ("require_payment", {"amount": "NaN", "reason": "x"}),
        ("consult", {"agency_id": "999999", "content": "x", "due_at": "2026-11-20T17:00"}),
        ("consult", {"agency_id": "", "content": "x", "due_at": "mai"}),
        ("consult", {"agency_id": POLICE, "content": "x", "due_at": "9999-12-31T23:59:59Z"}),
        ("consult", {"agency_id": POLICE, "content": "x", "due_at": "9999-12-31T23:59:59-12:00"}),
        ("assign", {"to_user_id": "999999"}),
        ("request_supplement", {"items": " - \n • ", "reason": "x"}),
        ("request_supplement", {"items": "x", "reason": "x" * 2001}),
        ("stop", {"reason": "\x00"}),
    ],
)
def test_what_is_typed_wrong_is_told_on_the_form(world: World, life: Lives, now: Now, move: str, typed: dict[str, str]) -> None:
    code = given.code(life.in_process())
    typed = {name: str(world.police.id) if value == POLICE else value for name, value in typed.items()}

    with nothing_is_written():
        Browser(world.who("head", world.rach_gia)).move(code, move, status=422, **typed)


@pytest.mark.parametrize(
    "hidden", [{"seen": "x"}, {"seen": ""}, {"key": ""}, {"key": "x" * 65}, {"seen": "-1"}, {"seen": "9" * 30}]
)
def test_hidden_fields_that_were_changed_break_nothing(world: World, life: Lives, now: Now, hidden: dict[str, str]) -> None:
    code = given.code(life.filed())
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = page_of(code) + "accept/"

    with nothing_is_written():
        page = Browser._page(browser, browser.client.post(path, {"seen": "1", "key": "khoa-0001"} | hidden), path, 422 if hidden.get("seen") not in {"-1", "9" * 30} else 409)  # fmt: skip
    assert page.forms


def test_after_answering_the_consulted_official_lands_on_a_page_that_opens(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, agency_id=world.police.id, content="?", due_at=vn("2026-11-20 17:00"))
    code, browser = given.code(dossier), Browser(world.who("official", world.police))

    browser.move(code, "answer_consultation", answer="Đạt", agrees="1").says("Đã ghi «Trả lời ý kiến»")


def test_a_clerk_who_refuses_is_asked_why_and_keeps_what_was_typed(world: World, life: Lives, now: Now) -> None:
    code, clerk = given.code(life.at_last_step()), Browser(world.who("clerk", world.rach_gia))

    clerk.move(code, "finish", status=422, outcome="refused", note="CV 12").says("Từ chối giải quyết phải ghi lý do", "CV 12")
    clerk.move(code, "finish", outcome="refused", note="CV 12", reason="Thiếu điều kiện").says("Thiếu điều kiện")


def test_a_second_request_warns_asks_the_head_why_and_tells_officials_whose_it_is(world: World, life: Lives, now: Now) -> None:
    dossier = life.awaiting_supplement()
    life.do("receive_supplement", dossier)
    code, whose = given.code(dossier), "Chỉ trưởng đơn vị hoặc lãnh đạo của cơ quan giải quyết mới được yêu cầu lần nữa"
    head, official = (Browser(world.who(role, world.rach_gia)) for role in ("head", "official"))

    official.open(page_of(code)).says(whose)
    head.open(page_of(code) + "request_supplement/").says(whose, "bộ chỉ số tính hồ sơ là quá hạn")
    head.move(code, "request_supplement", status=422, items="Bản vẽ", reason="Mờ").says("Ghi vì sao yêu cầu lần nữa.")
    page = head.move(code, "request_supplement", items="Bản vẽ", reason="Mờ", again_reason="Lần đầu xem sót")
    assert page.text.count("Lần đầu xem sót") == 2  # beside the request, and beside its fact
