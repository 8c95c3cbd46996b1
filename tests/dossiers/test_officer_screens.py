"""What staff see: pages open for whom they are meant, refuse others, and keep what was typed."""

import pytest
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, FIVE_DAYS, ID_NUMBER, NAME_ONLY
from tests.dossiers.given import LIVES, Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Dossier, Look, Party
from motcua.dossiers.public import MOVES, Filter, Outcome, State
from motcua.organization import public as organization

WORK = "/can-bo/viec-cua-toi/"
APOLOGY = "Xin lỗi và đề nghị gia hạn"


def page_of(code: str) -> str:
    return f"/can-bo/ho-so/{code}/"


@pytest.mark.parametrize("path", [WORK, "/can-bo/tiep-nhan/", f"/can-bo/tiep-nhan/{FIVE_DAYS}/", "/can-bo/ho-so/", page_of("X-1"), page_of("X-1") + "accept/", page_of("X-1") + "so-that/"])  # fmt: skip
def test_who_is_not_signed_in_is_asked_to_sign_in(world: World, now: Now, path: str) -> None:
    response = Browser().client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize(
    ("at", "competent", "day"),
    [
        ("2026-11-16 15:30", "rach_gia", "23/11/2026"),  # 17, 18, 19, 20, 23
        # Beyond the boundary it goes on Tuesday at the opening: 18, 19, 20, 23, (24 off), 25.
        ("2026-11-16 15:30", "phu_quoc", "25/11/2026"),
        ("2026-11-16 15:00", "phu_quoc", "23/11/2026"),
    ],
)
def test_the_counter_reads_the_day_that_will_stand_on_the_receipt(
    world: World, life: Lives, now: Now, at: str, competent: str, day: str
) -> None:
    now.at, agency = vn(at), world.place[competent]
    browser, path = Browser(world.who("counter", world.rach_gia_centre)), f"/can-bo/tiep-nhan/{FIVE_DAYS}/"

    page = browser.send(path, browser.open(path).form("id_number"), status=422, competent_id=str(agency.id))

    page.says(agency.name, day)
    row = given.dossier(life.accepted(at=now.at, competent=agency, centre=world.rach_gia_centre))
    assert row.due_at == vn(f"{'-'.join(reversed(day.split('/')))} 17:00")


@pytest.mark.parametrize("which", list(Filter))
def test_every_list_opens_full_and_empty(world: World, life: Lives, now: Now, which: Filter) -> None:
    browser = Browser(world.who("official", world.rach_gia))
    browser.open(WORK, loc=which)
    for stage in ("filed", "in_process", "awaiting_supplement", "awaiting_payment", "done"):
        getattr(life, stage)(at=vn("2026-11-02 08:00"))

    browser.open(WORK, loc=which).says(which.label)


def test_a_list_shows_the_lines_and_nobody_elses(world: World, life: Lives, now: Now) -> None:
    mine, theirs = given.code(life.in_process()), given.code(life.in_process(competent=world.phu_quoc))

    page = Browser(world.who("official", world.rach_gia)).open(WORK)

    page.says(mine)
    assert theirs not in page.text


def test_a_line_says_for_whom_one_stands_in_and_its_page_offers_the_work(world: World, life: Lives, now: Now) -> None:
    official, clerk = world.who("official", world.rach_gia), world.who("clerk", world.rach_gia)
    dossier = life.in_process()
    life.do("assign", dossier, actor=official, to_user_id=official.user_id)
    organization.record_absence(
        user_id=official.user_id or 0, first_day=now.at.date(), until=vn("2026-11-20 00:00").date(), deputy_id=clerk.user_id,
        actor=organization.SYSTEM, at=now.at,
    )  # fmt: skip
    browser = Browser(clerk)

    browser.open(WORK).says(given.code(dossier), f"thay {official.name}")
    browser.open(page_of(given.code(dossier))).says("Nhận việc về mình", "complete_step/")
    names = Browser(world.who("head", world.rach_gia)).open(page_of(given.code(dossier)) + "assign/").form("to_user_id")
    assert str(clerk.user_id) in names.choices["to_user_id"]


def test_a_list_that_does_not_exist_is_not_found(world: World, now: Now) -> None:
    browser = Browser(world.who("official", world.rach_gia))

    browser.open(WORK, loc="khong-co", status=404).says("khong-co")
    browser.open(WORK, sau="hong", status=422)


