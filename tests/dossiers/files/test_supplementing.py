"""One request lists everything, each item with the law's reason; what data replaces is asked only for a reason that the law names."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from tests.documents.given import kept
from tests.dossiers import factories, given
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.catalogue.facts import DatabaseComponent
from motcua.catalogue.queries import packaged
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Wait
from motcua.dossiers.operations.files.reasons import DataReplacesPaper, UnknownAskingReason
from motcua.dossiers.public import AskedItem, Channel, Lack, Paper, State
from motcua.dossiers.rules.supplementing import kept as written
from motcua.dossiers.rules.supplementing import read_item

FORM = "Đơn đề nghị"


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> str:
    """A database answers for the form of the made-up procedure."""
    row = DatabaseComponent(component=FORM, database="Cơ sở dữ liệu thử", owner="Bộ thử", basis="Điều 1")
    monkeypatch.setattr(packaged, "database_components", lambda *, code, on: (row,))
    return FORM


def _ask(life: Lives, dossier: int, *items: Any, at: Any = LATER) -> dossiers.DossierMoved:
    clerk = life.world.who("counter", life.world.rach_gia_centre)
    return dossiers.request_supplement(dossier_id=dossier, items=items, reason="Thiếu", actor=clerk, at=at)


def _asked(life: Lives, dossier: int) -> dossiers.DossierDetail:
    clerk = life.world.who("counter", life.world.rach_gia_centre)
    return dossiers.dossier_for_staff(code=given.code(dossier), actor=clerk, at=LATER)


def test_each_item_goes_with_the_laws_reason_of_the_day_and_a_plain_text_stays_what_it_is(life: Lives) -> None:
    dossier = life.filed()

    _ask(
        life,
        dossier,
        "Ký tên trang 2",
        AskedItem(what="Bản vẽ", lack=Lack.MISSING),
        {"what": "Ảnh", "lack": "wrong", "mend": "Chụp lại"},
    )

    (wait,) = _asked(life, dossier).waits
    assert wait.items == ("Ký tên trang 2", "Bản vẽ", "Ảnh")
    assert [one.basis for one in wait.asked] == ["", "Nghị định 309/2026/NĐ-CP Điều 8", "Nghị định 309/2026/NĐ-CP Điều 8"]
    assert wait.asked[0].line == "Ký tên trang 2"
    assert wait.asked[2].line.endswith("(Nghị định 309/2026/NĐ-CP Điều 8). Chụp lại")


@pytest.mark.parametrize("item", ["Ký tên", AskedItem(what="Bản vẽ", lack=Lack.FILE, paper_id=3, mend="Gửi lại")])
def test_an_item_is_read_as_it_was_kept(item: str | AskedItem) -> None:
    assert read_item(written(read_item(item))) == read_item(item)


def test_requests_of_before_keep_their_words_when_they_get_a_structure(life: Lives) -> None:
    dossier = life.filed()
    _ask(life, dossier, "Bản vẽ", "Ký tên")
    Wait.objects.update(items=["Bản vẽ", "Ký tên"])
    step = importlib.import_module("motcua.dossiers.migrations.0022_items_of_requests")

    step.structure(apps, None)
    step.structure(apps, None)

    assert Wait.objects.get().items == [{"what": "Bản vẽ"}, {"what": "Ký tên"}]
    step.flatten(apps, None)
    assert Wait.objects.get().items == ["Bản vẽ", "Ký tên"]


def test_a_paper_that_data_replaces_is_asked_only_for_a_reason_of_the_law(life: Lives, replaced: str) -> None:
    dossier = life.filed(papers=())

    with nothing_is_written(), pytest.raises(DataReplacesPaper, match="Cơ sở dữ liệu thử"):
        _ask(life, dossier, AskedItem(what=replaced, component=replaced, lack=Lack.MISSING))
    with nothing_is_written(), pytest.raises(UnknownAskingReason):
        _ask(life, dossier, AskedItem(what=replaced, component=replaced, asking_reason="vi-thich"))
    _ask(life, dossier, AskedItem(what=replaced, component=replaced, lack=Lack.DATA, asking_reason="inaccurate"))

    assert Wait.objects.get().items[0]["asking_reason"] == "inaccurate"


def test_at_the_counter_such_a_paper_is_taken_only_for_a_reason_and_online_everybody_may_add_it(
    world: World, replaced: str
) -> None:
    clerk, centre = world.who("counter", world.rach_gia_centre), world.rach_gia_centre

    def file(reason: str, channel: Channel) -> dossiers.DossierMoved:
        filing = factories.filing(
            centre_id=centre.id, competent_id=world.rach_gia.id, channel=channel,
            papers=(Paper(name=replaced, component=replaced, originals=1, asking_reason=reason),),
        )  # fmt: skip
        return dossiers.file_dossier(filing=filing, actor=clerk, at=AT)

    for channel in (Channel.DIRECT, Channel.POSTAL):
        with nothing_is_written(), pytest.raises(DataReplacesPaper):
            file("", channel)
    assert file("incident", Channel.DIRECT).state is State.SUBMITTED
    assert file("", Channel.ONLINE).state is State.SUBMITTED


@pytest.mark.parametrize(
    ("asked", "is_late"), [("2026-11-17 08:00", False), ("2026-11-17 17:00", False), ("2026-11-18 07:30", True)]
)
def test_a_notice_after_its_day_is_late_for_good(life: Lives, asked: str, is_late: bool) -> None:
    dossier = life.filed(at=AT)  # Monday 08:00 at the counter: until the end of Tuesday

    _ask(life, dossier, "Bản vẽ", at=vn(asked))

    assert _asked(life, dossier).waits[0].is_late is is_late


def test_the_desk_ticks_found_defects_and_components_and_writes_free_lines(world: World, now: Now) -> None:
    clerk = world.who("counter", world.rach_gia_centre)
    filing = factories.filing(
        centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, channel=Channel.ONLINE, is_sent_already=True,
        papers=(Paper(name="Căn cước", file_ref=kept(b"", "cccd.pdf", by=clerk)),),
    )  # fmt: skip
    filed = dossiers.file_dossier(filing=filing, actor=clerk, at=AT)
    path = page_of(filed.code, "request_supplement/")
    now.at, browser = LATER, Browser(clerk)
    page = browser.open(path)
    page.says("cccd.pdf", "Thành phần còn thiếu", "Chỗ khác cần bổ sung, sửa")

    sent = browser.send(path, page.form("reason"), missing=["0"], items="Ký tên trang 2\n", reason="Chưa đủ")

    asked = [read_item(one) for one in Wait.objects.get().items]
    assert asked[0].what.startswith("Căn cước")
    assert [one.lack for one in asked] == [Lack.FILE, Lack.MISSING, Lack.OTHER]
    assert asked[0].paper_id is not None
    sent.says("Ký tên trang 2", "Nghị định 309/2026/NĐ-CP Điều 8", "Chụp hoặc quét lại")


def test_a_request_that_asks_for_nothing_is_not_sent(world: World, life: Lives, now: Now) -> None:
    dossier, browser = life.filed(), Browser(world.who("counter", world.rach_gia_centre))
    path = page_of(dossier, "request_supplement/")

    with nothing_is_written():
        page = browser.send(path, browser.open(path).form("reason"), status=422, reason="Chưa đủ")

    page.says("ít nhất một giấy tờ")
