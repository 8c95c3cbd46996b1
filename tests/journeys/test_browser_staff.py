"""A working day of each kind of staff in a real browser; every page that is met is looked at by axe, one of each on a phone."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests.browser_fixtures import Watched, axe, fits
from tests.counters.given import Desk
from tests.dossiers import given
from tests.dossiers.factories import BIRTH
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.worlds import Now
from tests.journeys.people import press, seat
from tests.owed_documents.papers import words_of

from motcua.appraisal.models import Contest
from motcua.appraisal.operations.keep import follow as keep_points
from motcua.dossiers.models import Consultation, ResultPaper
from motcua.dossiers.public import State
from motcua.drafting import public as drafting
from motcua.journal import public as journal
from motcua.watchdog import public as watchdog

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORK = "/can-bo/viec-cua-toi/"


def _look(page: Page) -> None:
    """A page is met: nothing for axe, nothing that scrolls sideways."""
    axe(page)
    fits(page)


def _on_a_phone(page: Page) -> None:
    """The same page in one's pocket."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": 390, "height": 844})
    _look(page)
    page.set_viewport_size(size)


def _done(page: Page, words: str) -> None:
    expect(page.locator("main [role=status]").first).to_contain_text(words)


def _file(page: Page, address: str, kind: str) -> bytes:
    """What a link of the page gives."""
    answer = page.request.get(page.url.split("/can-bo/")[0] + address)
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    return answer.body()


def _pdf(page: Page, link: Any) -> str:
    return words_of(_file(page, link.get_attribute("href"), "application/pdf"))


def _choose(page: Page, move: str, count: int) -> None:
    """Tick the whole page, and take it to a move."""
    page.locator("[data-all]").check()
    expect(page.locator("[data-counted]")).to_have_text(f"Đã chọn {count}")
    page.locator(f"[data-many] button[value={move}]").click()


def test_a_counter_serves_one_number_from_the_call_to_the_result(committed_world: World, now: Now, watched: Watched) -> None:
    desk, lives = Desk(committed_world), Lives(committed_world)
    dossier = lives.filed(at=vn("2026-11-16 07:00"), papers=())
    code, now.at = given.code(dossier), vn("2026-11-16 07:10")
    desk.takes(at=now.at)
    page = seat(watched, committed_world, "counter", committed_world.rach_gia_centre)
    page.goto("/can-bo/quay/")
    page.get_by_role("button", name="Ngồi quầy 1").click()
    page.get_by_role("button", name="Gọi số tiếp").click()
    expect(page.locator("main .ticket")).to_have_text("A001")
    page.get_by_role("button", name="Bắt đầu phục vụ").click()
    _look(page)

    # Something is missing: asked for on paper before the receipt, answered, and only then received.
    page.goto(f"/can-bo/ho-so/{code}/request_supplement/")
    page.get_by_label("Chỗ khác cần bổ sung, sửa").fill("Bản vẽ mặt bằng")
    page.get_by_label("Lý do").fill("Thiếu bản vẽ mặt bằng")
    _look(page)
    page.locator("main form button.btn--main").click()
    assert "Bản vẽ mặt bằng" in _pdf(page, page.locator("main [role=status] a"))
    now.at = vn("2026-11-16 07:40")
    page.goto(f"/can-bo/ho-so/{code}/receive_supplement/")
    page.locator("main form button.btn--main").click()
    press(page, "Tiếp nhận")
    assert code in _pdf(page, page.locator("main [role=status] a"))
    _on_a_phone(page)
    press(page, "Chuyển cơ quan giải quyết")
    _done(page, "Đã ")

    # The number is done; the result comes, and is handed over with its evidence.
    page.goto("/can-bo/quay/")
    page.get_by_role("button", name="Phục vụ xong").click()
    expect(page.locator("main .ticket")).to_have_count(0)
    now.at = vn("2026-11-18 08:00")
    while not given.at_last_step(given.dossier_detail(dossier, at=now.at)):
        lives.do("complete_step", dossier, at=now.at)
    lives.do("finish", dossier, at=now.at, outcome="granted")
    page.goto(f"{WORK}?loc=cho-tra")
    page.get_by_role("row", name=re.compile(code)).get_by_role("link").first.click()
    page.locator('main a[href$="/return_result/"]').click()
    page.get_by_label("Đã trả lại bản chính nộp để đối chiếu").check()
    _look(page)
    page.locator("main form button.btn--main").click()
    expect(page.locator(".tracks b").first).to_have_text("Đã trả kết quả")
    assert given.dossier(dossier).state == State.RETURNED


