"""A list narrowed to what somebody looks for, kept under a name, shared in the unit, and taken out as a table."""

import csv
import io
from email.header import decode_header, make_header

import pytest
from tests.dossiers import given
from tests.dossiers.factories import BIRTH
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import WORK, Browser, Page
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Dossier
from motcua.journal import public as journal
from motcua.worklists.models import ChosenColumns, KeptFilter
from motcua.worklists.queries import MOST_FILTERS

WEEK = vn("2026-11-09 08:00")


def _codes(page: Page, every: dict[str, int]) -> set[str]:
    return {name for name, dossier in every.items() if given.code(dossier) in page.words}


def _some(life: Lives) -> dict[str, int]:
    later = life.in_process()
    reviewed = life.in_process(at=WEEK)
    life.do("complete_step", reviewed, at=WEEK)
    return {"later": later, "reviewed": reviewed, "birth": life.in_process(procedure=BIRTH)}


def test_a_list_is_narrowed_by_procedure_step_due_day_and_person(world: World, life: Lives, now: Now) -> None:
    every = _some(life)
    official = world.who("official", world.rach_gia)
    life.do("assign", every["later"], actor=official, to_user_id=official.user_id)
    browser = Browser(official)
    step = given.open_step(every["reviewed"]).name
    birth = Dossier.objects.get(pk=every["birth"]).procedure_id

    assert _codes(browser.open(WORK, loc="ca-don-vi"), every) == {"later", "reviewed", "birth"}
    assert _codes(browser.open(WORK, loc="ca-don-vi", buoc=step), every) == {"reviewed"}
    assert _codes(browser.open(WORK, loc="ca-don-vi", tt=str(birth)), every) == {"birth"}
    assert _codes(browser.open(WORK, loc="ca-don-vi", nguoi=str(official.user_id)), every) == {"later"}
    assert "reviewed" in _codes(browser.open(WORK, loc="ca-don-vi", trong="0"), every)  # due this Monday
    assert "later" not in _codes(browser.open(WORK, loc="ca-don-vi", trong="2"), every)  # due in a week


def test_a_list_is_searched_by_a_whole_telephone_or_identity_number(world: World, life: Lives, now: Now) -> None:
    every = {"mine": life.in_process()}
    browser = Browser(world.who("official", world.rach_gia))
    phone = "0918 012 264"

    found = browser.open(WORK, q=phone)
    nothing = browser.open(WORK, q="0999 888 777")

    assert (_codes(found, every), _codes(nothing, every)) == ({"mine"}, set())
    nothing.says("Không có hồ sơ nào khớp")


@pytest.mark.parametrize("query", [{"tt": "x"}, {"trong": "99"}, {"nguoi": "-1"}, {"tt": "9" * 30}, {"q": "%_\\' 🙂<b>"}])
def test_an_address_that_cannot_be_read_narrows_nothing_and_breaks_nothing(
    world: World, life: Lives, now: Now, query: dict[str, str]
) -> None:
    life.in_process()

    Browser(world.who("official", world.rach_gia)).open(WORK, **query).says("Cần làm")


def test_a_filter_is_kept_shared_and_dropped(world: World, life: Lives, now: Now) -> None:
    every = _some(life)
    step = given.open_step(every["reviewed"]).name
    official, head = Browser(world.who("official", world.rach_gia)), Browser(world.who("head", world.rach_gia))
    page = official.open(WORK, loc="ca-don-vi", buoc=step)

    kept = official.send(WORK, page.form("ten"), ten="Chờ trưởng xem <b>", **{"don-vi": str(world.rach_gia.id)})

    kept.says("Đã lưu bộ lọc «Chờ trưởng xem &lt;b&gt;».")
    page = head.open(WORK)
    page.says("Chờ trưởng xem &lt;b&gt;")
    row = KeptFilter.objects.get()
    assert _codes(head.open(WORK, loc=row.which, buoc=row.step), every) == {"reviewed"}
    assert "Chờ trưởng xem" not in Browser(world.who("official", world.phu_quoc)).open(WORK).text
    (fact,) = journal.history(f"filter:{row.pk}")
    assert fact.payload == {"list": "ca-don-vi", "agency": world.rach_gia.id}
    head.send(WORK, head.open(WORK, loc="ca-don-vi", buoc=step).form("xoa")).says("Đã xóa bộ lọc.")
    assert not KeptFilter.objects.exists()


def test_a_filter_is_shared_only_where_one_works_and_dropped_only_by_who_may(world: World, life: Lives, now: Now) -> None:
    official = Browser(world.who("official", world.rach_gia))
    official.post(f"{WORK}bo-loc/", loc="ca-don-vi", q="an", ten="x", **{"don-vi": str(world.phu_quoc.id)}).says(
        "Chỉ chia sẻ bộ lọc"
    )
    official.post(f"{WORK}bo-loc/", loc="ca-don-vi", q="an", ten=" ").says("Đặt tên cho bộ lọc")
    official.post(f"{WORK}bo-loc/", loc="ca-don-vi", q="an", ten="Của chung", **{"don-vi": str(world.rach_gia.id)})
    official.post(f"{WORK}bo-loc/", loc="ca-don-vi", q="khác", ten="Của chung").says("Bạn đã có bộ lọc tên «Của chung»")
    row = KeptFilter.objects.get()

    Browser(world.who("clerk", world.rach_gia)).post(f"{WORK}bo-loc/{row.pk}/xoa/").says("Chỉ người lưu hoặc trưởng đơn vị")
    Browser(world.who("head", world.phu_quoc)).post(f"{WORK}bo-loc/{row.pk}/xoa/").says("không còn, hoặc không phải của bạn")

    assert KeptFilter.objects.count() == 1