@pytest.mark.parametrize("state", sorted(State))
def test_a_dossier_opens_in_every_state_for_all_who_may_read_it(world: World, life: Lives, now: Now, state: State) -> None:
    dossier = getattr(life, LIVES[state])()
    code = given.code(dossier)

    for role, place in (
        ("counter", world.rach_gia_centre),
        ("official", world.rach_gia),
        ("head", world.rach_gia),
        ("inspector", world.top),
    ):
        Browser(world.who(role, place)).open(page_of(code)).says(code, state.label, "Trần Thị Bích Thủy")


def test_a_step_is_not_called_late_while_the_applicant_is_awaited(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.awaiting_supplement(at=vn("2026-11-02 08:00")))
    now.at = vn("2026-11-20 08:00")
    page = Browser(world.who("official", world.rach_gia)).open(page_of(code))

    page.says("tạm dừng, chờ người nộp")
    assert "quá hạn bước từ" not in page.text


def test_the_apology_stands_in_sight_once_the_due_time_is_near(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process(at=vn("2026-11-16 08:00")))
    leader = Browser(world.who("leader", world.rach_gia))
    rare = "Việc ít dùng"

    now.at = vn("2026-11-17 08:00")
    before, _, hidden = leader.open(page_of(code)).text.partition(rare)
    assert APOLOGY not in before
    assert APOLOGY in hidden

    now.at = vn("2026-11-19 08:00")  # due on Monday 23/11
    assert APOLOGY in leader.open(page_of(code)).text.partition(rare)[0]

    now.at = vn("2026-11-23 08:00")  # too late: at the latest one working day before
    assert APOLOGY not in leader.open(page_of(code)).text


def test_opening_a_dossier_leaves_a_trace_and_hides_numbers(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)

    page = Browser(official).open(page_of(given.code(dossier)))

    assert ID_NUMBER not in page.text
    look = Look.objects.get()
    assert (look.dossier_id, look.user_id, look.at) == (dossier, official.user_id, now.at)


@pytest.mark.parametrize("path", ["", "accept/", "so-that/"])
def test_somebody_elses_dossier_does_not_exist(world: World, life: Lives, now: Now, path: str) -> None:
    code = given.code(life.filed())
    browser = Browser(world.who("counter", world.phu_quoc_centre))

    with nothing_is_written():
        call = browser.post if path == "so-that/" else browser.open
        call(page_of(code) + path, status=404)
        call(page_of("H01-261116-0001") + path, status=404)
    assert not Look.objects.exists()


def test_numbers_are_shown_to_who_says_what_for(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process())
    browser = Browser(world.who("official", world.rach_gia))

    with nothing_is_written():
        browser.post(page_of(code) + "so-that/", purpose=" ", status=422)
    browser.post(page_of(code) + "so-that/", purpose="Gọi xác minh").says(ID_NUMBER)

    assert Look.objects.get().purpose == "Gọi xác minh"


def test_every_move_that_is_offered_has_a_form_that_opens(world: World, life: Lives, now: Now) -> None:
    for move in MOVES:
        if move.name == "submit":
            continue
        stage = next(LIVES[state] for state in sorted(move.frm))
        code = given.code(getattr(life, stage)())
        Browser(world.who("head", world.rach_gia)).open(page_of(code) + f"{move.name}/")


@pytest.mark.parametrize("move", ["fly", "submit"])
def test_a_move_that_does_not_exist_is_not_found(world: World, life: Lives, now: Now, move: str) -> None:
    Browser(world.who("head", world.rach_gia)).open(page_of(given.code(life.filed())) + f"{move}/", status=404)


def test_a_move_is_made_and_told(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.filed())

    page = Browser(world.who("counter", world.rach_gia_centre)).move(code, "accept")

    page.says(State.RECEIVED.label, "xong")


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


