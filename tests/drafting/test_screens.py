"""Drafts and verifications on the screen: written, compared, kept when two type at once; the applicant reads when to come."""

from datetime import datetime

import pytest
from tests.dossiers import given
from tests.dossiers.factories import PHONE
from tests.dossiers.given import AT, LATER, Lives, World
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now
from tests.drafting.test_drafts import FIRST, SECOND, begin, save
from tests.drafting.test_verifications import plan

from motcua.drafting import public as drafting
from motcua.foundation import clock


def test_what_two_people_type_at_once_is_kept_beside_what_the_other_saved(world: World, life: Lives, now: Now) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    draft = begin(dossier, official)
    now.at = LATER
    head = Browser(world.who("head", world.rach_gia))
    path = page_of(dossier, f"du-thao/{draft}/")
    form = head.open(path).form("body")
    save(dossier, draft, official)

    conflict = head.send(path, form, status=422, body="Chữ của trưởng phòng")

    conflict.says("Chữ của trưởng phòng", "Người khác vừa lưu phiên bản 2", "+ Chữ của trưởng phòng", "&lt;b&gt;5 năm&lt;/b&gt;")
    head.send(path, conflict.form("body"))
    assert drafting.draft(dossier_id=dossier, draft_id=draft).latest.body == "Chữ của trưởng phòng"
    head.open(path + "so-sanh/", tu="1", den="3").says("− Điều 1. Cấp phép.", "+ Chữ của trưởng phòng")


def test_who_does_not_know_the_persons_reads_nothing_written(world: World, life: Lives, now: Now) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    draft = begin(dossier, official)
    plan(dossier, official)
    reform = Browser(world.who("reform", world.office))

    assert FIRST.title not in reform.open(page_of(dossier)).text
    reform.open(page_of(dossier, f"du-thao/{draft}/"), status=404)


def test_pages_to_write_on_are_for_who_does_the_open_step(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    for path in ("du-thao/them/", "xac-minh/them/"):
        Browser(world.who("official", world.rach_gia)).open(page_of(dossier, path))
        for stranger in (world.who("counter", world.rach_gia_centre), world.who("clerk", world.rach_gia)):
            Browser(stranger).open(page_of(dossier, path), status=403)


def test_who_wrote_a_version_is_offered_no_button_to_approve_it(world: World, life: Lives, now: Now) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    draft, head = begin(dossier, official), world.who("head", world.rach_gia)
    life.do("complete_step", dossier, at=AT)
    now.at = LATER
    save(dossier, draft, head)
    browser, path = Browser(head), page_of(dossier, f"du-thao/{draft}/")

    page = browser.open(path)

    assert f"{path}duyet/1/" in page.text
    assert f"{path}duyet/2/" not in page.text
    assert browser.client.post(f"{path}duyet/2/", {"seen": "2"}).status_code == 403


def test_a_draft_that_waits_for_the_dossier_is_saved_when_it_has_it(
    world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment was asked for before another moved the dossier, at a later one."""
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    draft = begin(dossier, official)
    browser, path = Browser(official), page_of(dossier, f"du-thao/{draft}/")
    asked: list[datetime] = []
    monkeypatch.setattr(clock, "now", lambda: asked.append(AT) or AT)
    form = browser.open(path).form("body")
    life.do("assign", dossier, at=LATER, to_user_id=official.user_id)
    moments = iter([*asked, AT])  # what a page asks for itself, and once to save
    monkeypatch.setattr(clock, "now", lambda: next(moments, LATER))

    browser.send(path, form, body="Chữ mới")

    assert drafting.draft(dossier_id=dossier, draft_id=draft).latest.body == "Chữ mới"


def test_the_applicant_reads_when_and_where_to_come_and_no_content(world: World, life: Lives, now: Now) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    begin(dossier, official)
    plan(dossier, official)

    page = Browser().follow(given.code(dossier), PHONE)

    page.says("Kiểm tra thực địa", "Thửa 12, ấp 3 🌾", "Bạn cần có mặt.")
    assert "UBND xã" not in page.words
    assert FIRST.body[:10] not in page.text


def test_forms_name_what_is_missing_and_keep_what_was_typed(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    official = Browser(world.who("official", world.rach_gia))
    path = page_of(dossier, "xac-minh/them/")

    refused = official.send(
        path, official.open(path).form("place"), status=422, place="Nhà văn hóa", planned_at="2026-11-01T08:00"
    )

    refused.says("Lịch xác minh cần nơi và giờ sau lúc này.", "Nhà văn hóa")
    official.send(path, refused.form("place"), planned_at="2026-11-20T08:00")
    official.open(page_of(dossier)).says("Kiểm tra thực địa", "Nhà văn hóa")


def test_drafts_and_verifications_cost_the_page_one_statement_more_however_many_there_are(
    world: World, life: Lives, now: Now
) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    browser = Browser(official)
    before = len(statements(lambda: browser.open(page_of(dossier))))

    draft = begin(dossier, official)
    save(dossier, draft, official, SECOND)
    for key in ("lan-1-xac-minh", "lan-2-xac-minh", "lan-3-xac-minh"):
        plan(dossier, official, key=key, at=AT)

    now.at = LATER
    assert len(statements(lambda: browser.open(page_of(dossier)))) == before + 1
