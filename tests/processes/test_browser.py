"""In a real browser: a standard modeller opens our BPMN, and a process goes from a department's file to the first dossier under it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Page
from tests.browser_fixtures import ROOT, Watched, axe, fits, shot, sign_in
from tests.dossiers import given as dossiers_given
from tests.dossiers.given import AT, Lives, World
from tests.processes.given import CODE, HEAD, ROWS, Drafts
from tests.processes.rows import CASES, outcomes, step, table

from motcua.foundation import clock
from motcua.organization.models import User
from motcua.organization.public import Actor, Role
from motcua.processes.rules.drawing.writing import written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MODELLER = ROOT / "node_modules" / "bpmn-js" / "dist" / "bpmn-navigated-viewer.production.min.js"
OPEN = """async (xml) => {
  const viewer = new BpmnJS({ container: document.body.appendChild(document.createElement("div")) });
  const { warnings } = await viewer.importXML(xml);
  const all = viewer.get("elementRegistry").filter(() => true);
  return { warnings: warnings.map(String), drawn: all.map((e) => [e.id, e.type, (e.businessObject || {}).name || ""]) };
}"""
WHOLE = table(
    step("receive", outcomes=outcomes(("Đủ", "next"), ("Thiếu", "supplement"))),
    step(outcomes=outcomes(("Đạt", "next"), ("Không đạt", "refuse"))),
    step("consult", beside="examine", place="agency", agency="Công an tỉnh"),
    step("review", key="cap_moi", case=CASES[0], name="Xem xét cấp mới"),
    step("sign", role="leader", outcomes=outcomes(("Ký", "next"), ("Sửa lại", "examine"), ("Thôi", "end"))),
    step("return"),
)


def test_a_standard_modeller_opens_what_we_write_and_draws_every_step(page: Page) -> None:
    xml = written(WHOLE, name="Quy trình thử", published=CASES, lane_of=lambda one: f"{one.role} {one.agency}", identifier=CODE)
    page.goto("about:blank")
    page.add_script_tag(path=str(MODELLER))

    opened = page.evaluate(OPEN, xml.decode())

    assert opened["warnings"] == []
    drawn = {(kind, name) for _id, kind, name in opened["drawn"]}
    assert {("bpmn:UserTask", one.name) for one in WHOLE} <= drawn
    kinds = [kind for _id, kind, _name in opened["drawn"]]
    assert (kinds.count("bpmn:Participant"), kinds.count("bpmn:Lane"), kinds.count("bpmn:EndEvent")) == (1, 4, 4)
    assert kinds.count("bpmn:SequenceFlow") == xml.count(b"<bpmn:sequenceFlow")


def _desk(watched: Watched, actor: Actor, **options: Any) -> Page:
    page = watched.open(**options)
    sign_in(page, User.objects.get(pk=actor.user_id))
    return page


def _annex(folder: Path) -> Path:
    """The annex of a department's letter: a heading and the table."""
    paper = Document()
    paper.add_paragraph(f"QUY TRÌNH NỘI BỘ thủ tục {CODE}")
    grid = paper.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *(line for line in ROWS if not line[1].startswith("Bước 3"))):
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    path = folder / "quy-trinh.docx"
    paper.save(str(path))
    return path


def _drafted(drafter: Page, file: Path) -> str:
    """The department takes its file in, looks at the rows, mends a time and submits; gives the address of the draft."""
    drafter.goto("/kiem-soat/quy-trinh/moi/")
    drafter.get_by_label("Mã thủ tục").fill(CODE)
    drafter.get_by_label("Tệp của đơn vị").check()
    drafter.locator("#id_file").set_input_files(file)
    drafter.get_by_role("button", name="Bắt đầu").click()
    drafter.locator("#ten").wait_for()
    address = drafter.url
    drafter.get_by_role("button", name="Thêm bước").click()
    drafter.locator(".steps__row").nth(5).wait_for()
    assert drafter.get_by_text("Có thay đổi chưa lưu").is_visible(), "by script: the page stayed, nothing was saved"
    drafter.locator(".steps__row").nth(5).get_by_role("button", name="Bỏ bước 6").click()
    drafter.locator(".steps__row").nth(5).wait_for(state="detached")
    drafter.locator("#id_b1-minutes").fill("2,5 ngày")
    drafter.get_by_role("button", name="Lưu dự thảo").click()
    drafter.get_by_text("Đã lưu dự thảo.").wait_for()
    _judged(drafter, "quy-trinh-soan")
    drafter.get_by_role("button", name="Trình thẩm định").click()
    return address