@pytest.mark.parametrize(
    ("move", "typed"),
    [
        ("extend", {"new_day": "31/02/2026", "reason": "x"}),
        ("require_payment", {"amount": "mười nghìn", "reason": "x"}),
        ("require_payment", {"amount": "1.5", "reason": "x"}),
        ("require_payment", {"amount": "NaN", "reason": "x"}),
        ("consult", {"agency_id": "999999", "content": "x", "due_at": "2026-11-20T17:00"}),
        ("consult", {"agency_id": "", "content": "x", "due_at": "mai"}),
        ("assign", {"to_user_id": "999999"}),
        ("request_supplement", {"items": " - \n • ", "reason": "x"}),
        ("request_supplement", {"items": "x", "reason": "x" * 2001}),
        ("stop", {"reason": "\x00"}),
    ],
)
def test_what_is_typed_wrong_is_told_on_the_form(world: World, life: Lives, now: Now, move: str, typed: dict[str, str]) -> None:
    code = given.code(life.in_process())

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

    browser.move(code, "answer_consultation", answer="Đạt", agrees="1").says("xong")


def test_each_agency_reads_the_question_that_it_was_asked(world: World, life: Lives, now: Now) -> None:
    dossier, until = life.in_process(), vn("2026-11-20 17:00")
    life.do("consult", dossier, agency_id=world.construction.id, content="Đúng quy hoạch không?", due_at=until)
    life.do("consult", dossier, agency_id=world.police.id, content="Đủ phòng cháy không?", due_at=until)
    path = page_of(given.code(dossier)) + "answer_consultation/"

    asked = Browser(world.who("official", world.police)).open(path).words

    assert "Đủ phòng cháy không?" in asked
    assert "Đúng quy hoạch không?" not in asked


def test_the_search_tells_a_refusal_as_one(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.done(outcome=Outcome.REFUSED))

    found = Browser(world.who("official", world.rach_gia)).open("/can-bo/tim/", q=code).words

    assert Outcome.REFUSED.label in found
    assert State.DONE.label not in found


# -- intake


def test_the_counter_finds_a_procedure_and_receives_a_dossier(world: World, now: Now) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    browser.open("/can-bo/tiep-nhan/", q="khai sinh").says(BIRTH)
    path = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"

    page = browser.send(
        path, browser.open(path).form("id_number"), name="Trần Thị Bích Thủy", phone="0918 012 264", id_number=ID_NUMBER,
        competent_id=str(world.rach_gia.id), papers=["0"],
    )  # fmt: skip

    dossier = Dossier.objects.get()
    page.says(dossier.code, State.RECEIVED.label)
    assert (dossier.state, dossier.competent_id, dossier.due_at) == (State.RECEIVED, world.rach_gia.id, vn("2026-11-23 17:00"))
    assert dossier.papers.count() == 1


def test_an_empty_desk_leads_the_counter_to_the_next_citizen_and_to_what_is_often_received(
    world: World, life: Lives, now: Now
) -> None:
    counter = Browser(world.who("counter", world.rach_gia_centre))
    assert 'href="/can-bo/tiep-nhan/"' in counter.open(WORK).text.partition("<main")[2]

    life.in_process(procedure=BIRTH)

    counter.open("/can-bo/tiep-nhan/").says("Hay nhận ở đây", f'href="/can-bo/tiep-nhan/{BIRTH}/"')


def test_the_same_form_sent_twice_makes_one_dossier(world: World, now: Now) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"
    form = browser.open(path).form("id_number")

    for _ in range(3):
        browser.send(path, form, name="Trần Thị Bích Thủy", competent_id=str(world.rach_gia.id))

    assert Dossier.objects.count() == 1


def test_what_is_corrected_after_the_form_was_received_is_not_dropped_without_a_word(world: World, now: Now) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"
    form, sent = browser.open(path).form("id_number"), {"name": "Trần Thị Bích Thủy", "competent_id": str(world.rach_gia.id)}
    browser.send(path, form, **sent, phone="0918 012 264", papers=["0"])
    dossier = Dossier.objects.get()

    for mended in ({"phone": "0918 012 265"}, {"papers": []}, {"competent_id": str(world.phu_quoc.id)}, {"address": "Ấp 2"}):
        with nothing_is_written():
            page = browser.send(path, form, status=409, **(sent | {"phone": "0918 012 264", "papers": ["0"]} | mended))
        page.says("chưa được ghi", dossier.code, page_of(dossier.code))


def test_two_people_one_after_the_other_are_two_dossiers(world: World, now: Now) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"

    for _ in range(2):
        browser.send(path, browser.open(path).form("id_number"), name="Trần Thị Bích Thủy", competent_id=str(world.rach_gia.id))

    assert Dossier.objects.count() == 2


