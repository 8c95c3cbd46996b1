"""Each move that owes a document gives it its number, in the same transaction, once."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from tests.dossiers import factories, given
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.rows import everything
from tests.dossiers.test_concurrency import GivenUp

from motcua.dossiers import public as dossiers
from motcua.dossiers.operations.owed import owing
from motcua.dossiers.public import Paper, Part, State
from motcua.dossiers.rules.permissions import MoveNotAllowed
from motcua.journal import public as journal
from motcua.owed_documents import public as owed
from motcua.owed_documents import queries
from motcua.owed_documents.models import Document, NumberSeries
from motcua.owed_documents.public import Issued, Kind


def of(dossier: int) -> list[Issued]:
    return list(owed.issued(subject=f"dossier:{dossier}"))


def told(document: Issued) -> dict[str, Any]:
    return queries.opened(Document.objects.get(pk=document.id).content_sealed)


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [
        ("filed", []),
        ("accepted", ["receipt"]),
        ("in_process", ["receipt", "control_sheet"]),
        ("refused", ["refusal"]),
        ("awaiting_supplement", ["receipt", "control_sheet", "supplement_request"]),
        ("withdrawn", ["receipt", "control_sheet", "stop_notice"]),
        ("stopped", ["receipt", "control_sheet", "stop_notice"]),
    ],
)
def test_a_move_issues_what_the_table_says_it_owes(world: World, life: Lives, stage: str, kinds: list[str]) -> None:
    assert [document.kind.value for document in of(getattr(life, stage)())] == kinds


def test_extending_and_apologising_late_issue_an_apology_of_the_competent_agency(world: World, life: Lives) -> None:
    extended, late = life.in_process(), life.in_process()

    life.do("extend", extended, at=LATER, new_day=date(2026, 11, 27), reason="Phải xác minh")
    life.do("apologise", late, at=vn("2026-11-25 09:00"), expected_on=date(2026, 11, 30), reason="Chờ xác minh")

    first, second = of(extended)[-1], of(late)[-1]
    assert (first.number, second.number, first.agency_id) == ("01/PXL", "02/PXL", world.rach_gia.id)
    assert (told(first)["is_extension"], told(first)["due"], told(first)["new_day"]) == (
        True,
        "17 giờ, ngày 23/11/2026",
        "27/11/2026",
    )
    assert (told(second)["is_extension"], told(second)["new_day"]) == (False, "30/11/2026")
    assert told(first)["head"]["unit"] == "Ủy ban nhân dân phường Rạch Giá"


def test_a_receipt_says_what_the_form_asks_for(world: World, life: Lives) -> None:
    dossier = life.accepted(
        persons=(factories.filer(email="thuy@example.vn"), factories.owner(authority_paper="Giấy ủy quyền 12/2026"))
    )

    says = told(of(dossier)[0])
    assert (says["code"], says["unit"]) == (given.code(dossier), world.rach_gia_centre.name)
    assert (says["person"]["name"], says["person"]["id"], says["person"]["phone"]) == (
        "Trần Thị Bích Thủy",
        "089181000123",
        "0918 012 264",
    )
    assert (says["grantor"]["name"], says["grantor"]["paper"]) == ("Trần Văn Út", "Giấy ủy quyền 12/2026")
    assert says["components"] == [{"name": "Đơn đề nghị", "originals": 1, "copies": 0}]
    assert (says["limit"], says["received"], says["due"]) == ("05 ngày làm việc", "08 giờ 00 phút, ngày 16/11/2026", "17 giờ 00 phút, ngày 23/11/2026")  # fmt: skip
    assert (says["head"], says["day"]) == (
        {"above": "UBND phường Rạch Giá", "unit": world.rach_gia_centre.name, "place": "Rạch Giá"},
        ["16", "11", "2026"],
    )


def test_a_supplement_request_names_every_item_and_is_the_agency_s_that_asks(world: World, life: Lives) -> None:
    later, before = life.awaiting_supplement(), life.filed()
    life.do("request_supplement", before, items=["Đơn", "Bản vẽ"], reason="Thiếu")

    assert of(later)[-1].agency_id == world.rach_gia.id
    assert (of(before)[0].agency_id, told(of(before)[0])["items"]) == (world.rach_gia_centre.id, ["Đơn", "Bản vẽ"])


def test_numbers_run_by_agency_form_and_year_without_a_gap(world: World, life: Lives) -> None:
    numbers = [of(life.accepted())[0].number for _ in range(3)]
    elsewhere = of(life.accepted(competent=world.phu_quoc))[0].number
    next_year = of(life.accepted(at=vn("2027-01-04 08:00")))[0].number

    assert numbers == ["01/TTPVHCC", "02/TTPVHCC", "03/TTPVHCC"]
    assert (elsewhere, next_year) == ("01/TTPVHCC", "01/TTPVHCC")
    assert sorted(NumberSeries.objects.filter(kind="receipt").values_list("agency_id", "year", "last")) == sorted(
        [(world.rach_gia_centre.id, 2026, 3), (world.phu_quoc_centre.id, 2026, 1), (world.rach_gia_centre.id, 2027, 1)]
    )


def test_a_move_that_is_taken_back_takes_its_number_back(world: World, life: Lives) -> None:
    def give_up() -> None:
        with transaction.atomic():
            life.accepted()
            raise GivenUp

    with pytest.raises(GivenUp):
        give_up()

    assert of(life.accepted())[0].number == "01/TTPVHCC"
    assert Document.objects.count() == 1


def test_the_same_fact_asked_again_has_one_document(world: World, life: Lives) -> None:
    asked: dict[str, Any] = {
        "kind": Kind.REFUSAL, "agency_id": world.rach_gia_centre.id, "subject": "thu:1", "fact": "refusal:1",
        "actor": world.who("counter", world.rach_gia_centre), "at": AT,
    }  # fmt: skip

    first = owed.issue(**asked, content={"reason": "a"})
    again = owed.issue(**asked, content={"reason": "b"})
    other = owed.issue(**(asked | {"fact": "refusal:2"}), content={"reason": "c"})

    assert (first.id, first.number) == (again.id, again.number) == (first.id, "01/PTC")
    assert other.number == "02/PTC"
    assert told(again)["reason"] == "a"
    assert [fact.payload["number"] for fact in journal.history(f"document:{first.id}")] == ["01/PTC"]


def test_the_fact_of_the_move_names_the_document_and_nothing_of_a_person(world: World, life: Lives) -> None:
    dossier = life.refused()

    payload = given.last_fact(dossier).payload
    assert (payload["document"], payload["document_number"]) == ("refusal", "01/PTC")
    assert "Bích" not in json.dumps([dict(fact.payload) for fact in journal.history(f"dossier:{dossier}")], ensure_ascii=False)


def test_what_a_document_says_is_sealed(world: World, life: Lives) -> None:
    life.accepted(persons=(factories.filer(), factories.owner()))

    kept = bytes(Document.objects.get().content_sealed)
    assert b"089181000123" not in kept
    assert "Trần".encode() not in kept
    assert "089181000123" not in everything()


def test_a_matter_of_the_same_day_gets_a_receipt_only_when_asked(world: World, life: Lives) -> None:
    dossier = life.accepted(procedure=factories.BIRTH, at=vn("2026-11-16 09:00"))
    counter = world.who("counter", world.rach_gia_centre)
    assert of(dossier) == []

    given_first = owing.give_receipt(dossier_id=dossier, actor=counter, at=LATER)
    again = owing.give_receipt(dossier_id=dossier, actor=counter, at=LATER)

    assert given_first == again
    assert [document.number for document in of(dossier)] == ["01/TTPVHCC"]
    assert told(given_first)["limit"] == "Trong ngày làm việc"
    assert given.dossier(dossier).state == State.RECEIVED


def test_who_is_not_at_the_counter_gives_no_receipt(world: World, life: Lives) -> None:
    dossier = life.accepted(procedure=factories.BIRTH)

    with pytest.raises(MoveNotAllowed):
        owing.give_receipt(dossier_id=dossier, actor=world.who("counter", world.phu_quoc_centre), at=LATER)


def test_a_test_dossier_takes_no_number(world: World, life: Lives) -> None:
    dossier = life.in_process(is_test=True)

    assert of(dossier) == []
    with pytest.raises(owing.TestHasNoDocuments):
        owing.give_receipt(dossier_id=dossier, actor=world.who("counter", world.rach_gia_centre), at=LATER)


def test_a_set_of_dossiers_gets_its_receipts_one_after_another(world: World, life: Lives) -> None:
    filings = [
        (
            factories.filing(
                centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, persons=(factories.filer(name=f"Người {n}"),)
            ),
            dossiers.RequestKey.of(sender="lo", key=str(n), asked=n),
        )
        for n in range(30)
    ]  # fmt: skip

    filed = dossiers.file_many(filings=filings, actor=world.who("counter", world.rach_gia_centre), at=AT, accept=True)

    receipts = [of(one.dossier_id)[0] for one in filed if isinstance(one, dossiers.DossierMoved)]
    assert [receipt.number for receipt in receipts] == [f"{n:02d}/TTPVHCC" for n in range(1, 31)]
    assert [told(receipt)["code"] for receipt in receipts] == [
        one.code for one in filed if isinstance(one, dossiers.DossierMoved)
    ]
    assert told(receipts[4])["person"]["name"] == "Người 4"
    assert given.last_fact(receipts[4].subject.split(":")[1]).payload["document_number"] == "05/TTPVHCC"  # type: ignore[arg-type]


def test_four_hundred_components_and_an_organisation_are_kept_whole(world: World, life: Lives) -> None:
    papers = tuple(Paper(name=f"Giấy tờ số {n} #[x] $y$ {{z}}", copies=1) for n in range(400))
    filer = factories.filer(name="Công ty TNHH <script>alert(1)</script> *Sao* 😀", is_organisation=True, id_number="1800123456")
    assert filer.part is Part.FILER

    says = told(of(life.accepted(papers=papers, persons=(filer,)))[0])

    assert len(says["components"]) == 400
    assert (says["person"]["name"], says["person"]["is_organisation"]) == (filer.name, True)
