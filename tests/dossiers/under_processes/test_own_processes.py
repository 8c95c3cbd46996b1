"""A dossier runs under the process of the agency that decides it, on the line of its case, and keeps it."""

from datetime import timedelta

import pytest
from tests.dossiers import factories, given
from tests.dossiers.given import AT, Lives, World
from tests.dossiers.pages import Browser
from tests.dossiers.under_processes.approved import SHORT, approve, step
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.foundation.errors import NotAllowed, NotFound
from motcua.organization import public as organization
from motcua.organization.public import Role


def test_the_deciding_agencys_own_process_is_pinned(world: World, life: Lives) -> None:
    approve(world, *SHORT)

    own, other = life.accepted(), life.accepted(competent=world.phu_quoc)

    assert [step.kind for step in given.dossier_detail(own).steps] == ["receive", "sign", "return"]
    assert len(given.dossier_detail(other).steps) == 6


def test_a_dossier_keeps_the_process_it_began_with(world: World, life: Lives) -> None:
    before = life.in_process()

    approve(world, *SHORT, own=False, days=1)
    after = life.in_process(at=AT + timedelta(days=1))

    assert [step.kind for step in given.dossier_detail(before).steps] == [
        "receive",
        "examine",
        "review",
        "sign",
        "issue",
        "return",
    ]
    assert [step.kind for step in given.dossier_detail(after).steps] == ["receive", "sign", "return"]
    assert life.done(at=AT + timedelta(days=1))


def test_a_step_may_have_as_long_a_name_as_a_process_gives_it(world: World, life: Lives) -> None:
    approve(world, SHORT[0], step(2, "sign", Role.LEADER, name="Ký " * 100), SHORT[2])

    assert given.open_step(life.in_process()).name == "Ký " * 100


def test_a_dossier_goes_the_line_of_its_case(world: World, life: Lives) -> None:
    house, road = "(1.7) Đối với công trình nhà ở riêng lẻ", "(1.2) Đối với công trình theo tuyến"
    steps = (
        step(1, "receive", Role.COUNTER),
        step(2, "examine", Role.OFFICIAL, case=house),
        step(3, "examine", Role.OFFICIAL, case=road),
        step(4, "review", Role.HEAD, case=road),
        step(5, "sign", Role.LEADER),
        step(6, "return", Role.COUNTER),
    )
    approve(world, *steps, code=factories.BUILDING)

    done = life.done(procedure=factories.BUILDING, case=house)
    on_its_way = life.in_process(procedure=factories.BUILDING, case=road)
    untold = life.in_process(procedure=factories.BUILDING)

    assert [step.number for step in given.dossier_detail(done).steps if step.status == "past"] == [1, 2, 5]
    assert [step.number for step in given.dossier_detail(on_its_way).steps] == [1, 3, 4, 5, 6]
    assert [step.number for step in given.dossier_detail(untold).steps] == [1, 3, 4, 5, 6], "the longest, when nobody said which"


def test_a_step_of_another_agency_is_done_and_read_there(world: World, life: Lives) -> None:
    of_police = step(3, "examine", Role.OFFICIAL, place="agency", agency_id=world.police.id)
    approve(
        world,
        SHORT[0],
        step(2, "examine", Role.OFFICIAL),
        of_police,
        step(4, "sign", Role.LEADER),
        step(5, "return", Role.COUNTER),
    )
    dossier = life.in_process()
    life.do("complete_step", dossier)
    officer = world.who("official", world.police)

    assert dossiers.dossier_for_staff(code=given.code(dossier), actor=officer, at=AT).standing.step_agency_id == world.police.id
    life.do("complete_step", dossier, actor=officer)
    assert given.dossier_detail(dossier).standing.step_agency_id == world.rach_gia.id


def test_a_test_dossier_tries_an_approved_process_before_its_first_day(world: World, life: Lives) -> None:
    coming = approve(world, *SHORT, days=30)

    tried, real = life.in_process(is_test=True, process_id=coming), life.in_process()

    assert [step.kind for step in given.dossier_detail(tried).steps] == ["receive", "sign", "return"]
    assert given.dossier(tried).process_id == coming
    assert len(given.dossier_detail(real).steps) == 6
    with pytest.raises(NotAllowed, match="procedure control"):
        life.filed(process_id=coming)
    with pytest.raises(NotFound):
        life.filed(is_test=True, process_id=approve(world, *SHORT, code=factories.BUILDING))


def test_who_tests_chooses_it_at_the_counter(world: World, now: Now) -> None:
    coming = approve(world, *SHORT, days=30)
    counter = world.who("counter", world.rach_gia_centre)
    address = f"/can-bo/tiep-nhan/{factories.FIVE_DAYS}/"
    assert "process_id" not in Browser(counter).open(address).form("name").names

    assert counter.user_id
    organization.appoint(
        user_id=counter.user_id, role=Role.CONTROL, agency_id=world.rach_gia_centre.id, actor=organization.SYSTEM, at=AT,
        valid_from=given.SINCE,
    )  # fmt: skip
    tester = Browser(counter)
    form = tester.open(address).form("name")
    tester.send(address, form, name="Người thử", phone="0918012264", is_test="on", process_id=str(coming))

    assert [step.kind for step in given.dossier_detail(Dossier.objects.get().pk).steps] == ["receive", "sign", "return"]
