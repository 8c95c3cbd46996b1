"""The documents owed, on the pages of staff and of the applicant: listed, printed, kept, noted."""

import pytest
from tests.dossiers import factories, given
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now
from tests.owed_documents.papers import words_of

from motcua.dossiers.models import Dossier, Look
from motcua.organization.models import Agency, User
from motcua.owed_documents import public as owed
from motcua.owed_documents.models import Handing, KeptPrint


def pdf_of(dossier: int, kind: str) -> str:
    """The address of the latest document of a kind, for staff."""
    document = [one for one in owed.issued(subject=f"dossier:{dossier}") if one.kind == kind][-1]
    return page_of(dossier, f"giay-phieu/{document.id}/")


def bytes_of(browser: Browser, address: str, status: int = 200) -> bytes:
    response = browser.client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content


def test_the_page_lists_what_was_issued_with_number_and_issuer(world: World, life: Lives, now: Now) -> None:
    dossier = life.awaiting_supplement()

    page = Browser(world.who("official", world.rach_gia)).open(page_of(dossier))

    page.says("Giấy, phiếu đã cấp", "01/TTPVHCC", "01/PKS", "01/PBS")
    assert "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ" in page.words


def test_right_after_receiving_there_is_a_door_to_the_receipt(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.filed())
    now.at = LATER

    page = Browser(world.who("counter", world.rach_gia_centre)).move(code, "accept")

    page.says("In giấy tiếp nhận hồ sơ và hẹn trả kết quả số 01/TTPVHCC")
    assert pdf_of(Dossier.objects.get().pk, "receipt") in page.text


def test_a_receipt_says_number_person_and_promise_and_is_noted(world: World, life: Lives, now: Now) -> None:
    dossier, counter = life.accepted(), world.who("counter", world.rach_gia_centre)
    browser = Browser(counter)

    response = browser.client.get(pdf_of(dossier, "receipt"))

    words = words_of(response.content)
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    for said in (
        "Số: 01/TTPVHCC",
        "Trần Thị Bích Thủy",
        factories.ID_NUMBER,
        given.code(dossier),
        "17 giờ 00 phút, ngày 23/11/2026",
    ):
        assert said in words
    assert "http://testserver/tra-ho-so/" in words
    look = Look.objects.get(dossier=dossier)
    assert (look.user_id, look.numbers) == (counter.user_id, True)
    assert "01/TTPVHCC" in look.purpose
    assert list(Handing.objects.values_list("user_id", "at")) == [(counter.user_id, now.at)]


def test_a_document_is_given_for_ever_as_it_was_first(world: World, life: Lives, now: Now) -> None:
    dossier, browser = life.accepted(), Browser(world.who("counter", world.rach_gia_centre))
    first = bytes_of(browser, pdf_of(dossier, "receipt"))

    Agency.objects.filter(pk=world.rach_gia_centre.id).update(name="Trung tâm đã đổi tên")
    User.objects.update(full_name="Người khác")
    life.do("correct", dossier, at=LATER, reason="Gõ nhầm", persons=(factories_correction("Tên đã sửa"),))
    given.forget()
    now.at = vn("2027-01-05 09:00")

    assert bytes_of(browser, pdf_of(dossier, "receipt")) == first
    assert KeptPrint.objects.count() == 1
    assert Handing.objects.count() == 2
    assert b"%PDF" not in bytes(KeptPrint.objects.get().pdf_sealed)


def factories_correction(name: str) -> object:
    from motcua.dossiers.public import Correction  # noqa: PLC0415

    return Correction(name=name)


def test_what_was_said_at_the_time_is_printed_also_when_printed_late(world: World, life: Lives, now: Now) -> None:
    dossier = life.accepted()
    life.do("correct", dossier, at=LATER, reason="Gõ nhầm", persons=(factories_correction("Tên Đã Sửa"),))

    words = words_of(bytes_of(Browser(world.who("counter", world.rach_gia_centre)), pdf_of(dossier, "receipt")))

    assert "Trần Thị Bích Thủy" in words
    assert "Tên Đã Sửa" not in words


