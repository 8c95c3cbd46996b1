"""Handing the result over: each way with its own evidence, to the applicant or an authorised person; the way changed in time."""

from datetime import date

import pytest
from tests.dossiers import given
from tests.dossiers.given import LATER, Lives, World
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.rows import everything
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Handover as Row
from motcua.dossiers.public import Channel, Handover, Receiver, State
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal

POSTED = Handover(postal_number="RR123456789VN", posted_on=date(2026, 11, 17))
NUMBER = "089181000777"
AUTHORISED = Handover(
    receiver=Receiver.AUTHORISED, name="Lê Thị Sáu", id_number=NUMBER, authority_paper="Giấy ủy quyền 12/2026", originals_returned=True
)  # fmt: skip


@pytest.mark.parametrize(
    ("way", "handover", "evidence"),
    [
        (Channel.POSTAL, None, "RR123456789VN"),
        (Channel.POSTAL, POSTED, ""),
        (Channel.ONLINE, Handover(electronic_at="Kho dữ liệu điện tử"), ""),
        (Channel.DIRECT, None, ""),
        (Channel.DIRECT, AUTHORISED, ""),
    ],
)
def test_each_way_has_its_evidence_and_one_line_of_text_is_still_taken(
    life: Lives, way: Channel, handover: Handover | None, evidence: str
) -> None:
    dossier = life.done(return_way=way)

    life.do("return_result", dossier, at=LATER, evidence=evidence, handover=handover)

    assert given.dossier(dossier).state == State.RETURNED


@pytest.mark.parametrize(
    ("way", "handover", "code"),
    [
        (Channel.POSTAL, None, "evidence_missing"),
        (Channel.POSTAL, Handover(postal_number="RR1"), "evidence_missing"),
        (Channel.POSTAL, Handover(postal_number="RR1", posted_on=date(2026, 11, 18)), "posted_tomorrow"),
        (Channel.ONLINE, Handover(postal_number="RR1", posted_on=date(2026, 11, 17)), "evidence_missing"),
        (Channel.DIRECT, Handover(receiver=Receiver.AUTHORISED, name="Lê Thị Sáu"), "authority_missing"),
        (Channel.DIRECT, Handover(id_number="12"), "bad_receiver_number"),
    ],
)
def test_what_does_not_prove_it_is_refused(life: Lives, way: Channel, handover: Handover | None, code: str) -> None:
    dossier = life.done(return_way=way)

    with pytest.raises(DomainError) as refused:
        life.do("return_result", dossier, at=LATER, handover=handover)

    assert refused.value.code == code
    assert given.dossier(dossier).state == State.DONE


def test_the_number_of_who_takes_it_is_sealed_and_nobody_is_named_in_the_journal(world: World, life: Lives, now: Now) -> None:
    dossier = life.done()
    life.do("return_result", dossier, at=LATER, handover=AUTHORISED)

    page = Browser(world.who("counter", world.rach_gia_centre)).open(page_of(dossier))

    assert NUMBER not in everything()
    assert "Sáu" not in str([fact.payload for fact in journal.history(f"dossier:{dossier}")])
    page.says("Lê Thị Sáu", "Giấy ủy quyền 12/2026", NUMBER[-3:])
    assert NUMBER not in page.text


def test_the_way_is_changed_before_the_result_goes_with_who_asked_and_why(world: World, life: Lives, now: Now) -> None:
    dossier = life.done()

    life.do("change_return_way", dossier, at=LATER, return_way=Channel.POSTAL, reason="Ở xa, không đến được")
    life.do("return_result", dossier, at=LATER, handover=POSTED)

    fact = next(fact for fact in journal.history(f"dossier:{dossier}") if fact.name == "ReturnWayChanged")
    assert (fact.payload["was"], fact.payload["way"], fact.payload["asked_by"]) == (1, 3, "filer")
    assert Row.objects.get(dossier=dossier).postal_number == "RR123456789VN"
    page = Browser(world.who("counter", world.rach_gia_centre)).open(page_of(dossier))
    page.says("trực tiếp → bưu chính công ích", "Ở xa, không đến được")


@pytest.mark.parametrize(
    ("stage", "way", "code"),
    [("done", Channel.DIRECT, "same_return_way"), ("returned", Channel.POSTAL, "move_not_possible")],
)
def test_a_way_is_not_changed_to_itself_nor_after_the_result_went(life: Lives, stage: str, way: Channel, code: str) -> None:
    dossier = getattr(life, stage)()

    with pytest.raises(DomainError) as refused:
        life.do("change_return_way", dossier, at=LATER, return_way=way, reason="x")

    assert refused.value.code == code


def test_the_form_asks_what_its_way_needs_and_keeps_what_was_typed(world: World, life: Lives, now: Now) -> None:
    dossier, now.at = life.done(return_way=Channel.POSTAL), LATER
    counter = Browser(world.who("counter", world.rach_gia_centre))
    path = page_of(dossier, "return_result/")

    refused = counter.send(path, counter.open(path).form("postal_number"), status=422, postal_number="RR123456789VN")

    refused.says("Chọn ngày đã gửi.")
    counter.send(path, refused.form("postal_number"), posted_on="2026-11-17")
    assert given.dossier(dossier).state == State.RETURNED
