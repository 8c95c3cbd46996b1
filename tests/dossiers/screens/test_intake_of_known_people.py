"""The counter reads a card, takes over what is known, sees what is in process already, and goes on knowingly."""

import gzip
import re
from collections.abc import Iterator

import pytest
from tests.dossiers import given
from tests.dossiers.factories import BUILDING, FIVE_DAYS, ID_NUMBER
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser, Page, page_of
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.catalogue.models import Component, ProcedureVersion
from motcua.catalogue.queries import terms
from motcua.dossiers.models import Dossier, Look, Party
from motcua.dossiers.operations.intake.counter import FILLED_IN
from motcua.dossiers.public import State
from motcua.journal import public as journal

PATH = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"
CARD = "089199000777|361999888|Nguyễn Văn Hữu Phước|01021999|Nam|Ấp Bình Hòa, xã Mỹ Đức, An Giang|15042021"


@pytest.fixture
def counter(world: World, now: Now) -> Browser:
    return Browser(world.who("counter", world.rach_gia_centre))


def asks(browser: Browser, path: str = PATH, **typed: object) -> Page:
    """Press a button of the page that sends nothing."""
    return browser.post(path, **(browser.open(path).form("id_number").values | typed))


def test_a_card_that_is_read_fills_number_name_and_address(counter: Browser) -> None:
    with nothing_is_written():
        form = asks(counter, lam="lay", id_number=CARD).form("id_number")

    assert form.values["id_number"] == ["089199000777"]
    assert form.values["name"] == ["Nguyễn Văn Hữu Phước"]
    assert form.values["address"] == ["Ấp Bình Hòa, xã Mỹ Đức, An Giang"]


def test_a_card_in_the_field_files_its_number(counter: Browser, world: World) -> None:
    counter.send(PATH, counter.open(PATH).form("id_number"), id_number=CARD, competent_id=str(world.rach_gia.id))

    assert Party.objects.get().name == "Nguyễn Văn Hữu Phước"


@pytest.mark.parametrize("text", ["089199000777|3619", "|||||||", "08919900|x|Tên|01021999|Nam|Ấp|15042021"])
def test_a_card_read_by_half_says_so_and_files_nothing(counter: Browser, world: World, text: str) -> None:
    asks(counter, lam="lay", id_number=text).says("đọc không trọn")
    with nothing_is_written():
        counter.send(
            PATH, counter.open(PATH).form("id_number"), status=422, id_number=text, name="A", competent_id=str(world.rach_gia.id)
        )


def test_a_known_number_fills_in_and_the_look_is_recorded(counter: Browser, world: World, life: Lives) -> None:
    dossier = life.accepted(centre=world.rach_gia_centre, competent=world.rach_gia)

    page = asks(counter, lam="lay", id_number=ID_NUMBER)

    form = page.form("id_number")
    assert (form.values["name"], form.values["phone"], form.values["address"]) == (
        ["Trần Thị Bích Thủy"],
        ["0918 012 264"],
        ["12 Nguyễn Trãi"],
    )
    page.says("Đã điền theo hồ sơ", given.code(dossier))
    look = Look.objects.get(purpose=FILLED_IN)
    assert (look.dossier_id, look.numbers, look.agency_id) == (dossier, True, world.rach_gia_centre.id)


def test_what_was_typed_wins_over_what_is_known(counter: Browser, world: World, life: Lives) -> None:
    life.accepted(centre=world.rach_gia_centre, competent=world.rach_gia)

    form = asks(counter, lam="lay", id_number=ID_NUMBER, phone="0919 111 222").form("id_number")

    assert (form.values["phone"], form.values["name"]) == (["0919 111 222"], ["Trần Thị Bích Thủy"])


def test_what_lies_elsewhere_fills_nothing_and_tells_nothing(counter: Browser, world: World, life: Lives) -> None:
    life.accepted(centre=world.phu_quoc_centre, competent=world.phu_quoc)

    with nothing_is_written():
        page = asks(counter, lam="lay", id_number=ID_NUMBER)

    assert page.form("id_number").values["name"] == [""]
    assert "Trần Thị" not in page.text


