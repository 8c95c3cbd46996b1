"""The register: of one's own unit, for any period and field, as a workbook and as pages, and found again when it is long."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader
from tests.dossiers import factories, given
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.pages import Browser, Page
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now
from tests.owed_documents.papers import words_of

from motcua.config import tasks
from motcua.dossiers.operations.owed import register
from motcua.dossiers.operations.owed.register import TooLongForPages
from motcua.dossiers.queries.owed.register import register_ids
from motcua.dossiers.rules.permissions import NotYourRegister
from motcua.journal import public as journal
from motcua.owed_documents import public as owed
from motcua.owed_documents.models import Handing, RegisterExport
from motcua.owed_documents.operations import typesetting
from motcua.owed_documents.public import NoSuchExport, Progress, RegisterAsked, Sheet

PAGE = "/can-bo/so-theo-doi/"
HEAD = 6


def counter(world: World) -> Browser:
    return Browser(world.who("counter", world.rach_gia_centre))


def written(browser: Browser, sheet: str, **asked: str) -> Any:
    """Look at a register, and press."""
    page = browser.open(PAGE, **asked)
    form = page.form("key")
    return browser.client.post(form.action, {**form.values, "sheet": sheet}, follow=True)


def table(content: bytes) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in load_workbook(io.BytesIO(content), read_only=False).active.iter_rows(values_only=True)]  # type: ignore[union-attr]


def test_a_workbook_has_every_dossier_of_the_period_in_order_with_real_dates(world: World, life: Lives, now: Now) -> None:
    later = life.returned(at=vn("2026-11-12 09:00"), done_at=vn("2026-11-13 10:00"))
    first = life.in_process(at=vn("2026-11-10 08:00"))
    life.accepted(at=vn("2026-10-31 08:00"))
    life.accepted(at=AT, competent=world.phu_quoc)
    life.filed()

    rows = table(written(counter(world), "xlsx", first="2026-11-01", last="2026-11-30").content)

    assert [row[1] for row in rows[HEAD:]] == [given.code(first), given.code(later)]
    assert [f"{at:%d/%m/%Y %H:%M}" for at in rows[HEAD + 1][6:9]] == ["12/11/2026 09:00", "19/11/2026 17:00", "13/11/2026 10:00"]
    assert rows[HEAD][3:5] == ("Trần Thị Bích Thủy", "12 Nguyễn Trãi; 0918 012 264")
    said = [str(row[0]) for row in rows[:5]]
    assert "01/STD" in said[0]
    assert said[3:5] == ["Kỳ: từ ngày 01/11/2026 đến hết ngày 30/11/2026", "Số hồ sơ: 2"]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "<b>&😀\u0007"])
def test_what_looks_like_a_formula_stays_a_text(world: World, life: Lives, now: Now, text: str) -> None:
    life.accepted(persons=(factories.filer(name=text),))

    content = written(counter(world), "xlsx").content

    cell = load_workbook(io.BytesIO(content)).active.cell(HEAD + 1, 4)  # type: ignore[union-attr]
    assert (cell.data_type, cell.value) == ("s", text.replace("\u0007", ""))


def test_a_register_of_one_field_has_that_field_only(world: World, life: Lives, now: Now) -> None:
    life.accepted()
    birth = life.accepted(procedure=factories.BIRTH)
    browser = counter(world)
    field = next(value for value in browser.open(PAGE).form("field").choices["field"] if "tịch" in value)

    rows = table(written(browser, "xlsx", field=field).content)

    assert [row[1] for row in rows[HEAD:]] == [given.code(birth)]
    assert rows[2][0] == f"Lĩnh vực: {field}"


def test_as_pages_it_is_the_form_of_the_law(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.accepted())

    response = written(counter(world), "pdf")

    words = words_of(response.content)
    assert response["Content-Type"] == "application/pdf"
    for said in ("SỔ THEO DÕI HỒ SƠ", "Số: 01/STD", code, "Ký nhận", "17:00 23/11/2026", "Mẫu số 07"):
        assert said in words


def test_pages_are_numbered_through_when_they_are_set_in_parts(
    world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "_AT_ONCE", 2)
    codes = [given.code(life.accepted()) for _ in range(5)]

    pages = PdfReader(io.BytesIO(written(counter(world), "pdf").content)).pages

    texts = [page.extract_text() for page in pages]
    assert [f"Trang {n}" in text for n, text in enumerate(texts, start=1)] == [True, True, True]
    assert all(any(code in text for text in texts) for code in codes)
    assert "\n5 " in texts[2] or " 5 " in texts[2]


def test_an_empty_period_gives_an_empty_register(world: World, life: Lives, now: Now) -> None:
    browser = counter(world)

    browser.open(PAGE).says("Không có hồ sơ nào được tiếp nhận trong kỳ này")
    assert len(table(written(browser, "xlsx").content)) == HEAD
    assert "Không có hồ sơ nào" in words_of(written(browser, "pdf").content)


def test_test_dossiers_are_in_no_register(world: World, life: Lives, now: Now) -> None:
    life.accepted(is_test=True)

    asked = RegisterAsked(
        agency_id=world.rach_gia_centre.id, field="", first=date(2026, 11, 1), last=date(2026, 11, 30), sheet=Sheet.XLSX
    )
    assert register_ids(asked=asked, actor=world.who("counter", world.rach_gia_centre)) == []


@pytest.mark.parametrize("role", ["official", "reform", "operator"])
def test_who_keeps_no_register_gets_none(world: World, life: Lives, now: Now, role: str) -> None:
    place = {"official": world.rach_gia, "reform": world.office, "operator": world.top}[role]

    Browser(world.who(role, place)).open(PAGE, status=403)


def test_a_unit_that_one_does_not_keep_cannot_be_asked_for(world: World, life: Lives, now: Now) -> None:
    life.accepted(competent=world.phu_quoc)
    mine, asked = counter(world), {"agency": str(world.phu_quoc_centre.id)}

    mine.open(PAGE, status=422, **asked)
    with pytest.raises(NotYourRegister):
        register.ask_register(
            asked=RegisterAsked(agency_id=world.phu_quoc_centre.id, field="", first=AT.date(), last=AT.date(), sheet=Sheet.XLSX),
            key="k", actor=world.who("counter", world.rach_gia_centre), at=LATER,
        )  # fmt: skip


def test_a_file_is_given_to_who_asked_and_to_nobody_else(world: World, life: Lives, now: Now) -> None:
    life.accepted()
    written(counter(world), "xlsx")
    path = f"{PAGE}tep/{RegisterExport.objects.get().pk}/"

    assert Browser(world.who("head", world.rach_gia)).client.get(path).status_code == 404
    assert counter(world).client.get(path).status_code == 200
    assert [who for (who,) in Handing.objects.values_list("user_id")] == [world.who("counter", world.rach_gia_centre).user_id] * 2
    assert "Bích".encode() not in bytes(RegisterExport.objects.get().content_sealed)


def test_that_a_register_was_written_is_a_fact_without_a_person(world: World, life: Lives, now: Now) -> None:
    life.accepted()
    response = written(counter(world), "xlsx")

    export = RegisterExport.objects.get()
    (fact,) = journal.history(f"register_export:{export.pk}")
    assert (fact.name, fact.payload["rows"], fact.payload["sha256"]) == ("RegisterWritten", 1, response["X-SHA256"])
    assert "Bích" not in str(fact.payload)


def test_a_unit_and_field_has_one_book_for_each_year(world: World, life: Lives, now: Now) -> None:
    browser = counter(world)
    for first in ("2026-01-01", "2026-11-01", "2025-12-01"):
        written(browser, "xlsx", first=first, last="2026-11-30")

    assert [owed.export(export_id=one.pk).number for one in RegisterExport.objects.order_by("id")] == [
        "01/STD",
        "01/STD",
        "02/STD",
    ]
    assert sorted(RegisterExport.objects.values_list("document__year", "document__fact")) == [
        (2026, "2025"),
        (2026, "2026"),
        (2026, "2026"),
    ]


def test_the_button_pressed_twice_writes_one(world: World, life: Lives, now: Now) -> None:
    browser = counter(world)
    form = browser.open(PAGE).form("key")

    for _ in range(2):
        browser.client.post(form.action, {**form.values, "sheet": "xlsx"})

    assert RegisterExport.objects.count() == 1


def test_the_pages_asked_for_after_the_workbook_are_the_pages(world: World, life: Lives, now: Now) -> None:
    life.accepted()
    browser = counter(world)
    form = browser.open(PAGE).form("key")

    kinds = [
        browser.client.post(form.action, {**form.values, **changed}, follow=True)["Content-Type"]
        for changed in ({"sheet": "xlsx"}, {"sheet": "pdf"}, {"sheet": "pdf", "first": "2026-11-02"})
    ]

    assert kinds[1:] == ["application/pdf"] * 2
    assert kinds[0] != kinds[1]
    assert RegisterExport.objects.count() == 3


@pytest.mark.parametrize("progress", [Progress.WAITING, Progress.RUNNING, Progress.FAILED])
def test_a_long_one_asked_for_twice_is_left_to_one_job(
    world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch, progress: Progress
) -> None:
    monkeypatch.setattr(register, "AT_ONCE", {Sheet.XLSX: 0, Sheet.PDF: 0})
    life.accepted()
    browser = counter(world)
    form = browser.open(PAGE).form("key")
    press = {**form.values, "sheet": "xlsx"}
    browser.client.post(form.action, press)
    RegisterExport.objects.update(progress=progress)

    Page(browser.client.post(form.action, press, follow=True), PAGE).says("Sổ dài, đang được lập")

    assert RegisterExport.objects.get().progress == progress
    assert ProcrastinateJob.objects.filter(task_name="write_register").count() == 1


def test_two_that_write_the_same_register_at_once_leave_one_file_and_one_fact(world: World, life: Lives, now: Now) -> None:
    life.accepted()
    written(counter(world), "xlsx")
    export, actor = RegisterExport.objects.get(), world.who("counter", world.rach_gia_centre)
    RegisterExport.objects.update(progress=Progress.RUNNING, content_sealed=b"", size=0)

    def while_another_finishes() -> Iterator[Any]:
        RegisterExport.objects.update(progress=Progress.READY)
        yield from ()

    owed.write_register(export_id=export.pk, rows=while_another_finishes(), total=0, actor=actor, at=LATER)

    assert RegisterExport.objects.get().size == 0
    assert len(journal.history(f"register_export:{export.pk}")) == 1


def test_what_a_register_is_comes_without_its_file(world: World, life: Lives, now: Now) -> None:
    written(counter(world), "xlsx")
    export, actor = RegisterExport.objects.get().pk, world.who("counter", world.rach_gia_centre)

    assert not [said for said in statements(lambda: owed.export(export_id=export)) if "content_sealed" in said]
    given_away = statements(lambda: owed.give_register(export_id=export, actor=actor, at=LATER))
    assert len([said for said in given_away if '"content_sealed"' in said.partition("FROM")[0]]) == 1


def test_a_long_one_is_left_to_a_job_and_found_again(
    world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "AT_ONCE", {Sheet.XLSX: 1, Sheet.PDF: 1})
    codes = [given.code(life.accepted()) for _ in range(3)]
    browser = counter(world)

    response = written(browser, "xlsx")

    page = Page(response, PAGE)
    page.says("Sổ dài, đang được lập", "Đang lập", "0 %")
    export = RegisterExport.objects.get()
    assert browser.client.get(f"{PAGE}tep/{export.pk}/").status_code == 404
    (job,) = ProcrastinateJob.objects.filter(task_name="write_register")
    assert job.args == {"export_id": export.pk}

    tasks.write_register(export_id=export.pk)
    tasks.write_register(export_id=export.pk)

    browser.open(PAGE).says(f"{PAGE}tep/{export.pk}/", "Đã xong")
    assert [row[1] for row in table(browser.client.get(f"{PAGE}tep/{export.pk}/").content)[HEAD:]] == codes


def test_a_register_that_breaks_off_is_marked_and_may_be_written_again(
    world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "AT_ONCE", {Sheet.XLSX: 0, Sheet.PDF: 0})
    life.accepted()
    written(counter(world), "pdf")
    export = RegisterExport.objects.get()
    actor = world.who("counter", world.rach_gia_centre)

    def broken() -> Any:
        raise OSError("đĩa đầy")
        yield

    with pytest.raises(OSError, match="đĩa đầy"):
        owed.write_register(export_id=export.pk, rows=broken(), total=1, actor=actor, at=LATER)
    assert owed.export(export_id=export.pk).progress == "failed"
    counter(world).open(PAGE).says("Không lập được")

    assert register.write_asked_register(export_id=export.pk, at=LATER).progress == "ready"


def test_files_are_let_go_of_after_a_week(world: World, life: Lives, now: Now) -> None:
    written(counter(world), "xlsx")
    export, actor = RegisterExport.objects.get(), world.who("counter", world.rach_gia_centre)
    assert owed.forget_registers(at=vn("2026-11-22 08:00")) == 0

    assert owed.forget_registers(at=vn("2026-11-24 08:00")) == 1

    with pytest.raises(NoSuchExport):
        owed.give_register(export_id=export.pk, actor=actor, at=LATER)


def test_too_many_for_pages_are_named_with_a_way_out(
    world: World, life: Lives, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "MOST_PAGES_ROWS", 0)
    life.accepted()
    asked = RegisterAsked(agency_id=world.rach_gia_centre.id, field="", first=AT.date(), last=AT.date(), sheet=Sheet.PDF)

    with pytest.raises(TooLongForPages):
        register.ask_register(asked=asked, key="k", actor=world.who("counter", world.rach_gia_centre), at=LATER)


@pytest.mark.parametrize("asked", [{"first": "2026-13-01"}, {"first": "x"}, {"agency": "0"}, {"agency": "abc"}, {"last": ""}])
def test_what_cannot_be_asked_is_said(world: World, life: Lives, now: Now, asked: dict[str, str]) -> None:
    counter(world).open(PAGE, status=422, **asked)


@pytest.mark.parametrize("asked", [{"last": "9999-12-31"}, {"first": "0001-01-01"}])
def test_a_period_at_the_end_of_time_is_not_written(world: World, life: Lives, now: Now, asked: dict[str, str]) -> None:
    browser = counter(world)
    browser.open(PAGE, status=422, **asked).says("Năm phải từ 1900 đến 2199.")

    form = browser.open(PAGE).form("key")
    browser.client.post(form.action, {**form.values, "sheet": "xlsx", **asked})

    assert not RegisterExport.objects.exists()


def test_a_day_typed_as_vietnamese_write_it_is_that_day(world: World, life: Lives, now: Now) -> None:
    accepted = life.accepted(at=vn("2026-11-09 08:00"))

    rows = table(written(counter(world), "xlsx", first="08/11/2026", last="10/11/2026").content)

    assert [row[1] for row in rows[HEAD:]] == [given.code(accepted)]


def test_the_page_costs_the_same_for_one_dossier_and_for_many(world: World, life: Lives, now: Now) -> None:
    browser = counter(world)
    life.accepted()
    one = len(statements(lambda: browser.open(PAGE)))
    for _ in range(12):
        life.accepted()

    assert len(statements(lambda: browser.open(PAGE))) == one <= 12