def test_a_control_sheet_grows_while_the_dossier_is_open_and_is_then_kept(world: World, life: Lives, now: Now) -> None:
    dossier, browser = life.consulted(), Browser(world.who("head", world.rach_gia))

    early = words_of(bytes_of(browser, pdf_of(dossier, "control_sheet")))
    assert "Hồ sơ chưa kết thúc: phiếu ghi đến 08 giờ 00 phút, ngày 16/11/2026" in early
    assert "Công an tỉnh" in early
    assert KeptPrint.objects.count() == 0

    life.do("answer_consultation", dossier, at=vn("2026-11-25 09:00"), answer="Đạt", agrees=True)
    life.do("stop", dossier, at=vn("2026-11-25 10:00"), reason="Đối tượng không còn")
    now.at = vn("2026-11-26 09:00")
    last = bytes_of(browser, pdf_of(dossier, "control_sheet"))
    assert "Hồ sơ đã kết thúc 10 giờ 00 phút, ngày 25/11/2026" in words_of(last)
    assert "Quá hạn Trả lời ý kiến" in words_of(last)
    now.at = vn("2026-12-26 09:00")
    assert bytes_of(browser, pdf_of(dossier, "control_sheet")) == last


def test_who_has_no_part_in_a_dossier_prints_nothing_of_it(world: World, life: Lives, now: Now) -> None:
    dossier, other = life.accepted(), life.accepted(competent=world.phu_quoc)
    stranger = Browser(world.who("official", world.phu_quoc))

    bytes_of(stranger, pdf_of(dossier, "receipt"), status=404)
    number = pdf_of(dossier, "receipt").rstrip("/").rpartition("/")[2]
    bytes_of(stranger, page_of(other, f"giay-phieu/{number}/"), status=404)
    awaited = life.awaiting_supplement()  # any counter may take the supplement in, and sees no person
    bytes_of(Browser(world.who("counter", world.phu_quoc_centre)), pdf_of(awaited, "receipt"), status=403)
    assert Browser().client.get(pdf_of(dossier, "receipt")).status_code == 302
    assert Handing.objects.count() == 0


@pytest.mark.parametrize("number", [factories.PHONE, factories.ID_NUMBER])
def test_the_applicant_opens_what_is_meant_for_applicants_after_the_second_factor(
    world: World, life: Lives, now: Now, number: str
) -> None:
    dossier = life.awaiting_supplement()
    code = given.code(dossier)
    mine = {one.kind.value: f"/tra-ho-so/{code}/giay-phieu/{one.id}/" for one in owed.issued(subject=f"dossier:{dossier}")}
    stranger = Browser()
    assert stranger.client.get(mine["receipt"]).status_code == 302

    citizen = Browser()
    page = citizen.follow(code, number)

    page.says(mine["receipt"], mine["supplement_request"])
    assert mine["control_sheet"] not in page.text
    assert "Bản vẽ" in words_of(bytes_of(citizen, mine["supplement_request"]))
    bytes_of(citizen, mine["control_sheet"], status=404)
    assert Handing.objects.get().user_id is None


def test_a_session_that_has_ended_opens_no_document(world: World, life: Lives, now: Now) -> None:
    dossier, citizen = life.accepted(), Browser()
    address = f"/tra-ho-so/{given.code(dossier)}/giay-phieu/{owed.issued(subject=f'dossier:{dossier}')[0].id}/"
    citizen.follow(given.code(dossier), factories.PHONE)
    assert citizen.client.get(address).status_code == 200

    now.at = vn("2026-11-16 08:31")

    assert citizen.client.get(address).status_code == 302


def test_who_receives_a_same_day_matter_may_give_the_receipt_that_is_asked_for(world: World, life: Lives, now: Now) -> None:
    dossier = life.accepted(procedure=factories.BIRTH, at=AT)
    browser = Browser(world.who("counter", world.rach_gia_centre))
    page = browser.open(page_of(dossier))
    page.says("Cấp giấy tiếp nhận", "Chưa cấp giấy, phiếu nào.")

    page = browser.send(page_of(dossier), page.form("cap-giay-tiep-nhan"))

    page.says("Đã cấp giấy tiếp nhận.", "01/TTPVHCC")
    assert "cap-giay-tiep-nhan" not in page.text
    assert "cap-giay-tiep-nhan" not in Browser(world.who("official", world.rach_gia)).open(page_of(dossier)).text


def test_the_list_of_documents_costs_one_statement(world: World, life: Lives, now: Now) -> None:
    dossier, browser = life.awaiting_supplement(), Browser(world.who("official", world.rach_gia))

    asked = statements(lambda: browser.open(page_of(dossier)))

    assert len([one for one in asked if "owed_documents" in one]) == 1