def test_the_number_never_stands_in_an_address_or_in_the_journal(counter: Browser, world: World, life: Lives) -> None:
    dossier = life.accepted(centre=world.rach_gia_centre, competent=world.rach_gia)

    page = asks(counter, lam="lay", id_number=ID_NUMBER)

    assert ID_NUMBER not in page.response.request["QUERY_STRING"] + page.response.request["PATH_INFO"]
    assert all(ID_NUMBER not in str(fact.payload) for fact in journal.history(f"dossier:{dossier}"))


def test_the_same_matter_in_process_is_said_once_and_received_knowingly(counter: Browser, world: World, life: Lives) -> None:
    running = given.code(life.accepted(centre=world.rach_gia_centre, competent=world.rach_gia))
    form = counter.open(PATH).form("id_number")
    typed = {"name": "Trần Thị Bích Thủy", "id_number": ID_NUMBER, "competent_id": str(world.rach_gia.id)}

    with nothing_is_written():
        page = counter.send(PATH, form, status=409, **typed)
    page.says(running, page_of(running), State.RECEIVED.label, world.rach_gia_centre.name, "Đã biết, vẫn tiếp nhận")

    for _ in range(3):
        counter.send(PATH, page.form("knows"), knows="on")

    newest = Dossier.objects.latest("id")
    assert Dossier.objects.count() == 2
    told = [fact.payload["codes"] for fact in journal.history(f"dossier:{newest.pk}") if fact.name == "FiledBesideAnother"]
    assert told == [[running]]
    counter.open(page_of(newest.code)).says("Nhận khi đã biết có thể trùng")


def test_a_matter_that_runs_elsewhere_is_told_by_its_code_alone(counter: Browser, world: World, life: Lives) -> None:
    running = given.code(life.accepted(centre=world.phu_quoc_centre, competent=world.phu_quoc))

    page = counter.send(
        PATH, counter.open(PATH).form("id_number"), status=409, name="A", id_number=ID_NUMBER, competent_id=str(world.rach_gia.id)
    )

    page.says(running, "ở nơi khác")
    assert page_of(running) not in page.text
    assert world.phu_quoc_centre.name not in page.words


def test_what_has_ended_warns_nobody(counter: Browser, world: World, life: Lives) -> None:
    life.returned(centre=world.rach_gia_centre, competent=world.rach_gia)

    counter.send(PATH, counter.open(PATH).form("id_number"), name="A", id_number=ID_NUMBER, competent_id=str(world.rach_gia.id))

    assert Dossier.objects.count() == 2


def test_only_the_papers_of_the_case_stand_in_the_checklist(counter: Browser, world: World, now: Now) -> None:
    path = f"/can-bo/tiep-nhan/{BUILDING}/"
    first = counter.open(path).form("id_number")
    case = next(one for one in first.choices["case"] if one.startswith("(1.7)"))
    assert "papers" not in first.names  # nothing is chosen for anybody

    with nothing_is_written():
        page = asks(counter, path, lam="truong-hop", case=case)

    shown = page.form("id_number").choices["papers"]
    assert 0 < len(shown) < len(asks(counter, path, lam="truong-hop", case="-").form("id_number").choices["papers"])
    filled = asks(counter, path, lam="du-ca", case=case).form("id_number")
    apart = re.findall(r'id="id_papers_(\d+)"[^>]* data-apart', page.text)
    assert filled.values["papers"] == [one for one in shown if one not in apart]

    counter.send(path, filled, name="A", phone="0918 012 264", competent_id=filled.values["competent_id"][0])
    dossier = Dossier.objects.get()
    assert (dossier.case, dossier.papers.count()) == (case, len(filled.values["papers"]))


def test_a_case_has_to_be_chosen(counter: Browser) -> None:
    path = f"/can-bo/tiep-nhan/{BUILDING}/"
    counter.send(path, counter.open(path).form("id_number"), status=422, name="A", phone="0918 012 264").says(
        "Chọn trường hợp của người nộp"
    )