def test_filing_for_somebody_by_an_authority_paper(world: World, now: Now) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"

    browser.send(
        path, browser.open(path).form("id_number"), name="Trần Thị Bích Thủy", owner_name="Trần Văn Út", authority_paper="UQ 12/2026",
        competent_id=str(world.rach_gia.id), is_assisted="on", consent="on",
    ).says("Trần Văn Út", "UQ 12/2026", "Nộp giúp")  # fmt: skip

    assert set(Party.objects.values_list("part", flat=True)) == {"filer", "owner"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "  "}, "Ghi họ tên người nộp"),
        ({"name": "A", "phone": "gọi sau"}, "Số điện thoại"),
        ({"name": "A", "id_number": "<b>"}, "Số định danh"),
        ({"name": "A", "is_assisted": "on"}, "đồng ý"),
    ],
)
def test_an_intake_with_a_hole_keeps_the_rest(world: World, now: Now, typed: dict[str, str], words: str) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"

    with nothing_is_written():
        page = browser.send(
            path,
            browser.open(path).form("id_number"),
            status=422,
            competent_id=str(world.rach_gia.id),
            address="Ấp Hòa Bình",
            **typed,
        )

    page.says("Ấp Hòa Bình", words)


@pytest.mark.parametrize("procedure", ["9.999999", "x"])
def test_intake_of_an_unknown_procedure_is_not_found(world: World, now: Now, procedure: str) -> None:
    Browser(world.who("counter", world.rach_gia_centre)).open(f"/can-bo/tiep-nhan/{procedure}/", status=404)


def test_intake_of_a_procedure_without_content_says_why(world: World, now: Now) -> None:
    Browser(world.who("counter", world.rach_gia_centre)).open(f"/can-bo/tiep-nhan/{NAME_ONLY}/", status=409).says(
        "Chưa nhận được"
    )


@pytest.mark.parametrize(("role", "place"), [("official", "rach_gia"), ("operator", "top"), ("control", "office")])
def test_only_the_counter_receives(world: World, now: Now, role: str, place: str) -> None:
    browser = Browser(world.who(role, getattr(world, place)))

    browser.open("/can-bo/tiep-nhan/", status=403)
    browser.open(f"/can-bo/tiep-nhan/{FIVE_DAYS}/", status=403)


def test_the_promise_on_the_intake_page_is_the_one_the_dossier_gets(world: World, now: Now) -> None:
    Browser(world.who("counter", world.rach_gia_centre)).open(f"/can-bo/tiep-nhan/{FIVE_DAYS}/").says("17:00", "23/11")


# -- listings


@pytest.mark.parametrize(
    "query",
    [
        {"so": "khong-co"}, {"don-vi": "x"}, {"don-vi": "²"}, {"don-vi": "9" * 15}, {"tu": "hôm qua"}, {"den": "2026-13-01"}, {"sau": "x"},
        {"thu-tuc": "9.999999"}, {"tu": "0001-01-01"}, {"den": "9999-12-31T23:59:59"}, {"don-vi": "999999"},
    ],
)  # fmt: skip
def test_an_address_of_a_listing_that_was_changed_by_hand_breaks_nothing(world: World, now: Now, query: dict[str, str]) -> None:
    response = Browser(world.who("head", world.rach_gia)).client.get("/can-bo/ho-so/", query)

    assert response.status_code in {200, 404, 422}


def test_a_listing_pages_to_the_end(world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {given.code(life.filed()) for _ in range(52)}
    browser = Browser(world.who("head", world.rach_gia))

    first = browser.open("/can-bo/ho-so/")
    after = first.text.split("sau=")[1].split('"')[0].split("&")[0]
    second = browser.open("/can-bo/ho-so/", sau=after)

    assert {code for code in codes if code in first.text or code in second.text} == codes


def test_a_refused_request_is_refused_to_staff_too(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.done(outcome=Outcome.REFUSED), Browser(world.who("counter", world.rach_gia_centre))

    page = counter.open(page_of(given.code(dossier)))

    page.says("Từ chối trước hạn", "Từ chối giải quyết", "Đất đang tranh chấp")
    for words in (page.words, counter.open(WORK, loc="cho-tra").words, counter.open("/can-bo/ho-so/").words):
        assert "Đã xong" not in words.replace("Đã xong:", "")  # a step that is over is said so
        assert "Xong trước hạn" not in words


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
