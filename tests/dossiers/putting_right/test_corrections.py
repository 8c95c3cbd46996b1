"""What the counter typed wrong is put right: by whom, when, with which trace, and what follows from it."""

from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.factories import BUILDING, ID_NUMBER, PHONE, filer, owner
from tests.dossiers.given import LATER, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.putting_right.corrections import HOUSE, RIGHT_PHONE, WHY, correct, follows, refused, strangers
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier, Look
from motcua.dossiers.public import CLOSED, Correction, Filter, Part, State
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM, Role, citizen_actor


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