def test_an_official_works_through_a_morning_by_keyboard(committed_world: World, now: Now, watched: Watched) -> None:
    world, lives = committed_world, Lives(committed_world)
    dossier = lives.in_process()
    lives.in_process(procedure=BIRTH)
    now.at = vn("2026-11-16 09:00")
    watched.expected_statuses.add(422)
    page = seat(watched, world, "official", world.rach_gia)
    page.goto(WORK)
    _look(page)

    # J and K move, X chooses, Enter opens.
    rows = page.locator("tbody .subject")
    rows.first.focus()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("[data-counted]")).to_have_text("Đã chọn 1")
    page.keyboard.press("Escape")
    code = given.code(dossier)
    at = next(index for index in range(2) if code in page.locator("tbody tr").nth(index).inner_text())
    rows.nth(1 - at).focus()
    page.keyboard.press("k" if at == 0 else "j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/can-bo/ho-so/{code}/$"))
    press(page, "Nhận việc về mình")

    _asks_two_agencies(page, world)
    _drafts_twice(page)
    page.goto(f"/can-bo/ho-so/{code}/")

    # A verification is planned; then it goes to the head.
    press(page, "Hẹn xác minh")
    page.get_by_label("Giờ hẹn").fill("2026-11-17T08:00")
    page.locator("[name=place]").fill("Thửa 12, ấp 3")
    _look(page)
    press(page, "Hẹn")
    _done(page, "Đã hẹn xác minh")
    before = given.open_step(dossier).role
    page.locator('main form[action*="/complete_step/"] button, main a[href*="/complete_step/"].btn').first.click()
    if "/complete_step/" in page.url:
        page.get_by_label("Căn cứ không chờ ý kiến").fill("Hai cơ quan đã trả lời qua điện thoại")
        page.locator("main form button.btn--main").click()
    _done(page, "Đã ghi")
    assert (before, given.open_step(dossier).role) == ("official", "head")
    assert [len(drafting.versions_of(one.id)) for one in drafting.drafts_of(dossier)] == [2]
    _look(page)


def _asks_two_agencies(page: Page, world: World) -> None:
    """Two agencies are asked in one form, the second with a limit of its own."""
    page.locator('main a[href$="/consult/"]').click()
    page.get_by_label("Cơ quan được hỏi").first.select_option(label="Sở Xây dựng")
    page.get_by_label("Nội dung hỏi").fill("Chỉ giới có phù hợp không?")
    page.locator("[name=due_at]").fill("2026-11-18T17:00")
    page.get_by_text("Hỏi thêm cơ quan thứ 2").click()
    page.locator("[name=them2_agency]").select_option(label="Công an tỉnh")
    page.locator("[name=them2_due]").fill("2026-11-19T11:00")
    _look(page)
    page.locator("main form button.btn--main").click()
    _done(page, "Đã ")
    assert set(Consultation.objects.values_list("agency_id", flat=True)) == {world.construction.id, world.police.id}


