"""The consultations that the approved process names are ready to be sent where the dossier is handled."""

from dataclasses import replace

import pytest
from tests.api.calls import Api, token_of
from tests.dossiers import given
from tests.dossiers.given import AT, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.under_processes.approved import SHORT, approve, step
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Consultation
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization.public import Role


def consult(number: int, **more: object) -> object:
    values = {"name": "Lấy ý kiến", "place": "agency", "beside": "examine2", "minutes": 480}
    return step(number, "consult", Role.OFFICIAL, **(values | more))


@pytest.fixture
def dossier(world: World, life: Lives) -> int:
    """Under a process that asks three agencies while it is examined, one of them by a rule."""
    approve(
        world,
        SHORT[0],
        step(2, "examine", Role.OFFICIAL),
        consult(3, agency_id=world.police.id, work="Điều kiện phòng cháy"),
        consult(4, agency_id=world.environment.id, minutes=960),
        consult(5, agency="Công an xã nơi có đất", work="Nguồn gốc đất"),
        step(6, "sign", Role.LEADER),
        step(7, "return", Role.COUNTER),
    )
    return life.in_process()


def left(dossier: int) -> list[int]:
    return [one.number for one in given.dossier_detail(dossier).expected_consultations]


def refusal(life: Lives, dossier: int, **arguments: object) -> str:
    with pytest.raises(DomainError) as caught:
        life.do("consult", dossier, **arguments)
    return caught.value.code


def test_the_process_says_whom_to_ask_what_and_until_when(dossier: int, world: World) -> None:
    police, environment, by_rule = given.dossier_detail(dossier).expected_consultations

    assert (police.agency_id, police.content, police.due_at) == (
        world.police.id,
        "Điều kiện phòng cháy",
        vn("2026-11-17 08:00"),  # one working day after Monday morning
    )
    assert (environment.content, environment.due_at) == ("Lấy ý kiến", vn("2026-11-18 08:00"))
    assert (by_rule.agency_id, by_rule.agency) == (None, "Công an xã nơi có đất")


def test_one_of_them_is_asked_as_the_process_has_it(dossier: int, world: World, life: Lives) -> None:
    life.do("consult", dossier, number=3)

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.agency_id, asked.number, asked.content, asked.due_at) == (
        world.police.id, 3, "Điều kiện phòng cháy", vn("2026-11-17 08:00"),
    )  # fmt: skip
    assert given.recorded(dossier, "consult")["number"] == 3
    assert left(dossier) == [4, 5]


def test_what_is_changed_before_sending_stays_the_one_of_the_process(dossier: int, world: World, life: Lives) -> None:
    life.do("consult", dossier, number=3, content="Chỉ hỏi về lối thoát nạn", due_at=vn("2026-11-19 17:00"))

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.number, asked.content, asked.due_at) == (3, "Chỉ hỏi về lối thoát nạn", vn("2026-11-19 17:00"))


def test_where_a_rule_names_the_agency_the_official_says_which(dossier: int, world: World, life: Lives) -> None:
    assert refusal(life, dossier, number=5) == "bad_consultation"

    life.do("consult", dossier, number=5, agency_id=world.construction.id)

    assert Consultation.objects.get(dossier=dossier).content == "Nguồn gốc đất"
    assert left(dossier) == [3, 4]


def test_all_that_name_their_agency_are_asked_at_once_each_with_its_fact(dossier: int, life: Lives) -> None:
    before = given.dossier(dossier)

    life.do("consult", dossier)

    after = given.dossier(dossier)
    facts = journal.history(f"dossier:{dossier}")
    assert [(fact.name, fact.payload["number"]) for fact in facts[-2:]] == [("ConsultationAsked", 3), ("ConsultationAsked", 4)]
    assert (after.moves, len(facts), after.due_at) == (before.moves + 2, before.moves + 2, before.due_at)
    assert left(dossier) == [5]
    assert refusal(life, dossier) == "nothing_expected"