def test_originals_and_copies_are_counted(counter: Browser, world: World) -> None:
    counter.send(
        PATH, counter.open(PATH).form("id_number"), **{"chinh-0": "2", "sao-0": "3"}, name="A", phone="0918 012 264", papers=["0"],
        competent_id=str(world.rach_gia.id),
    )  # fmt: skip

    paper = Dossier.objects.get().papers.get()
    assert (paper.originals, paper.copies) == (2, 3)


def test_what_is_missing_goes_into_the_request_at_once(counter: Browser, world: World) -> None:
    page = counter.post(
        PATH,
        **(
            counter.open(PATH).form("id_number").values
            | {"name": "A", "phone": "0918 012 264", "competent_id": str(world.rach_gia.id), "lam": "bo-sung"}
        ),
    )

    dossier = Dossier.objects.get()
    assert dossier.state == State.SUBMITTED
    asked = page.form("seen")
    assert asked.values["missing"] == asked.choices["missing"]
    counter.send(page_of(dossier.code, "request_supplement/"), asked, reason="Thiếu giấy tờ")
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT


def test_what_cannot_be_received_is_refused_with_a_reason(counter: Browser, world: World) -> None:
    page = counter.post(
        PATH,
        **(
            counter.open(PATH).form("id_number").values
            | {"name": "A", "phone": "0918 012 264", "competent_id": str(world.rach_gia.id), "lam": "tu-choi"}
        ),
    )

    counter.send(page_of(Dossier.objects.get().code, "refuse/"), page.form("seen"), reason="Không thuộc thẩm quyền")
    assert Dossier.objects.get().state == State.NOT_ACCEPTED


BY_POST = {
    "name": "A",
    "phone": "0918 012 264",
    "channel": "postal",
    "parcel_number": "eb 123456785 vn",
    "posted_on": "2026-11-14",
}


def test_a_parcel_is_kept_shown_and_asked_about_when_it_comes_again(counter: Browser, world: World) -> None:
    sent = BY_POST | {"competent_id": str(world.rach_gia.id)}
    counter.send(PATH, counter.open(PATH).form("id_number"), **sent)

    dossier = Dossier.objects.get()
    assert dossier.parcel_number == "EB123456785VN"
    counter.open(page_of(dossier.code)).says("EB123456785VN", "14/11/2026")
    Browser().follow(dossier.code, "0918012264").says("EB123456785VN")
    page = counter.send(PATH, counter.open(PATH).form("id_number"), status=409, **sent)
    page.says("cùng mã bưu gửi", dossier.code)
    counter.send(PATH, page.form("knows"), knows="on")
    assert Dossier.objects.filter(parcel_number="EB123456785VN").count() == 2


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"parcel_number": ""}, 422, "Ghi mã bưu gửi"),
        ({"parcel_number": "<b>EB"}, 422, "từ 8 đến 30"),
        ({"posted_on": "2026-12-14"}, 422, "Ngày gửi"),
    ],
)
def test_a_parcel_that_cannot_be_is_said(counter: Browser, world: World, typed: dict[str, str], status: int, words: str) -> None:
    with nothing_is_written():
        page = counter.post(
            PATH,
            status=status,
            **(counter.open(PATH).form("id_number").values | BY_POST | {"competent_id": str(world.rach_gia.id)} | typed),
        )
    page.says(words)


def test_help_is_recorded_with_who_helped_and_how_it_was_agreed(counter: Browser, world: World) -> None:
    counter.send(
        PATH, counter.open(PATH).form("id_number"), name="A", phone="0918 012 264", competent_id=str(world.rach_gia.id), is_assisted="on",
        consent="on", consent_way="signed", consent_note="Phiếu 12",
    )  # fmt: skip

    dossier = Dossier.objects.get()
    helper = world.who("counter", world.rach_gia_centre)
    assert (dossier.helped_by_id, dossier.consent_way, dossier.consent_note) == (helper.user_id, "signed", "Phiếu 12")
    counter.open(page_of(dossier.code)).says("Ký phiếu đồng ý", "Phiếu 12", helper.name)


