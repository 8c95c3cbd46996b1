"""The page of a dossier: it opens for whom it is meant, leaves a trace, and hides what is not asked for."""

import pytest
from tests.dossiers import given
from tests.dossiers.factories import FIVE_DAYS, ID_NUMBER
from tests.dossiers.given import LIVES, Lives, World, vn
from tests.dossiers.pages import WORK, Browser, page_of
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Look
from motcua.dossiers.public import Outcome, State

APOLOGY = "Xin lỗi và đề nghị gia hạn"


@pytest.mark.parametrize("path", [WORK, "/can-bo/tiep-nhan/", f"/can-bo/tiep-nhan/{FIVE_DAYS}/", "/can-bo/ho-so/", page_of("X-1"), page_of("X-1") + "accept/", page_of("X-1") + "so-that/"])  # fmt: skip
def test_who_is_not_signed_in_is_asked_to_sign_in(world: World, now: Now, path: str) -> None:
    response = Browser().client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap/")


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


def test_each_agency_reads_the_question_that_it_was_asked(world: World, life: Lives, now: Now) -> None:
    dossier, until = life.in_process(), vn("2026-11-20 17:00")
    life.do("consult", dossier, agency_id=world.construction.id, content="Đúng quy hoạch không?", due_at=until)
    life.do("consult", dossier, agency_id=world.police.id, content="Đủ phòng cháy không?", due_at=until)
    path = page_of(given.code(dossier)) + "answer_consultation/"

    asked = Browser(world.who("official", world.police)).open(path).words

    assert "Đủ phòng cháy không?" in asked
    assert "Đúng quy hoạch không?" not in asked


def test_a_refused_request_is_refused_to_staff_too(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.done(outcome=Outcome.REFUSED), Browser(world.who("counter", world.rach_gia_centre))

    page = counter.open(page_of(given.code(dossier)))

    page.says("Từ chối trước hạn", "Từ chối giải quyết", "Đất đang tranh chấp")
    for words in (page.words, counter.open(WORK, loc="cho-tra").words, counter.open("/can-bo/ho-so/").words):
        assert "Đã xong" not in words.replace("Đã xong:", "")  # a step that is over is said so
        assert "Xong trước hạn" not in words
