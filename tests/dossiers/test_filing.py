"""Filing: who, where, when, under which code."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.documents.given import kept
from tests.dossiers import factories, given
from tests.dossiers.factories import BUILDING, FIVE_DAYS, filer, owner
from tests.dossiers.given import AT, Lives, World, vn
from tests.dossiers.rows import everything, nothing_is_written

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier, Paper, Party, Step
from motcua.dossiers.operations import file as filing_errors
from motcua.dossiers.public import Channel, Part, State
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, citizen_actor


def test_a_dossier_gets_the_receiving_agencys_code_of_the_day(world: World, life: Lives) -> None:
    codes = [given.code(life.filed()) for _ in range(3)]

    prefix = organization.code_prefix(world.rach_gia_centre.id)
    assert codes == [f"{prefix}-261116-{serial:04}" for serial in (1, 2, 3)]


def test_each_day_and_each_centre_has_its_own_serial(world: World, life: Lives) -> None:
    life.filed()
    elsewhere = given.code(life.filed(competent=world.phu_quoc))
    next_day = given.code(life.filed(at=vn("2026-11-17 08:00")))

    assert elsewhere == f"{organization.code_prefix(world.phu_quoc_centre.id)}-261116-0001"
    assert next_day == f"{organization.code_prefix(world.rach_gia_centre.id)}-261117-0001"


def test_the_day_of_a_code_is_the_day_in_viet_nam(life: Lives) -> None:
    # 00:30 on the 17th in Viet Nam is 17:30 on the 16th in Greenwich.
    assert "-261117-" in given.code(life.filed(at=vn("2026-11-17 00:30")))


def test_a_filed_dossier_waits_at_the_counter_without_a_promise(world: World, life: Lives) -> None:
    dossier = life.filed()

    row, step = given.dossier(dossier), given.open_step(dossier)
    assert (row.state, row.due_at, row.accepted_at, row.started_at, row.moves) == (State.SUBMITTED, None, None, None, 1)
    assert (step.kind, step.role, step.agency_id, step.assignee_id) == ("receive", "counter", world.rach_gia_centre.id, None)
    assert step.due_at == vn("2026-11-17 17:00")  # one working day to say what is missing


def test_an_online_dossier_is_to_be_checked_within_eight_working_hours(life: Lives) -> None:
    dossier = life.filed(channel=Channel.ONLINE, actor=citizen_actor())

    assert given.open_step(dossier).due_at == vn("2026-11-17 08:00")  # 3 h + 4 h on Monday, 1 h on Tuesday


def test_filing_and_accepting_at_the_counter_is_one_act_with_two_facts(world: World, life: Lives) -> None:
    dossier = life.accepted()

    row = given.dossier(dossier)
    assert (row.state, row.moves, row.due_at) == (State.RECEIVED, 2, vn("2026-11-23 17:00"))  # 17, 18, 19, 20, 23
    assert [fact.name for fact in journal.history(f"dossier:{dossier}")] == ["DossierSubmitted", "DossierAccepted"]


def test_the_fact_of_filing_names_places_but_nobody(world: World, life: Lives) -> None:
    helped = {"helped_at_id": world.long_xuyen_centre.id, "is_assisted": True, "consent": True}
    dossier = life.filed(actor=SYSTEM, **helped)

    payload = journal.history(f"dossier:{dossier}")[0].payload
    assert (payload["centre"], payload["competent"]) == (world.rach_gia_centre.id, world.rach_gia.id)
    assert payload["helped_at"] == world.long_xuyen_centre.id
    assert payload["assisted"] is True
    said = str({name: value for name, value in payload.items() if not name.endswith("_digest")})
    assert [word for word in ("Thủy", factories.ID_NUMBER, "0918", "264", "Nguyễn Trãi") if word in said] == []


def test_a_dossier_is_pinned_to_the_version_and_process_of_its_day(life: Lives) -> None:
    dossier = given.dossier(life.filed())

    terms = catalogue.terms_in_force(procedure_code=FIVE_DAYS, on=date(2026, 11, 16))
    assert (dossier.version_id, dossier.process_id) == (terms.version_id, terms.process_id)


def test_identity_and_phone_numbers_are_not_kept_in_clear(life: Lives) -> None:
    party = Party.objects.get(dossier=life.filed())

    kept = bytes(party.id_sealed) + bytes(party.phone_sealed) + bytes(party.id_index) + bytes(party.phone_index)
    assert b"0918" not in kept
    assert factories.ID_NUMBER.encode() not in kept
    for number in ("918012264", "918 012 264", factories.ID_NUMBER):
        assert number not in everything()
        assert number.encode().hex() not in everything()


def test_equal_numbers_are_sealed_differently_and_still_found(life: Lives) -> None:
    one, other = (Party.objects.get(dossier=life.filed()) for _ in range(2))

    assert bytes(one.id_sealed) != bytes(other.id_sealed)
    assert bytes(one.id_index) == bytes(other.id_index)


def test_somebody_files_for_somebody_else_by_an_authority_paper(life: Lives) -> None:
    dossier = life.accepted(persons=(filer(authority_paper="Giấy ủy quyền 12/2026"), owner()))

    shown = given.dossier_detail(dossier).persons
    assert [(p.part, p.name) for p in shown] == [(Part.FILER, "Trần Thị Bích Thủy"), (Part.OWNER, "Trần Văn Út")]
    assert shown[0].authority_paper == "Giấy ủy quyền 12/2026"
    assert shown[1].id_masked == "089\u00a0•••\u00a0456"


def test_the_filers_name_is_the_dossiers_in_whatever_order_the_persons_come(life: Lives) -> None:
    dossier = life.accepted(persons=(owner(), filer()))

    assert given.dossier(dossier).applicant == "Trần Thị Bích Thủy"
    assert [p.part for p in given.dossier_detail(dossier).persons] == [Part.FILER, Part.OWNER]


def test_the_intake_offers_exactly_who_may_decide_the_own_commune_first(world: World) -> None:
    terms = catalogue.terms_in_force(procedure_code=FIVE_DAYS, on=AT.date())
    offered = dossiers.competent_agencies(terms=terms, centre_id=world.phu_quoc_centre.id, on=AT.date())

    assert offered[0] == world.phu_quoc
    assert set(offered) == {world.phu_quoc, world.rach_gia, world.long_xuyen}


def test_help_with_filing_is_marked_and_not_counted_as_the_applicants_own(world: World, life: Lives) -> None:
    dossier = given.dossier(life.accepted(is_assisted=True, consent=True, helped_at_id=world.rach_gia_centre.id))

    assert dossier.is_assisted
    assert dossier.helped_at_id == world.rach_gia_centre.id


def test_three_places_are_kept_apart(world: World, life: Lives) -> None:
    dossier = life.filed(
        competent=world.phu_quoc,
        centre=world.rach_gia_centre,
        helped_at_id=world.long_xuyen_centre.id,
        is_assisted=True,
        consent=True,
        actor=SYSTEM,
    )

    row = given.dossier(dossier)
    assert (row.helped_at_id, row.centre_id, row.competent_id) == (
        world.long_xuyen_centre.id, world.rach_gia_centre.id, world.phu_quoc.id,
    )  # fmt: skip


@pytest.mark.parametrize("place", ["phu_quoc_centre", "rach_gia"])
def test_help_is_given_where_one_stands_at_the_counter(world: World, place: str) -> None:
    good = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, is_assisted=True, consent=True)

    with nothing_is_written(), pytest.raises(filing_errors.BadPlaceOfHelp):
        dossiers.file_dossier(
            filing=replace(good, helped_at_id=getattr(world, place).id), actor=world.who("counter", world.rach_gia_centre), at=AT
        )


def test_a_place_of_help_needs_help(world: World) -> None:
    centre = world.rach_gia_centre
    wrong = factories.filing(centre_id=centre.id, competent_id=world.rach_gia.id, helped_at_id=centre.id)

    with nothing_is_written(), pytest.raises(filing_errors.BadPlaceOfHelp):
        dossiers.file_dossier(filing=wrong, actor=world.who("counter", centre), at=AT)


def test_papers_are_kept_with_their_counts(world: World, life: Lives) -> None:
    ref = kept(by=world.who("counter", world.rach_gia_centre))
    dossier = life.filed(papers=(dossiers.Paper(name="Bản vẽ", originals=2, copies=1, file_ref=ref),))

    paper = Paper.objects.get(dossier=dossier)
    assert (paper.name, paper.originals, paper.copies, paper.file_ref, paper.given_at) == ("Bản vẽ", 2, 1, ref, AT)


def test_a_dossier_may_be_entered_after_it_was_handed_in(life: Lives) -> None:
    dossier = given.dossier(life.filed(filed_at=vn("2026-11-13 16:00")))

    assert dossier.filed_at == vn("2026-11-13 16:00")


def test_names_are_tidied(life: Lives) -> None:
    dossier = given.dossier(life.filed(persons=(filer(name="  Trần\u0000 Thị   Bích\tThủy "),)))

    assert dossier.applicant == "Trần Thị Bích Thủy"
    assert dossier.applicant_folded == "tran thi bich thuy"


def test_an_agencys_dossiers_are_received_at_the_provincial_centre_for_a_department(world: World, life: Lives) -> None:
    dossier = given.dossier(life.accepted(procedure=factories.LAND, competent=world.environment))

    assert dossier.centre_id == world.provincial_centre.id
    assert dossier.started_at == AT  # under the same roof: no boundary is crossed


HOUSE = "(1.7) Đối với công trình nhà ở riêng lẻ"
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("an unknown procedure", {"procedure_code": "9.999999"}, "unknown_procedure"),
    ("a procedure of which only the name is known", {"procedure_code": factories.NAME_ONLY}, "procedure_not_ready"),
    ("a procedure that the agency's level does not decide", {"procedure_code": factories.LAND}, "wrong_level"),
    ("a commune's own procedure at its centre", {"competent_id": "rach_gia_centre"}, "does_not_decide"),
    ("a commune's procedure at another commune's centre", {"competent_id": "phu_quoc_centre"}, "does_not_decide"),
    ("an unknown centre", {"centre_id": 999_999_999}, "agency_unknown"),
    ("an unknown competent agency", {"competent_id": 999_999_999}, "agency_unknown"),
    ("an unknown place of help", {"helped_at_id": 999_999_999}, "agency_unknown"),
    ("a moment in the future", {"filed_at": AT + timedelta(seconds=1)}, "implausible_time"),
    ("a moment of long ago", {"filed_at": vn("1900-01-01 08:00")}, "implausible_time"),
    ("a moment more than a year ago", {"filed_at": AT - timedelta(days=367)}, "implausible_time"),
    ("nobody", {"persons": ()}, "person_missing"),
    ("a name of blanks", {"persons": (filer(name="  \t "),)}, "person_missing"),
    ("an owner without a filer", {"persons": (owner(),)}, "person_missing"),
    ("the same part twice", {"persons": (filer(), filer(name="Lê Văn Hai"))}, "person_twice"),
    ("a telephone number of one digit", {"persons": (filer(phone="1"),)}, "bad_phone"),
    ("a telephone number of dashes", {"persons": (filer(phone="-------1"),)}, "bad_phone"),
    ("an owner's number of five digits", {"persons": (filer(), owner(id_number="ABC12345"))}, "bad_id_number"),
    ("an address that is none", {"persons": (filer(email="không phải thư"),)}, "bad_email"),
    ("an address of two lines", {"persons": (filer(email="a@b.vn\r\nBcc: c@d.vn"),)}, "bad_email"),
    ("an address that turns the line around", {"persons": (filer(email="a@b\u202ec.vn"),)}, "bad_email"),
    ("a case that the procedure does not name", {"procedure_code": BUILDING, "case": "Nhà ở"}, "unknown_case"),
    ("a case of a procedure that names none", {"case": "Cấp mới"}, "no_cases"),
    ("help without consent", {"is_assisted": True}, "consent_missing"),
]


@pytest.mark.parametrize(("what", "change", "code"), REFUSED, ids=[what for what, *_ in REFUSED])
def test_filing_with_something_wrong_writes_nothing(world: World, what: str, change: dict[str, Any], code: str) -> None:
    good = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id)
    actor = world.who("counter", world.rach_gia_centre) if change.get("centre_id") is None else SYSTEM
    if isinstance(place := change.get("competent_id"), str):
        change = change | {"competent_id": getattr(world, place).id}

    with nothing_is_written(), pytest.raises(DomainError) as caught:
        dossiers.file_dossier(filing=replace(good, **change), actor=actor, at=AT, accept=True)

    assert caught.value.code == code
    assert caught.value.sentence_vi
    assert caught.value.sentence_en


def test_an_agency_that_is_not_a_centre_receives_nothing(world: World) -> None:
    wrong = factories.filing(centre_id=world.rach_gia.id, competent_id=world.rach_gia.id)

    with nothing_is_written(), pytest.raises(filing_errors.NotACentre):
        dossiers.file_dossier(filing=wrong, actor=SYSTEM, at=AT)


@pytest.mark.parametrize("closed", ["rach_gia", "rach_gia_centre"])
def test_nothing_is_filed_at_or_for_a_closed_agency(world: World, closed: str) -> None:
    organization.close_agency(
        agency_id=getattr(world, closed).id, on=date(2026, 11, 1), basis="Sáp nhập", actor=SYSTEM, at=vn("2026-10-30 08:00")
    )
    good = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id)

    with nothing_is_written(), pytest.raises(organization.AgencyClosed):
        dossiers.file_dossier(filing=good, actor=SYSTEM, at=AT)


def test_a_procedure_before_its_first_day_is_not_in_force(world: World) -> None:
    early = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id)

    with nothing_is_written(), pytest.raises(DomainError) as caught:
        dossiers.file_dossier(filing=early, actor=SYSTEM, at=vn("2025-06-30 08:00"))

    assert caught.value.code in {"procedure_not_in_force", "agency_closed"}


@pytest.mark.parametrize(("role", "place"), [("counter", "phu_quoc_centre"), ("official", "rach_gia"), ("head", "rach_gia"), ("operator", "top"), ("control", "office")])  # fmt: skip
def test_only_the_centres_own_counter_files_there(world: World, role: str, place: str) -> None:
    good = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id)

    with nothing_is_written(), pytest.raises(filing_errors.MayNotFile):
        dossiers.file_dossier(filing=good, actor=world.who(role, getattr(world, place)), at=AT)


def test_the_public_files_but_does_not_accept(world: World) -> None:
    good = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, channel=Channel.ONLINE)

    with nothing_is_written(), pytest.raises(DomainError) as caught:
        dossiers.file_dossier(filing=good, actor=citizen_actor(), at=AT, accept=True)

    assert caught.value.code == "move_not_allowed"
    assert dossiers.file_dossier(filing=good, actor=citizen_actor(), at=AT).state == State.SUBMITTED


def test_a_refused_filing_uses_up_no_number(world: World, life: Lives) -> None:
    bad = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, persons=())
    with pytest.raises(DomainError):
        dossiers.file_dossier(filing=bad, actor=SYSTEM, at=AT)

    assert given.code(life.filed()).endswith("-0001")


def test_a_building_permit_is_filed_for_a_case(world: World, life: Lives) -> None:
    dossier = life.filed(procedure=BUILDING, case="(1.7) Đối với công trình nhà ở riêng lẻ:")

    assert given.dossier(dossier).case == HOUSE
    assert Step.objects.filter(dossier=dossier).count() == 1
    assert Dossier.objects.count() == 1