def _drafts_twice(page: Page) -> None:
    """A draft with two versions, compared on the phone."""
    press(page, "Soạn dự thảo")
    page.get_by_label("Tên văn bản").fill("Giấy phép")
    page.get_by_label("Nội dung").fill("Điều 1. Cấp phép.")
    press(page, "Lưu phiên bản 1")
    page.get_by_role("link", name="Giấy phép", exact=True).click()
    page.get_by_label("Nội dung").fill("Điều 1. Cấp phép 5 năm.")
    press(page, "Lưu phiên bản mới")
    _look(page)
    page.get_by_role("link", name=re.compile("Xem chỗ đổi")).first.click()
    expect(page.locator("main")).to_contain_text("Cấp phép 5 năm")
    _on_a_phone(page)


def test_a_head_goes_through_the_morning(committed_world: World, now: Now, watched: Watched) -> None:
    world, lives = committed_world, Lives(committed_world)
    contested = lives.done(at=vn("2026-11-02 08:00"), done_at=vn("2026-11-12 09:00"))
    keep_points(journal.history(f"dossier:{contested}"))
    late = lives.in_process()
    eleven = [lives.in_process(at=vn("2026-11-19 14:00")) for _ in range(11)]
    now.at = vn("2026-11-20 07:30")
    watchdog.watch(at=now.at)
    head = seat(watched, world, "head", world.rach_gia)

    # The morning page says whom an apology is owed; the alarm opens the dossier, and the apology goes out in time.
    head.goto("/lanh-dao/sang-nay/")
    _look(head)
    _on_a_phone(head)
    head.locator('main a[href*="loai=apology_owed"]').click()
    _look(head)
    head.get_by_role("row", name=re.compile(given.code(late))).get_by_role("link").first.click()
    head.locator('main a[href$="/extend/"]').click()
    head.get_by_label("Ngày hẹn mới").fill("2026-11-25")
    head.get_by_label("Lý do").fill("Chờ kết quả đo đạc")
    _look(head)
    head.locator("main form button.btn--main").click()
    said = _pdf(head, head.locator("main [role=status] a"))
    assert given.code(late) in said
    assert "25/11/2026" in said or "25 tháng 11" in said
    assert given.dossier(late).due_at == vn("2026-11-25 17:00")
    watchdog.watch(at=now.at)
    head.goto("/lanh-dao/sang-nay/")
    expect(head.locator('main a[href*="loai=apology_owed"]')).to_have_count(0)

    # Twelve dossiers go to a colleague in one go.
    colleague = world.who("official", world.rach_gia)
    head.goto(WORK + "?loc=ca-don-vi")
    _choose(head, "assign", 12)
    head.get_by_label("Giao cho").select_option(value=str(colleague.user_id))
    _look(head)
    head.locator("main form button.btn--main").click()
    expect(head.locator("main")).to_contain_text("Đã làm 12 hồ sơ.")
    assert {given.open_step(one).assignee_id for one in [late, *eleven]} == {colleague.user_id}
    _contests_a_point(head, contested)


def _contests_a_point(head: Page, contested: int) -> None:
    """The unit's points: a number opens its dossiers, and one is contested."""
    head.goto("/can-bo/danh-gia/?ky=2026-Q4")
    _look(head)
    head.get_by_role("row", name=re.compile("^1[.]")).get_by_role("link").last.click()
    _look(head)
    head.get_by_role("link", name=f"Đề nghị sửa {given.code(contested)}").click()
    head.get_by_label("2", exact=True).check()
    head.get_by_label("Lý do").fill("Mất điện cả xã, có biên bản")
    _look(head)
    press(head, "Gửi đề nghị")
    _done(head, "Đã gửi đề nghị")
    assert Contest.objects.get().points.dossier_id == contested


