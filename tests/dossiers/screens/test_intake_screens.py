"""The counter receives: the procedure found, the promise read before it is given, one dossier a form."""

from urllib.parse import urlencode

import pytest
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, FIVE_DAYS, ID_NUMBER, NAME_ONLY
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Dossier, Party
from motcua.dossiers.public import State


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


def test_the_promise_on_the_intake_page_is_the_one_the_dossier_gets(world: World, now: Now) -> None:
    Browser(world.who("counter", world.rach_gia_centre)).open(f"/can-bo/tiep-nhan/{FIVE_DAYS}/").says("17:00", "23/11")


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


def test_the_same_form_sent_twice_makes_one_dossier(world: World, now: Now) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"
    form = browser.open(path).form("id_number")

    for _ in range(3):
        browser.send(path, form, name="Trần Thị Bích Thủy", phone="0918 012 264", competent_id=str(world.rach_gia.id))

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
        browser.send(
            path,
            browser.open(path).form("id_number"),
            name="Trần Thị Bích Thủy",
            phone="0918 012 264",
            competent_id=str(world.rach_gia.id),
        )

    assert Dossier.objects.count() == 2


def test_filing_for_somebody_by_an_authority_paper(world: World, now: Now) -> None:
    browser = Browser(world.who("counter", world.rach_gia_centre))
    path = f"/can-bo/tiep-nhan/{FIVE_DAYS}/"

    browser.send(
        path, browser.open(path).form("id_number"), name="Trần Thị Bích Thủy", phone="0918 012 264", owner_name="Trần Văn Út", authority_paper="UQ 12/2026",
        competent_id=str(world.rach_gia.id), is_assisted="on", consent="on",
    ).says("Trần Văn Út", "UQ 12/2026", "Nộp giúp")  # fmt: skip

    assert set(Party.objects.values_list("part", flat=True)) == {"filer", "owner"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "  "}, "Ghi họ tên người nộp"),
        ({"name": "A", "phone": "gọi sau"}, "Số điện thoại"),
        ({"name": "A", "phone": "-------1"}, "từ 8 đến 15 chữ số"),
        ({"name": "A", "id_number": "<b>"}, "Số định danh"),
        ({"name": "A", "competent_id": "9" * 5000}, "Không có cơ quan"),
        ({"name": " ", "chinh-0": "9" * 5000}, "Ghi họ tên người nộp"),
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
            address="Ấp Hòa Bình",
            **({"competent_id": str(world.rach_gia.id)} | typed),
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


def test_a_place_of_thousands_of_digits_breaks_no_intake(world: World, now: Now) -> None:
    client = Browser(world.who("counter", world.rach_gia_centre)).client
    typed = urlencode({"name": " ", "ly-do-" + "9" * 5000: "x", "ly-do-²": "x"})

    with nothing_is_written():
        page = client.post(f"/can-bo/tiep-nhan/{FIVE_DAYS}/", typed, content_type="application/x-www-form-urlencoded")

    assert page.status_code == 422


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"phone": "", "id_number": ""}, "không có số nào thì người nộp không tra được hồ sơ"),
        ({"return_way": "postal", "address": " "}, "Ghi địa chỉ để bưu điện gửi kết quả"),
    ],
)
def test_what_the_citizen_will_need_later_is_asked_for_at_once(world: World, now: Now, typed: dict[str, str], asked: str) -> None:
    browser, path = Browser(world.who("counter", world.rach_gia_centre)), f"/can-bo/tiep-nhan/{FIVE_DAYS}/"
    whole = {
        "name": "Trần Thị Bích Thủy",
        "phone": "0918 012 264",
        "id_number": ID_NUMBER,
        "competent_id": str(world.rach_gia.id),
    }

    with nothing_is_written():
        browser.send(path, browser.open(path).form("id_number"), status=422, **(whole | typed)).says(asked)


def test_where_several_agencies_may_decide_none_is_chosen_for_the_clerk(world: World, now: Now) -> None:
    browser, path = Browser(world.who("counter", world.provincial_centre)), f"/can-bo/tiep-nhan/{FIVE_DAYS}/"
    page = browser.open(path)
    page.says("Chọn cơ quan giải quyết thì ngày hẹn hiện ở đây.")
    form = page.form("id_number")
    assert form.values.get("competent_id", [""]) == [""]
    with nothing_is_written():
        browser.send(path, form, status=422, name="A", phone="0918 012 264").says("Chọn cơ quan giải quyết.")

    chosen = browser.post(path, **(form.values | {"lam": "truong-hop", "competent_id": str(world.long_xuyen.id)}))

    chosen.says(f"Nếu nhận đủ lúc này, {world.long_xuyen.name} giải quyết")
    browser.send(path, chosen.form("id_number"), name="A", phone="0918 012 264")
    assert Dossier.objects.get().competent_id == world.long_xuyen.id
