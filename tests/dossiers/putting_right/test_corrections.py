"""What the counter typed wrong is put right: by whom, when, with which trace, and what follows from it."""

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from tests.api.calls import Api, problem, token_of
from tests.api.calls import dossier as filed_body
from tests.api.test_dossiers import body
from tests.dossiers import given
from tests.dossiers.factories import BUILDING, ID_NUMBER, PHONE, filer, owner
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier, Look, Party
from motcua.dossiers.public import CLOSED, Correction, Filter, NotFollowed, Part, State
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM, Actor, Role, citizen_actor

WHY = "Gõ nhầm khi tiếp nhận"
HOUSE = "(1.7) Đối với công trình nhà ở riêng lẻ"
RIGHT_PHONE = "0918 012 265"


def correct(life: Lives, dossier: int, *persons: Correction, **more: Any) -> dossiers.DossierMoved:
    given_ = {"at": LATER, "reason": WHY, "persons": persons or (Correction(phone=RIGHT_PHONE),)} | more
    return life.do("correct", dossier, **given_)


def refused(life: Lives, dossier: int, *persons: Correction, **more: Any) -> str:
    with nothing_is_written(), pytest.raises(DomainError) as caught:
        correct(life, dossier, *persons, **more)
    assert caught.value.sentence_vi
    assert caught.value.sentence_en
    return caught.value.code


def follows(dossier: int, number: str, at: datetime = LATER) -> bool:
    try:
        dossiers.dossier_for_follower(code=given.code(dossier), number=number, at=at)
    except NotFollowed:
        return False
    return True


def test_the_name_is_right_everywhere_it_is_read_and_searched(world: World, life: Lives) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)

    correct(life, dossier, Correction(name=" Trần  Thị Bích Thúy"))

    row = given.dossier(dossier)
    assert (row.applicant, row.applicant_folded) == ("Trần Thị Bích Thúy", "tran thi bich thuy")
    correct(life, dossier, Correction(name="Lê Văn Đạt"), at=vn("2026-11-17 10:00"))
    assert [line.id for line in dossiers.search(actor=official, words="le van dat")] == [dossier]
    assert dossiers.search(actor=official, words="bich thuy") == ()
    page = dossiers.worklist(actor=official, which=Filter.MY_TURN, at=LATER)
    assert [line.applicant for line in page.rows] == ["Lê Văn Đạt"]


def test_the_numbers_find_and_open_the_dossier_and_the_wrong_ones_no_more(world: World, life: Lives) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)

    correct(life, dossier, Correction(phone=RIGHT_PHONE, id_number="089181000124"))

    for number in (RIGHT_PHONE, "+84 918 012 265", "089181000124"):
        assert follows(dossier, number)
        assert [line.id for line in dossiers.search(actor=official, words=number)] == [dossier]
    for number in (PHONE, ID_NUMBER):
        assert not follows(dossier, number)
        assert dossiers.search(actor=official, words=number) == ()


def test_only_what_is_given_changes_and_only_in_the_part_that_is_named(world: World, life: Lives) -> None:
    persons = (filer(email="thuy@example.vn", authority_paper="Số 12/2026"), owner())
    dossier = life.in_process(procedure=BUILDING, persons=persons, case="(1.2) Đối với công trình theo tuyến")

    correct(life, dossier, Correction(address="14 Nguyễn Trãi"), Correction(part=Part.OWNER, name="Trần Văn Út Em"), case=HOUSE)

    written = {person.part: person for person in dossiers.persons_of(dossier_id=dossier)}
    assert written[Part.FILER] == filer(email="thuy@example.vn", authority_paper="Số 12/2026", address="14 Nguyễn Trãi")
    assert written[Part.OWNER] == owner(name="Trần Văn Út Em")
    row = given.dossier(dossier)
    assert (row.case, row.applicant) == (HOUSE, "Trần Thị Bích Thủy")  # a dossier goes by its filer's name
    assert given.last_fact(dossier).payload["fields"] == ["filer.address", "owner.name", "case"]


