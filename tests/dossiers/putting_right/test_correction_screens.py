"""The form that puts right what was typed, what pages tell of it afterwards, and the same by the API."""

import pytest
from django.conf import settings
from tests.api.calls import Api, problem, token_of
from tests.api.calls import dossier as filed_body
from tests.api.test_dossiers import body
from tests.dossiers import given
from tests.dossiers.factories import BUILDING, ID_NUMBER, PHONE, filer, owner
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.putting_right.corrections import HOUSE, RIGHT_PHONE, WHY, correct, refused
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Look, Party
from motcua.dossiers.public import Correction, Part
from motcua.journal import public as journal


def test_the_counter_finds_the_form_filled_in_and_puts_one_digit_right(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.in_process(), Browser(world.who("counter", world.rach_gia_centre))
    counter.open(page_of(dossier)).says(page_of(dossier, "correct/"), "Sửa thông tin đã ghi")

    form = counter.open(page_of(dossier, "correct/")).form("seen")
    assert form.values["filer_phone"] == [PHONE]
    assert form.values["filer_id_number"] == [ID_NUMBER]
    page = counter.send(page_of(dossier, "correct/"), form, filer_phone=RIGHT_PHONE, reason=WHY)

    page.says("xong", "Sửa thông tin đã ghi: điện thoại", WHY)
    assert given.last_fact(dossier).payload["fields"] == ["filer.phone"]
    Browser().follow(given.code(dossier), RIGHT_PHONE).says("Trần Thị B*** T***")


def test_opening_the_form_is_logged_as_a_look_at_numbers_and_the_applicant_reads_it(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.in_process(), world.who("counter", world.rach_gia_centre)

    Browser(counter).open(page_of(dossier, "correct/"))

    look = Look.objects.get(numbers=True)
    assert (look.user_id, look.agency_id, look.purpose) == (counter.user_id, world.rach_gia_centre.id, "Sửa thông tin đã ghi")
    Browser().follow(given.code(dossier), PHONE).says(world.rach_gia_centre.name, "đầy đủ 1 lần")


def test_the_applicant_reads_when_which_agency_corrected_which_fields_and_no_value(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process(persons=(filer(), owner()))
    assert "được sửa" not in Browser().follow(given.code(dossier), PHONE).text
    correct(life, dossier, Correction(id_number="089181000124", address="Ấp 2"), at=vn("2026-11-16 09:30"))
    name = Correction(part=Part.OWNER, name="Lê Văn Đạt")
    correct(life, dossier, name, actor=world.who("head", world.rach_gia), at=vn("2026-11-17 10:00"))
    now.at = LATER

    page = Browser().follow(given.code(dossier), PHONE)

    section = page.words.partition("Thông tin đã ghi được sửa")[2]
    assert f"{world.rach_gia.name} Sửa họ tên chủ hồ sơ, thứ Ba 17/11, 10:00" in section
    assert f"{world.rach_gia_centre.name} Sửa số định danh, địa chỉ, thứ Hai 16/11, 09:30" in section
    for word in ("Đạt", "Ấp 2", "Nguyễn Trãi", "089", WHY):
        assert word not in page.text


def test_a_correction_is_itself_a_look_at_the_numbers(world: World, life: Lives) -> None:
    dossier, counter = life.in_process(), world.who("counter", world.rach_gia_centre)

    correct(life, dossier)
    refused(life, dossier)

    look = Look.objects.get()
    assert (look.user_id, look.agency_id, look.at, look.numbers) == (counter.user_id, world.rach_gia_centre.id, LATER, True)
    assert look.purpose == "Sửa thông tin đã ghi"


def test_what_is_not_sent_stays_as_it_is(world: World, life: Lives, now: Now) -> None:
    dossier, browser = life.in_process(), Browser(world.who("counter", world.rach_gia_centre))
    hidden = {"seen": "3", "key": "khoa-cua-bieu-mau"}

    page = browser.post(page_of(dossier, "correct/"), **hidden, filer_name="Lê Văn Đạt", reason="", status=422)
    assert "filer_phone" not in page.form("seen").names  # shown empty it would be sent empty
    browser.post(page_of(dossier, "correct/"), **hidden, filer_name="Lê Văn Đạt", reason=WHY)

    assert dossiers.persons_of(dossier_id=dossier) == (filer(name="Lê Văn Đạt"),)
    assert given.last_fact(dossier).payload["fields"] == ["filer.name"]


def test_a_form_that_comes_back_is_a_look_as_one_that_is_opened(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.in_process(), world.who("counter", world.rach_gia_centre)

    Browser(counter).post(page_of(dossier, "correct/"), reason="", status=422)
    Browser(world.who("official", world.rach_gia)).post(page_of(dossier, "correct/"), reason="", status=422)
    Browser(counter).post(page_of(dossier, "withdraw/"), reason="", status=422)

    looks = Look.objects.order_by("id").values_list("purpose", "numbers")
    assert list(looks) == [("Sửa thông tin đã ghi", True), ("Sửa thông tin đã ghi", False), ("Rút hồ sơ", False)]


def test_a_stale_form_keeps_what_was_typed(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.in_process(), Browser(world.who("counter", world.rach_gia_centre))
    form = counter.open(page_of(dossier, "correct/")).form("seen")
    correct(life, dossier, at=AT)

    with nothing_is_written():
        page = counter.send(page_of(dossier, "correct/"), form, status=409, filer_name="Lê Văn Đạt", reason=WHY)

    page.says("Lê Văn Đạt", WHY, "người khác xử lý")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"filer_name": ""}, "Ghi họ tên."),
        ({"filer_phone": "12"}, "từ 8 đến 15 chữ số"),
        ({"filer_phone": "-------1"}, "từ 8 đến 15 chữ số"),
        ({"filer_id_number": "<b>"}, "ít nhất 6 chữ số"),
        ({"filer_email": "a@b"}, "ten@coquan.vn"),
        ({"reason": ""}, "Ghi lý do."),
        ({}, "Chưa có chỗ nào khác"),
    ],
)
def test_what_is_typed_wrong_is_told_and_the_rest_is_kept(
    world: World, life: Lives, now: Now, typed: dict[str, str], words: str
) -> None:
    dossier, counter = life.in_process(), Browser(world.who("counter", world.rach_gia_centre))
    form = counter.open(page_of(dossier, "correct/")).form("seen")

    with nothing_is_written():
        page = counter.send(page_of(dossier, "correct/"), form, status=422, **({"reason": WHY} | typed))

    page.says(words, "12 Nguyễn Trãi")


def test_pressing_twice_corrects_once(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.in_process(), Browser(world.who("counter", world.rach_gia_centre))
    form = counter.open(page_of(dossier, "correct/")).form("seen")

    for _ in range(2):
        counter.send(page_of(dossier, "correct/"), form, filer_phone=RIGHT_PHONE, reason=WHY)

    assert [fact.name for fact in journal.history(f"dossier:{dossier}")].count("DetailsCorrected") == 1


def test_everybody_in_the_dossier_has_their_own_fields(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.in_process(persons=(filer(), owner())), Browser(world.who("counter", world.rach_gia_centre))
    form = counter.open(page_of(dossier, "correct/")).form("seen")
    assert {"filer_authority_paper", "owner_name", "owner_id_number"} <= form.names
    assert "case" not in form.names

    counter.send(page_of(dossier, "correct/"), form, owner_name="Trần Văn Út Em", reason=WHY).says("chủ hồ sơ")

    assert Party.objects.get(dossier=dossier, part="owner").name == "Trần Văn Út Em"


def test_the_case_is_chosen_among_those_of_the_procedure(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.in_process(procedure=BUILDING), Browser(world.who("counter", world.rach_gia_centre))
    form = counter.open(page_of(dossier, "correct/")).form("seen")
    assert HOUSE in form.choices["case"]

    counter.send(page_of(dossier, "correct/"), form, case="Nhà ở", reason=WHY, status=422)
    counter.send(page_of(dossier, "correct/"), form, case=HOUSE, reason=WHY)

    assert given.dossier(dossier).case == HOUSE
    assert refused(life, dossier, case="Nhà ở") == "unknown_case"


def test_who_inspects_reads_who_changed_what_and_nobody_else_reads_what_it_was(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    correct(life, dossier, Correction(name="Lê Văn Đạt", phone=RIGHT_PHONE), at=AT)

    page = Browser(world.who("inspector", world.top)).open(page_of(dossier))
    page.says("Trước khi sửa", "Trần Thị Bích Thủy", "091", "Cán bộ một cửa", WHY)
    assert PHONE not in page.text
    for role in ("official", "head"):
        page = Browser(world.who(role, world.rach_gia)).open(page_of(dossier))
        page.says("Sửa thông tin đã ghi: họ tên, điện thoại", WHY)
        assert "Bích Thủy" not in page.text


def test_who_does_not_know_the_persons_reads_neither_the_reason_nor_what_it_was(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    correct(life, dossier, Correction(name="Lê Văn Đạt"), at=AT)

    page = Browser(world.who("reform", world.office)).open(page_of(dossier))

    for word in (WHY, "Bích", "Đạt"):
        assert word not in page.text


def test_what_was_given_may_be_taken_away(life: Lives) -> None:
    dossier = life.in_process(persons=(filer(email="thuy@example.vn"),))

    correct(life, dossier, Correction(phone="", email=""))

    assert dossiers.persons_of(dossier_id=dossier) == (filer(phone=""),)


def test_a_page_opened_by_a_number_closes_when_it_is_the_dossiers_no_more(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    code, by_phone, by_identity = given.code(dossier), Browser(), Browser()
    by_phone.follow(code, PHONE)
    by_identity.follow(code, ID_NUMBER)

    correct(life, dossier, at=AT)

    closed = by_phone.client.get(f"/tra-ho-so/{code}/")
    assert (closed.status_code, closed["Location"]) == (302, f"/tra-ho-so/?ma={code}")
    assert by_identity.client.get(f"/tra-ho-so/{code}/").status_code == 200


def test_the_form_and_the_fact_are_told_in_english(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.in_process(), Browser(world.who("counter", world.rach_gia_centre))
    counter.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    counter.move(given.code(dossier), "correct", filer_phone=RIGHT_PHONE, reason=WHY).says("Corrected what was typed: telephone")


def test_the_api_corrects_what_one_has_read_and_only_that(world: World, life: Lives, now: Now) -> None:
    counter = Api(token_of(world.who("counter", world.rach_gia_centre), world))
    code = body(counter.post("/dossiers", filed_body(world, accept=True)), 201)["code"]
    etag = counter.get(f"/dossiers/{code}")["ETag"]
    asked = {"reason": WHY, "persons": [{"part": "filer", "name": "Lê Văn Đạt", "phone": "0918012265"}]}

    problem(counter.move(code, "correct", persons=asked["persons"]), 422, "wrong_arguments")
    body(counter.move(code, "correct", etag=etag, **asked))

    assert body(counter.get(f"/dossiers/{code}"))["applicant"] == "Lê Văn Đạt"
    problem(counter.move(code, "correct", etag=etag, **asked), 412, "changed_since")
    problem(counter.move(code, "correct", **asked), 422, "nothing_corrected")
    problem(counter.move(code, "correct", reason=WHY, persons=[{"name": "A", "is_organisation": True}]), 422, "invalid_request")
    fact = body(counter.get(f"/dossiers/{code}/journal"))["items"][-1]
    assert (fact["name"], fact["payload"]["fields"]) == ("DetailsCorrected", ["filer.name", "filer.phone"])