@pytest.mark.parametrize("words", ["0918 012 264", "0918-012-264", "089181000123", "Trần Thị Bích Thủy 0918012264", "C1234567"])
def test_a_filter_keeps_nobodys_number_neither_as_its_words_nor_in_its_name(
    world: World, life: Lives, now: Now, words: str
) -> None:
    browser = Browser(world.who("official", world.rach_gia))

    with nothing_is_written():
        browser.post(f"{WORK}bo-loc/", loc="ca-don-vi", q=words, ten="Của chị Thủy").says("không lưu số định danh, số điện thoại")
        browser.post(f"{WORK}bo-loc/", loc="ca-don-vi", q="an", ten=words).says("không lưu số định danh, số điện thoại")


def test_a_table_that_was_searched_by_a_number_does_not_say_the_number(world: World, life: Lives, now: Now) -> None:
    life.in_process()
    browser = Browser(world.who("official", world.rach_gia))

    response = browser.client.get(f"{WORK}bang.csv", {"loc": "ca-don-vi", "q": "0918 012 264"})

    said = str(make_header(decode_header(response["X-Filter"])))
    assert (response["X-Row-Count"], said) == ("1", "loc=ca-don-vi; q=số định danh hoặc điện thoại")


@pytest.mark.parametrize("query", [{"tt": "999999"}, {"nguoi": "999999"}])
def test_a_filter_for_what_is_not_there_is_refused_in_words(world: World, now: Now, query: dict[str, str]) -> None:
    browser = Browser(world.who("official", world.rach_gia))

    browser.post(f"{WORK}bo-loc/", loc="ca-don-vi", ten="x", **query).says("không có trong hệ thống")

    assert not KeptFilter.objects.exists()


def test_ones_own_filters_are_all_offered_however_many_the_unit_shares(world: World, life: Lives, now: Now) -> None:
    official, head = world.who("official", world.rach_gia), world.who("head", world.rach_gia)
    KeptFilter.objects.bulk_create(
        KeptFilter(owner_id=head.user_id, agency_id=world.rach_gia.id, name=f"A {n:02}", which="ca-don-vi", kept_at=now.at)
        for n in range(MOST_FILTERS)
    )
    browser = Browser(official)

    browser.post(f"{WORK}bo-loc/", loc="ca-don-vi", ten="Ơ của tôi").says("Đã lưu bộ lọc")
    page = browser.post(f"{WORK}bo-loc/", loc="ca-don-vi", ten="Cho cả đơn vị", **{"don-vi": str(world.rach_gia.id)})

    page.says("Ơ của tôi", "A 00", f"A {MOST_FILTERS - 1}", f"Đơn vị đã có {MOST_FILTERS} bộ lọc dùng chung")


def test_columns_are_shown_as_they_were_chosen(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)
    browser = Browser(official)

    browser.post(f"{WORK}cot/", han="2", **{"nguoi-giu": "1", "ngay-nop": "3", "trang-thai": "0"})

    page = browser.open(WORK)
    head = page.text.partition("<thead>")[2].partition("</thead>")[0]
    assert [word for word in ("Trạng thái", "Người giữ", "Hạn", "Nộp lúc") if word in head] == ["Người giữ", "Hạn", "Nộp lúc"]
    assert head.index("Người giữ") < head.index("Hạn") < head.index("Nộp lúc")
    page.says(given.code(dossier), "chưa ai nhận", "16/11 08:00")
    browser.post(f"{WORK}cot/", han="0").says("Chọn từ 1 đến 6 cột")
    assert ChosenColumns.objects.get(user=official.user_id).columns == ["nguoi-giu", "han", "ngay-nop"]


def test_the_whole_list_is_taken_out_as_a_table_that_says_by_what_it_was_narrowed(world: World, life: Lives, now: Now) -> None:
    every = _some(life)
    step = given.open_step(every["reviewed"]).name
    browser = Browser(world.who("official", world.rach_gia))

    response = browser.client.get(f"{WORK}bang.csv", {"loc": "ca-don-vi", "buoc": step, "q": "H"})

    heading, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert heading[0] == "Mã hồ sơ"
    assert [row[0] for row in rows] == [given.code(every["reviewed"])]
    assert response["X-Row-Count"] == "1"
    assert {"loc=ca-don-vi", f"buoc={step}", "q=H"} == set(str(make_header(decode_header(response["X-Filter"]))).split("; "))


def test_the_page_costs_the_same_statements_with_one_line_and_with_many(world: World, life: Lives, now: Now) -> None:
    browser = Browser(world.who("official", world.rach_gia))

    def cost() -> int:
        return len(statements(lambda: browser.open(WORK, loc="ca-don-vi")))

    life.in_process()
    one = cost()
    for _ in range(4):
        life.in_process()

    assert cost() == one
    assert one <= 12