def test_what_was_received_stays_as_it_was(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement()
    names = "code procedure_id version_id process_id channel return_way centre_id competent_id filed_at accepted_at started_at first_due_at due_at state"
    before = Dossier.objects.values(*names.split()).get(pk=dossier)

    moved = correct(life, dossier, Correction(name="Lê Văn Đạt"))

    assert Dossier.objects.values(*names.split()).get(pk=dossier) == before
    assert (moved.state, moved.moves) == (State.AWAITING_SUPPLEMENT, given.dossier(dossier).moves)


def test_the_journal_keeps_names_of_fields_and_digests_and_no_word(world: World, life: Lives) -> None:
    dossier = life.in_process()

    correct(life, dossier, Correction(name="Lê Văn Đạt", phone=RIGHT_PHONE))

    fact, row = journal.history(f"dossier:{dossier}")[-1], given.dossier(dossier)
    assert (fact.name, fact.position, fact.actor) == ("DetailsCorrected", row.moves, life.mover("correct", dossier).label)
    assert fact.payload.keys() == {"state", "due", "fields", "agency", "reason_digest", "was_digest", "now_digest"}
    assert fact.payload["fields"] == ["filer.name", "filer.phone"]
    assert fact.payload["agency"] == world.rach_gia_centre.id
    for word in ("Thủy", "Đạt", "0918", "012"):
        assert word not in str([fact.payload["fields"], fact.payload["due"]])


def test_old_values_lie_encrypted(world: World, life: Lives) -> None:
    dossier = life.in_process()

    correct(life, dossier, Correction(name="Lê Văn Đạt"))

    (kept,) = Dossier.objects.get(pk=dossier).corrections.all()
    assert (kept.at, kept.by_id, kept.reason) == (LATER, life.mover("correct", dossier).user_id, WHY)
    assert "Thủy".encode() not in bytes(kept.was_sealed)


@pytest.mark.parametrize("stage", ["filed", "accepted", "in_process", "awaiting_supplement", "awaiting_payment"])
def test_before_the_result_is_out_the_counter_and_the_head_correct_it(world: World, life: Lives, stage: str) -> None:
    dossier, state = (made := getattr(life, stage)()), given.dossier(made).state
    counter, head = world.who("counter", world.rach_gia_centre), world.who("head", world.rach_gia)

    correct(life, dossier, actor=counter)
    correct(life, dossier, Correction(address="Ấp 2"), actor=head)

    (filer,) = given.dossier_detail(dossier, at=LATER).persons
    assert (filer.phone_masked[-3:], filer.address) == (RIGHT_PHONE[-3:], "Ấp 2")
    assert [fact.actor for fact in journal.history(f"dossier:{dossier}")[-2:]] == [counter.label, head.label]
    assert given.dossier(dossier).state == state


def test_once_the_result_is_out_only_a_head_corrects(world: World, life: Lives, now: Now) -> None:
    dossier, counter, head = life.done(), world.who("counter", world.rach_gia_centre), world.who("head", world.rach_gia)

    assert refused(life, dossier, actor=counter) == "finished_needs_head"
    browser = Browser(counter)
    assert "correct/" not in browser.open(page_of(dossier)).text
    assert ID_NUMBER not in browser.open(page_of(dossier, "correct/"), status=403).text
    correct(life, dossier, actor=given.official(Role.HEAD, world.rach_gia_centre, username="head.centre"))
    correct(life, dossier, Correction(address="Ấp 2"), actor=head)

    assert given.dossier_detail(dossier, at=LATER).persons[0].address == "Ấp 2"


ANOTHER = {"name": "Lê Văn Đạt", "id_number": "089181000124"}


def test_only_a_head_makes_another_person_of_one(world: World, life: Lives) -> None:
    dossier, head = life.in_process(persons=(filer(), owner())), world.who("head", world.rach_gia)

    assert refused(life, dossier, Correction(**ANOTHER)) == "identity_needs_head"
    correct(life, dossier, Correction(name="Lê Văn Đạt"), Correction(part=Part.OWNER, id_number="089181000124"))
    correct(life, dossier, Correction(name="Lê Văn Út", id_number="089181000125"), actor=head)

    assert given.dossier(dossier).applicant == "Lê Văn Út"


def test_two_corrections_make_another_person_as_one_does(world: World, life: Lives) -> None:
    dossier = life.in_process()
    correct(life, dossier, Correction(name="Lê Văn Đạt"))
    correct(life, dossier, Correction(name="Lê Văn Đạt Em"))

    assert refused(life, dossier, Correction(id_number="089181000124")) == "identity_needs_head"


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_dossier_is_not_corrected(world: World, life: Lives, now: Now, state: State) -> None:
    dossier, counter = getattr(life, given.LIVES[state])(), world.who("counter", world.rach_gia_centre)

    assert refused(life, dossier, actor=counter) == "move_not_possible"
    page = Browser(counter).open(page_of(dossier, "correct/"), status=409)
    assert ID_NUMBER not in page.text


def strangers(world: World) -> list[Actor]:
    return [
        world.who("official", world.rach_gia), world.who("clerk", world.rach_gia), world.who("leader", world.rach_gia),
        world.who("inspector", world.top), world.who("reform", world.office),
    ]  # fmt: skip


def test_nobody_else_corrects(world: World, life: Lives) -> None:
    dossier = life.in_process()
    others = [
        world.who("counter", world.phu_quoc_centre), world.who("head", world.phu_quoc), world.who("operator", world.top),
        citizen_actor(), SYSTEM,
    ]  # fmt: skip

    for actor in [*strangers(world), *others]:
        assert refused(life, dossier, actor=actor) == "move_not_allowed", actor.name


def test_the_form_shows_nothing_to_who_may_not_correct(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()

    for actor in strangers(world):
        page = Browser(actor).open(page_of(dossier, "correct/"), status=403)
        assert ID_NUMBER not in page.text
    Browser(world.who("counter", world.phu_quoc_centre)).open(page_of(dossier, "correct/"), status=404)
    assert not Look.objects.filter(numbers=True).exists()


@pytest.mark.parametrize(
    ("persons", "more", "code"),
    [
        ((Correction(phone=RIGHT_PHONE),), {"reason": " \n"}, "reason_missing"),
        ((Correction(name=" "),), {}, "name_emptied"),
        ((Correction(part=Part.OWNER, name="Ai"),), {}, "no_such_person"),
        ((Correction(name="A"), Correction(name="B")), {}, "person_twice"),
        ((), {"case": "Cấp mới"}, "no_cases"),
        ((Correction(phone="1"),), {}, "bad_phone"),
        ((Correction(id_number="ABC12345"),), {}, "bad_id_number"),
        ((Correction(email="không phải thư"),), {}, "bad_email"),
        ((Correction(),), {}, "nothing_corrected"),
        ((Correction(name="Trần  Thị Bích Thủy ", phone=PHONE),), {"case": ""}, "nothing_corrected"),  # as it stands
        ((Correction(phone=RIGHT_PHONE),), {"seen": 1}, "stale_page"),
        ((Correction(phone=RIGHT_PHONE),), {"at": vn("2026-11-16 07:59")}, "out_of_order"),
    ],
)
def test_what_a_correction_must_say(life: Lives, persons: Any, more: dict[str, Any], code: str) -> None:
    assert refused(life, life.in_process(), *persons, **more) == code


def test_the_same_correction_twice_changes_nothing_the_second_time(life: Lives) -> None:
    dossier = life.in_process()
    correct(life, dossier)

    assert refused(life, dossier, at=vn("2026-11-17 10:00")) == "nothing_corrected"


# -- pages


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


# -- the API


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