def _judged(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    shot(page, name)


def _approved(approver: Page, address: str) -> None:
    approver.goto(address)
    approver.get_by_label("Số quyết định").fill("1234/QĐ-UBND")
    approver.get_by_label("Ngày quyết định").fill("2026-11-16")
    approver.get_by_label("Áp dụng từ ngày").fill("2026-11-17")
    approver.get_by_role("button", name="Phê duyệt, đưa vào áp dụng").click()
    assert "Đã phê duyệt" in approver.locator("main").inner_text()


def test_a_department_drafts_control_appraises_the_leader_approves_and_the_next_dossier_goes_the_new_way(
    committed_world: World, watched: Watched, tmp_path: Path, now: Any
) -> None:
    world, life = committed_world, Lives(committed_world)
    leader = dossiers_given.official(Role.LEADER, world.top, username="chutich")
    before = life.in_process()
    now.at = AT + timedelta(minutes=5)

    address = _drafted(_desk(watched, world.who("official", world.construction)), _annex(tmp_path))
    control = _desk(watched, world.who("control", world.office), width=390, height=844)
    control.goto(address)
    _judged(control, "quy-trinh-tham-dinh-dien-thoai")
    control.get_by_role("button", name="Thẩm định đạt").click()
    _approved(_desk(watched, leader, java_script_enabled=False), address)

    after = life.in_process(at=clock.local_moment("2026-11-17 09:00"))
    old, new = ["receive", "examine", "review", "sign", "issue", "return"], ["receive", "examine", "sign", "issue", "return"]
    assert [one.kind for one in dossiers_given.dossier_detail(after).steps] == new
    assert [one.kind for one in dossiers_given.dossier_detail(before).steps] == old
    control.goto(f"/kiem-soat/quy-trinh/thu-tuc/{CODE}/")
    _judged(control, "quy-trinh-thu-tuc")


def test_the_pages_fit_a_narrow_phone_and_a_keyboard(committed_world: World, watched: Watched, now: Any) -> None:
    now.at = AT
    world = committed_world
    drafter = _desk(watched, world.who("head", world.construction), width=320, height=640)
    for address in ("/kiem-soat/quy-trinh/", "/kiem-soat/quy-trinh/moi/"):
        drafter.goto(address)
        fits(drafter)
        axe(drafter)
    drafter.get_by_label("Mã thủ tục").fill(CODE)
    drafter.keyboard.press("Enter")
    drafter.locator("#ten").wait_for()
    fits(drafter)
    drafter.locator("#ten").fill("Tên gõ bằng bàn phím")
    drafter.keyboard.press("Enter")
    drafter.get_by_text("Đã lưu dự thảo.").wait_for()
    drafter.goto(f"{drafter.url}co-quan/")
    fits(drafter)
    axe(drafter)


def test_a_draft_is_tried_from_its_page_step_by_step(committed_world: World, watched: Watched, now: Any) -> None:
    now.at = AT
    world = committed_world
    drafts = Drafts(world, dossiers_given.official(Role.LEADER, world.top, username="chutich"))
    ways = outcomes(("Đạt", "next"), ("Không đạt", "refuse"))
    draft = drafts.started(
        steps=table(step("receive"), step(name="Thẩm định", outcomes=ways), step("sign", role="leader"), step("return"))
    )
    page, phone = (_desk(watched, drafts.control, **size) for size in ({}, {"width": 390, "height": 844}))
    phone.goto(f"/kiem-soat/quy-trinh/{draft}/")
    _judged(phone, "quy-trinh-thu-dien-thoai")

    page.goto(f"/kiem-soat/quy-trinh/{draft}/")
    page.get_by_label("Cơ quan giải quyết").select_option(label=world.rach_gia.name)
    page.get_by_role("button", name="Thử quy trình").click()
    page.get_by_text("Bạn đang thử một dự thảo quy trình").wait_for()
    for button in ("Tiếp nhận", "Chuyển cơ quan giải quyết", "Đạt → "):
        page.locator("main").get_by_role("button", name=button).first.click()
    page.get_by_text("làm thay lãnh đạo ký tại").wait_for()
    _judged(page, "quy-trinh-dang-thu")
    phone.goto(page.url)
    fits(phone)