def test_a_clerk_numbers_results_and_keeps_the_register(committed_world: World, now: Now, watched: Watched) -> None:
    world, lives = committed_world, Lives(committed_world)
    first, second = lives.at_last_step(), lives.at_last_step()
    lives.in_process(procedure=BIRTH)
    now.at = vn("2026-11-17 09:00")
    clerk = seat(watched, world, "clerk", world.rach_gia)

    # Two papers from two books, then the next number of one of them.
    for dossier, papers in (
        (first, (("Giấy phép", "GPXD-UBND"), ("Bản vẽ đóng dấu", "BV-UBND"))),
        (second, (("Giấy phép", "GPXD-UBND"),)),
    ):
        clerk.goto(f"/can-bo/ho-so/{given.code(dossier)}/finish/")
        clerk.get_by_label("Giải quyết", exact=True).check()
        for row, (name, symbol) in enumerate(papers, start=1):
            if row > 1:
                clerk.get_by_text(f"Văn bản kết quả thứ {row}").click()
            clerk.locator(f"[name=vb{row}_name]").fill(name)
            clerk.locator(f"[name=vb{row}_symbol]").fill(symbol)
        _look(clerk)
        if dossier == second:
            expect(clerk.locator("main")).to_contain_text("02/GPXD-UBND")
            _on_a_phone(clerk)
        clerk.locator("main form button.btn--main").click()
        expect(clerk.locator(".tracks b").first).to_have_text("Đã xong")
    _look(clerk)
    numbers = list(ResultPaper.objects.order_by("id").values_list("number", flat=True))
    assert numbers == ["01/GPXD-UBND", "01/BV-UBND", "02/GPXD-UBND"]

    # The register of the month, as a workbook that a sheet reader opens.
    clerk.goto("/can-bo/so-theo-doi/?first=2026-11-01&last=2026-11-30")
    _look(clerk)
    shown = clerk.locator("tbody .subject").all_inner_texts()
    assert len(shown) == 3
    with clerk.expect_download() as taken:
        press(clerk, "Lập XLSX")
    rows = _rows(taken.value.path().read_bytes())
    assert [row[1] for row in rows] == shown
    assert [row[0] for row in rows] == [1, 2, 3]


def _rows(content: bytes) -> list[tuple[Any, ...]]:
    """The numbered lines of a register's sheet."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    return [row for row in book.active.iter_rows(values_only=True) if isinstance(row[0], int)]


def test_a_leader_signs_many_and_sends_one_back(committed_world: World, now: Now, watched: Watched) -> None:
    world, lives = committed_world, Lives(committed_world)
    signed = [lives.in_process() for _ in range(6)]
    for dossier in signed:
        while given.open_step(dossier).role != "leader":
            lives.do("complete_step", dossier)
    back = signed.pop()
    now.at = vn("2026-11-16 10:00")
    leader = seat(watched, world, "leader", world.rach_gia)

    # One goes back to the official with a reason, to the step that is chosen.
    leader.goto(WORK)
    _look(leader)
    leader.get_by_role("row", name=re.compile(given.code(back))).get_by_role("link").first.click()
    _look(leader)
    leader.get_by_text("Việc ít dùng").click()
    leader.locator('main a[href$="/return_step/"]').click()
    steps = leader.locator("[name=to_step]")
    assert steps.count() > 1, "there is a choice of steps"
    steps.first.check()
    leader.get_by_label("Lý do").fill("Thiếu chữ ký của chủ đất")
    _look(leader)
    leader.locator("main form button.btn--main").click()
    _done(leader, "Đã ghi")
    assert given.open_step(back).role == "official"

    # The others are signed by one confirmation.
    leader.goto(WORK)
    _choose(leader, "complete_step", 5)
    _look(leader)
    leader.locator("main form button.btn--main").click()
    expect(leader.locator("main")).to_contain_text("Đã làm 5 hồ sơ.")
    assert {given.open_step(one).role for one in signed} == {"clerk"}

    # Whose the unit's time was; a figure opens its dossiers.
    leader.goto("/lanh-dao/thoi-gian/?tu=2026-11-01&den=2026-11-30")
    _look(leader)
    _on_a_phone(leader)
    leader.goto("/lanh-dao/")
    leader.get_by_role("row", name="P. Rạch Giá").get_by_role("link").last.click()
    expect(leader.locator("tbody tr")).to_have_count(6)
    _look(leader)
    assert given.dossier(back).state == State.IN_PROCESS
