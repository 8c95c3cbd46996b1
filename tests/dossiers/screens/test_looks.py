"""Who opened a dossier leaves a trace: its applicant reads of it by agency, who inspects by person, and nobody else at all."""

import pytest
from tests.dossiers import given
from tests.dossiers.factories import ID_NUMBER, PHONE
from tests.dossiers.given import AT, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Look
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, Role


def traces() -> list[tuple[int | None, int | None, str, bool]]:
    return list(Look.objects.order_by("id").values_list("user_id", "agency_id", "purpose", "numbers"))


def test_the_page_the_form_of_a_move_and_the_numbers_each_leave_their_trace(world: World, life: Lives, now: Now) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    browser = Browser(official)

    browser.open(page_of(dossier))
    form = browser.open(page_of(dossier) + "complete_step/").form("seen")
    browser.post(page_of(dossier) + "so-that/", purpose="Gọi xác minh").says(ID_NUMBER)
    browser.client.post(page_of(dossier) + "complete_step/", form.values)

    who = (official.user_id, world.rach_gia.id)
    assert traces() == [
        (*who, "Mở hồ sơ", False), (*who, "Xong bước", False), (*who, "Gọi xác minh", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "post", "seen_as"),
    [
        ("counter", "rach_gia_centre", "rach_gia_centre"),
        ("head", "rach_gia", "rach_gia"),
        ("official", "police", "police"),
        ("inspector", "top", "top"),
        ("reform", "office", "office"),
    ],
)
def test_a_look_is_that_of_the_agency_with_a_part_in_the_dossier_or_of_the_one_that_oversees(
    world: World, life: Lives, now: Now, role: str, post: str, seen_as: str
) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, agency_id=world.police.id, content="?", due_at=vn("2026-11-20 17:00"))

    Browser(world.who(role, getattr(world, post))).open(page_of(dossier))

    assert [agency for _user, agency, *_ in traces()] == [getattr(world, seen_as).id]


def test_the_applicant_reads_which_agency_opened_the_dossier_and_its_numbers_and_when_but_no_name(
    world: World, life: Lives, now: Now
) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    nobody = Browser().follow(given.code(dossier), PHONE)
    nobody.says("Chưa cơ quan nào mở.")
    for moment in ("2026-11-16 08:00", "2026-11-16 09:00", "2026-11-17 08:00", "2026-11-17 09:00"):  # once a day
        now.at = vn(moment)
        Browser(official).open(page_of(dossier))
    now.at = vn("2026-11-17 10:30")
    Browser(world.who("counter", world.rach_gia_centre)).post(page_of(dossier) + "so-that/", purpose="Gọi bà Thủy xác minh")

    page = Browser().follow(given.code(dossier), PHONE)

    section = page.words.partition("Cơ quan nào đã xem hồ sơ này")[2]
    assert f"{world.rach_gia.name} Mở hồ sơ 2 lần, gần nhất thứ Ba 17/11, 09:00" in section
    numbers = "Xem số điện thoại, số định danh đầy đủ 1 lần, gần nhất thứ Ba 17/11, 10:30"
    assert f"{world.rach_gia_centre.name} {numbers}" in section
    assert official.name not in page.text
    assert "Gọi bà" not in page.text


def test_who_inspects_reads_by_person_who_opened_it_and_what_for(world: World, life: Lives, now: Now) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    Browser(official).post(page_of(dossier) + "so-that/", purpose="Gọi xác minh")

    page = Browser(world.who("inspector", world.top)).open(page_of(dossier))

    page.says("Ai đã xem", official.name, "Gọi xác minh", "xem số đầy đủ")
    for role, place in (
        ("official", world.rach_gia),
        ("head", world.rach_gia),
        ("leader", world.rach_gia),
        ("control", world.office),
    ):
        assert "Ai đã xem" not in Browser(world.who(role, place)).open(page_of(dossier)).text


def test_an_inspector_of_one_commune_reads_no_looks_of_another(world: World, life: Lives, now: Now) -> None:
    theirs, others = life.in_process(competent=world.phu_quoc), life.in_process()
    inspector = given.official(Role.INSPECTOR, world.phu_quoc, username="inspector.phu_quoc")
    for dossier in (theirs, others):
        Look.objects.create(dossier_id=dossier, user_id=inspector.user_id, agency_id=world.top.id, at=AT, purpose="x")

    def read(dossier: int) -> int:
        return len(dossiers.looks_by_person(detail=given.dossier_detail(dossier), actor=inspector, at=AT))

    assert (read(theirs), read(others)) == (1, 0)


def test_looks_of_many_are_read_in_one_statement(world: World, life: Lives) -> None:
    dossier = life.in_process()
    detail, inspector = given.dossier_detail(dossier), world.who("inspector", world.top)
    for _ in range(60):
        dossiers.record_look(dossier_id=detail.dossier.id, standing=detail.standing, actor=inspector, at=AT, purpose="x")
    dossiers.record_look(dossier_id=detail.dossier.id, standing=detail.standing, actor=SYSTEM, at=AT, purpose="x")

    assert len(statements(lambda: dossiers.looks_by_agency(dossier_id=dossier))) == 1
    assert [(one.agency_id, one.opened, one.numbers) for one in dossiers.looks_by_agency(dossier_id=dossier)] == [
        (world.top.id, 1, 0)
    ]
    assert len(dossiers.looks_by_person(detail=detail, actor=inspector, at=AT)) == 50


def test_who_inspects_the_province_reads_every_look_from_the_inspectorate(world: World, life: Lives) -> None:
    new = organization.NewAgency(
        name="Thanh tra tỉnh", kind=organization.Kind.INSPECTORATE, level=organization.Level.PROVINCE, parent_id=world.top.id
    )
    inspectorate = organization.create_agency(new=new, actor=SYSTEM, at=AT, valid_from=given.SINCE)
    inspector = given.official(Role.INSPECTOR, inspectorate, username="inspector.inspectorate")
    detail = given.dossier_detail(life.in_process())
    dossiers.record_look(
        dossier_id=detail.dossier.id, standing=detail.standing, actor=world.who("official", world.rach_gia), at=AT, purpose="x"
    )

    assert len(dossiers.looks_by_person(detail=detail, actor=inspector, at=AT)) == 1