def test_an_agency_of_two_questions_is_asked_one_after_the_other(world: World, life: Lives) -> None:
    police = world.police.id
    examined = (SHORT[0], step(2, "examine", Role.OFFICIAL))
    asked = (consult(3, agency_id=police, work="Một"), consult(4, agency_id=police, work="Hai"))
    approve(world, *examined, *asked, replace(SHORT[1], number=5), replace(SHORT[2], number=6))
    dossier = life.in_process()

    life.do("consult", dossier)
    assert left(dossier) == []
    life.do("answer_consultation", dossier, answer="Đạt", agrees=True)

    assert left(dossier) == [4]


def test_asked_freely_it_is_still_what_the_process_wants_of_that_agency(dossier: int, world: World, life: Lives) -> None:
    life.do("consult", dossier, agency_id=world.police.id, content="Đủ chưa?", due_at=vn("2026-11-19 17:00"))
    life.do("consult", dossier, agency_id=world.construction.id, content="Đúng quy hoạch?", due_at=vn("2026-11-19 17:00"))

    assert list(Consultation.objects.order_by("id").values_list("number", flat=True)) == [3, None]
    assert left(dossier) == [4, 5]


def test_what_was_asked_is_not_expected_again_when_the_step_comes_back(dossier: int, world: World, life: Lives) -> None:
    life.do("consult", dossier)
    life.do("complete_step", dossier, waive_reason="Gấp")
    assert left(dossier) == []

    life.do("return_step", dossier, reason="Xem lại")

    assert left(dossier) == [5]
    assert refusal(life, dossier, number=3) == "nothing_expected"


def test_the_api_tells_what_is_expected_and_sends_it_by_its_number(dossier: int, world: World, now: Now) -> None:
    now.at = AT
    official, code = Api(token_of(world.who("official", world.rach_gia), world)), given.code(dossier)
    assert official.get(f"/dossiers/{code}").json()["expected_consultations"][0] == {
        "number": 3, "agency_id": world.police.id, "agency": "", "content": "Điều kiện phòng cháy", "due_at": "2026-11-17T08:00:00+07:00",
    }  # fmt: skip

    official.move(code, "consult", number=3)

    assert [one["number"] for one in official.get(f"/dossiers/{code}").json()["expected_consultations"]] == [4, 5]


def test_the_page_sends_one_by_a_press_and_the_rest_by_another(dossier: int, world: World, now: Now) -> None:
    official, address = Browser(world.who("official", world.rach_gia)), page_of(dossier)
    page = official.open(address)
    page.says("Quy trình cần lấy ý kiến", "Công an tỉnh", "Điều kiện phòng cháy", "Gửi cả 2 cơ quan", "Chọn cơ quan rồi gửi")
    page.says("chưa hỏi ý kiến Công an tỉnh")

    page = official.send(address, page.form("number"))
    assert left(dossier) == [4, 5]
    official.post(page_of(dossier, "consult/"), seen=str(given.dossier(dossier).moves), key="mot-lan-bam")
    assert left(dossier) == [5]


def test_the_form_comes_filled_in_and_may_be_changed(dossier: int, world: World, now: Now) -> None:
    official, address = Browser(world.who("official", world.rach_gia)), page_of(dossier, "consult/")

    form = official.open(address, **{"y-kien": "3"}).form("content")
    assert (form.values["content"], form.values["agency_id"]) == (["Điều kiện phòng cháy"], [str(world.police.id)])

    official.send(address, form, content=" ", status=422).says("Ghi nội dung hỏi.")
    official.send(address, form, content="Lối thoát nạn")
    assert Consultation.objects.get(dossier=dossier).content == "Lối thoát nạn"


def test_who_may_not_consult_sees_what_is_not_asked_and_no_button(dossier: int, world: World, now: Now) -> None:
    page = Browser(world.who("counter", world.rach_gia_centre)).open(page_of(dossier))

    page.says("Quy trình cần lấy ý kiến", "Chưa hỏi")
    assert "Gửi hỏi" not in page.text