@pytest.mark.parametrize(
    ("received", "until"),
    [
        ("2026-11-16 08:00", "2026-11-16 17:00"),
        ("2026-11-16 15:00", "2026-11-16 17:00"),
        ("2026-11-16 15:01", "2026-11-17 09:00"),
        ("2026-11-20 15:30", "2026-11-23 09:00"),
    ],
)
def test_what_is_received_says_until_when_it_is_handed_over(
    counter: Browser, world: World, life: Lives, now: Now, received: str, until: str
) -> None:
    dossier = life.accepted(at=vn(received), centre=world.rach_gia_centre, competent=world.phu_quoc)

    assert given.open_step(dossier).due_at == vn(until)
    now.at = vn(received)
    counter.open(page_of(dossier)).says("chuyển trước")
    now.at = vn("2026-11-25 08:00")
    counter.open(page_of(dossier)).says("quá hạn chuyển")


def test_the_receipt_counts_from_reception_though_the_hand_over_comes_the_next_day(world: World, life: Lives) -> None:
    near = given.dossier(life.accepted(at=vn("2026-11-16 15:01"), centre=world.rach_gia_centre, competent=world.rach_gia))
    far = given.dossier(life.accepted(at=vn("2026-11-16 15:01"), centre=world.rach_gia_centre, competent=world.phu_quoc))

    assert (near.started_at, far.started_at, far.accepted_at) == (vn("2026-11-16 15:01"), None, vn("2026-11-16 15:01"))


@pytest.mark.parametrize("name", ["Nguyễn 🐟 Thị Cá", "<script>alert(1)</script>", "A" * 300])
def test_odd_names_are_kept_as_text(counter: Browser, world: World, name: str) -> None:
    counter.send(PATH, counter.open(PATH).form("id_number"), name=name, phone="0918 012 264", competent_id=str(world.rach_gia.id))

    dossier = Dossier.objects.get()
    assert dossier.applicant == name
    assert "<script>alert" not in counter.open(page_of(dossier.code)).text


@pytest.mark.parametrize("number", ["12345", "0" * 21, "abcdef"])
def test_a_number_of_wrong_length_is_said_beside_its_field(counter: Browser, world: World, number: str) -> None:
    counter.send(
        PATH,
        counter.open(PATH).form("id_number"),
        status=422,
        name="A",
        phone="0918 012 264",
        id_number=number,
        competent_id=str(world.rach_gia.id),
    ).says("Số định danh có từ 6 đến 20")


def test_an_agency_is_found_by_its_name_typed_without_signs(counter: Browser, world: World) -> None:
    page = counter.open(PATH)
    page.says(world.rach_gia.name)
    counter.send(PATH, page.form("id_number"), name="A", phone="0918 012 264", competent_id="phuong rach gia")
    assert Dossier.objects.get().competent_id == world.rach_gia.id
    counter.send(
        PATH, counter.open(PATH).form("id_number"), status=422, name="A", phone="0918 012 264", competent_id="Sở Không Có"
    ).says("Sở Không Có")


@pytest.fixture
def four_hundred_papers(world: World) -> Iterator[None]:
    version = ProcedureVersion.objects.get(procedure__code=FIVE_DAYS)
    Component.objects.filter(version=version).delete()
    Component.objects.bulk_create(
        Component(
            version=version, number=n, name=f"Giấy tờ thứ {n}", name_published="", originals=1, copies=0, has_form=False, is_note=False
        )
        for n in range(400)
    )  # fmt: skip
    terms._terms.cache_clear()
    yield
    terms._terms.cache_clear()


@pytest.mark.usefixtures("four_hundred_papers")
def test_four_hundred_papers_make_a_page_that_a_slow_line_carries(counter: Browser) -> None:
    page = counter.open(PATH)

    assert len(page.form("id_number").choices["papers"]) == 400
    assert len(gzip.compress(page.text.encode())) < 40_000
    assert len(statements(lambda: counter.open(PATH))) < 20
    filed = counter.send(PATH, asks(counter, lam="du-ca").form("id_number"), name="A", phone="0918 012 264")
    filed.says("Đã tiếp nhận")
    assert Dossier.objects.get().papers.count() == 400
