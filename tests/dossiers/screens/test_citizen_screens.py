"""What the applicant sees: a dossier by its code and a number given when filing, for half an hour, and nothing to be guessed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.factories import ID_NUMBER, PHONE
from tests.dossiers.given import LIVES, Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Party, Tries
from motcua.dossiers.operations.persons import columns_of_field
from motcua.dossiers.public import Channel, Outcome, State

FOLLOW = "/tra-ho-so/"
#: Wrong tries that are allowed for one code, and from one address.
PER_CODE, PER_ADDRESS = 8, 40


def ask(browser: Browser, code: str, number: str, *, status: int = 200, **client: str) -> str:
    return browser.send(FOLLOW, browser.open(FOLLOW).form("number"), status=status, code=code, number=number).text


@pytest.mark.parametrize("number", [PHONE, "0918012264", ID_NUMBER])
def test_the_dossier_opens_by_its_code_and_a_number(world: World, life: Lives, now: Now, number: str) -> None:
    code = given.code(life.in_process())

    page = ask(Browser(), f" {code.lower()}", number)

    assert code in page
    assert "Trần Thị B*** T***" in page


@pytest.mark.parametrize("state", sorted(State))
def test_every_state_is_told_in_plain_words(world: World, life: Lives, now: Now, state: State) -> None:
    code = given.code(getattr(life, LIVES[state])())

    page = ask(Browser(), code, PHONE)

    assert state.label in page
    assert "Đến lượt ai" in page


def test_who_must_supply_something_reads_what_happens_to_the_limit(world: World, life: Lives, now: Now) -> None:
    after, before = life.awaiting_supplement(), life.filed()
    life.do("request_supplement", before, items=["Bản sao"], reason="Thiếu")

    assert "Tính lại từ khi bạn bổ sung đủ" in ask(Browser(), given.code(after), PHONE)
    unreceived = ask(Browser(), given.code(before), PHONE)
    assert "Có giấy hẹn khi được tiếp nhận" in unreceived
    assert "Tính lại" not in unreceived


@pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.REFUSED])
@pytest.mark.parametrize(
    ("way", "told"),
    [
        (Channel.DIRECT, "ang theo giấy hẹn và căn cước"),
        (Channel.ONLINE, "Bạn không phải đến: bản điện tử gửi trên mạng"),
        (Channel.POSTAL, "Bạn không phải đến: bưu điện gửi về nhà"),
    ],
)
def test_only_who_must_come_for_the_result_is_told_to_come(
    world: World, life: Lives, now: Now, way: Channel, told: str, outcome: Outcome
) -> None:
    page = ask(Browser(), given.code(life.done(return_way=way, outcome=outcome)), PHONE)

    assert told in page
    assert ("giấy hẹn và căn cước" in page) == (way is Channel.DIRECT)


def test_the_page_tells_neither_number_nor_full_name_nor_staff(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)
    life.do("assign", dossier, actor=official, to_user_id=official.user_id)

    page = ask(Browser(), given.code(dossier), PHONE)

    for secret in (ID_NUMBER, "0918", "Bích", "Thủy", "12 Nguyễn Trãi", official.name):
        assert secret not in page


def test_what_is_missing_and_until_when_is_told(world: World, life: Lives, now: Now) -> None:
    page = ask(Browser(), given.code(life.awaiting_supplement()), PHONE)

    assert "Bản vẽ" in page
    assert "Mang đến bất kỳ trung tâm nào trong tỉnh" in page
    assert "08/12" in page  # 15 working days after Mon 16/11: 17–20, 23, 25–27, 30, 1–4, 7, 8


def test_proof_of_payment_goes_to_the_receiving_centre(world: World, life: Lives, now: Now) -> None:
    page = ask(Browser(), given.code(life.awaiting_payment()), PHONE)

    assert f"Đưa chứng từ nộp tiền đến {world.rach_gia_centre.name}" in page
    assert "bất kỳ trung tâm nào" not in page


@pytest.mark.parametrize(
    ("code", "number"), [(None, "0918012265"), ("H01-261116-0001", "0918012264"), (None, "khong co so"), ("x" * 60, "0")]
)
def test_a_wrong_pair_says_the_same_whatever_is_wrong(world: World, life: Lives, now: Now, code: str | None, number: str) -> None:
    real = given.code(life.in_process())

    with nothing_is_written():
        page = ask(Browser(), code or real, number, status=404)

    assert "không khớp" in page


def test_nothing_opens_by_a_number_that_can_be_guessed(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    Party.objects.filter(dossier=dossier).update(**columns_of_field("phone", "12345"), **columns_of_field("id_number", "1"))

    for number in ("12345", "1", "123-45"):
        ask(Browser(), given.code(dossier), number, status=404)


@pytest.mark.parametrize(("code", "number"), [("", "1"), ("x", ""), ("x" * 61, "1"), ("x", "1" * 31), ("\x00", "1")])
def test_an_empty_or_endless_form_is_told(world: World, now: Now, code: str, number: str) -> None:
    ask(Browser(), code, number, status=422)


def test_a_page_of_a_dossier_is_not_opened_by_its_address(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process())

    for asked in (code, "H01-261116-0001"):
        response = Browser().client.get(f"{FOLLOW}{asked}/")
        assert (response.status_code, response["Location"]) == (302, f"{FOLLOW}?ma={asked}")


def test_one_dossier_unlocked_does_not_unlock_another(world: World, life: Lives, now: Now) -> None:
    one, other = given.code(life.in_process()), given.code(life.in_process())
    browser = Browser()
    ask(browser, one, PHONE)

    assert browser.client.get(f"{FOLLOW}{one}/").status_code == 200
    assert browser.client.get(f"{FOLLOW}{other}/").status_code == 302


def test_a_page_stays_open_for_half_an_hour(world: World, life: Lives, now: Now) -> None:
    code, browser = given.code(life.in_process()), Browser()
    ask(browser, code, PHONE)

    now.at += timedelta(minutes=30)
    assert browser.client.get(f"{FOLLOW}{code}/").status_code == 200
    now.at += timedelta(seconds=1)
    assert browser.client.get(f"{FOLLOW}{code}/").status_code == 302


def test_pages_about_a_dossier_stay_out_of_caches(world: World, life: Lives, now: Now) -> None:
    code, browser = given.code(life.in_process()), Browser()
    ask(browser, code, PHONE)

    assert "no-store" in browser.client.get(f"{FOLLOW}{code}/")["Cache-Control"]


def test_who_has_not_shown_the_number_is_asked_for_it_under_the_code_as_typed(world: World, now: Now) -> None:
    response = Browser().client.get("/tra-ho-so/H01&sau=x/")

    assert response["Location"] == "/tra-ho-so/?ma=H01%26sau%3Dx"


def test_numbers_of_one_code_cannot_be_guessed_on_and_on(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process())
    for guess in range(PER_CODE):
        ask(Browser(), code, f"09180{guess:05}", status=404)

    assert "15 phút" in ask(Browser(), code, "0918099999", status=429)
    ask(Browser(), code, PHONE, status=429)  # also the right one: else the answer would tell


def test_codes_cannot_be_guessed_on_and_on_from_one_address(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process())
    browser = Browser()
    for guess in range(PER_ADDRESS):
        ask(browser, f"H01-261116-{guess:04}", PHONE, status=404)

    ask(browser, code, PHONE, status=429)
    ask(Browser(REMOTE_ADDR="10.9.8.7"), code, PHONE)


def test_what_was_right_is_not_counted_as_a_guess(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process())

    for _ in range(PER_CODE + 2):
        ask(Browser(), code, PHONE)


def test_a_lock_lasts_the_quarter_of_an_hour_that_it_says(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process())
    for guess in range(PER_CODE):
        ask(Browser(), code, f"09180{guess:05}", status=404)

    now.at += timedelta(minutes=14, seconds=59)
    ask(Browser(), code, PHONE, status=429)
    now.at += timedelta(seconds=1)
    ask(Browser(), code, PHONE)


@pytest.mark.parametrize("between", [" ", "", ".", " - "])
def test_a_code_is_known_without_its_dots_and_dashes(world: World, life: Lives, now: Now, between: str) -> None:
    code = given.code(life.in_process())
    typed = between.join(code.lower().replace(".", "-").split("-"))

    assert code in ask(Browser(), typed, PHONE)


def test_a_whole_village_behind_one_proxy_is_not_one_address(world: World, now: Now, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def guess(number: int, client_address: str) -> int:
        data = {"code": f"H01-261116-{number:04}", "number": PHONE}
        return Browser().client.post(FOLLOW, data, HTTP_X_FORWARDED_FOR=f"10.9.9.9, {client_address}").status_code

    assert {guess(number, "203.0.113.7") for number in range(PER_ADDRESS)} == {404}
    assert guess(PER_ADDRESS, "203.0.113.7") == 429
    assert guess(PER_ADDRESS, "203.0.113.8") == 404


def test_wrong_tries_are_counted_by_the_quarter_of_an_hour(world: World, now: Now) -> None:
    client = Browser().client
    for guess in range(PER_ADDRESS + 5):  # one a minute, for most of an hour
        now.at += timedelta(minutes=1)
        assert client.post(FOLLOW, {"code": f"H01-261116-{guess:04}", "number": PHONE}).status_code == 404


def test_tries_that_are_over_do_not_pile_up(world: World, life: Lives, now: Now) -> None:
    browser = Browser()
    for guess in range(10):
        browser.client.post(FOLLOW, {"code": f"H01-261116-{guess:04}", "number": PHONE})
    for guess in range(6):
        now.at += timedelta(minutes=15)
        browser.client.post(FOLLOW, {"code": f"H01-261117-{guess:04}", "number": PHONE})

    assert Tries.objects.count() <= 2


def test_late_is_told_as_late_with_what_is_owed(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.overdue())
    late = "Đã hẹn 17:00 thứ Hai 23/11/2026 Quá 2 giờ làm việc. Cơ quan giải quyết phải xin lỗi bằng văn bản và hẹn ngày mới."

    now.at = vn("2026-11-23 17:00")  # the due moment itself is in time
    before = Browser().follow(code, PHONE).words
    now.at = vn("2026-11-25 09:00")
    after = Browser().follow(code, PHONE).words

    assert late in after
    assert "Quá hạn" in after
    assert "Quá " not in before


@pytest.mark.parametrize("at", [vn("2026-11-18 09:00"), vn("2026-11-20 09:00")])  # in time, and late
def test_whose_turn_it_is_names_the_agency_that_is_asked(world: World, life: Lives, now: Now, at: datetime) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, agency_id=world.police.id, content="?", due_at=vn("2026-11-19 17:00"))
    now.at = at

    assert "Đến lượt ai Công an tỉnh Bạn chưa cần làm gì" in Browser().follow(given.code(dossier), PHONE).words
    life.do("answer_consultation", dossier, at=at, answer="Đạt", agrees=True)
    assert "Đến lượt ai Phường Rạch Giá Bạn chưa cần làm gì" in Browser().follow(given.code(dossier), PHONE).words


def test_who_was_refused_reads_so_why_and_what_they_may_do(world: World, life: Lives, now: Now) -> None:
    dossier = life.done(outcome=Outcome.REFUSED)

    page = Browser().follow(given.code(dossier), PHONE)

    page.says(
        "Yêu cầu của bạn bị từ chối", "Đất đang tranh chấp", "Từ chối giải quyết", "Nhận văn bản trả lời",
        f"Hỏi lại {world.rach_gia.name}", "Nộp hồ sơ mới", "Từ chối 08:00",
    )  # fmt: skip
    for word in ("Đã có kết quả", "Đã xong", "sớm hơn hẹn", "Xong "):
        assert word not in page.words.replace("Đã xong:", "")  # a step that is over is said so

    life.do("return_result", dossier)
    page = Browser().follow(given.code(dossier), PHONE)
    page.says("Yêu cầu của bạn bị từ chối", "Bạn đã nhận văn bản trả lời", "Đất đang tranh chấp")
    assert "Bạn đã nhận kết quả" not in page.words
