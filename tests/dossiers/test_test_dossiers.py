"""Test dossiers prove a process from end to end: marked wherever they are shown, found by one list, in no figure at all."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.dossiers import given
from tests.dossiers.given import AT, Lives, World

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Filter, State
from motcua.foundation.errors import NotAllowed
from motcua.organization import public as organization
from motcua.organization.models import User
from motcua.organization.public import SYSTEM, Actor, Role

MARK = "Kiểm thử"


def page(actor: Actor, address: str) -> str:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def counted(actor: Actor) -> dict[Filter, int]:
    return {which: found.shown for which, found in dossiers.counts(actor=actor, at=AT + timedelta(days=30)).items()}


@pytest.fixture
def tester(world: World, life: Lives) -> Actor:
    """Counter staff of the provincial centre who hold control too."""
    user = world.who("counter", world.provincial_centre).user_id
    assert user
    organization.appoint(
        user_id=user, role=Role.CONTROL, agency_id=world.provincial_centre.id, actor=SYSTEM, at=AT, valid_from=given.SINCE
    )
    return organization.actor_of(user, at=AT)


def test_no_list_counts_a_test_dossier_and_every_list_shows_it(world: World, life: Lives) -> None:
    people = [world.who(role, world.rach_gia) for role in ("official", "head", "leader", "clerk")]
    people.append(world.who("counter", world.rach_gia_centre))
    people.append(world.who("official", world.police))
    before = [counted(actor) for actor in people]

    life.one_of_each(is_test=True)
    life.consulted(is_test=True)

    assert [counted(actor) for actor in people] == before
    rows = dossiers.worklist(actor=people[1], which=Filter.UNIT, at=AT).rows
    assert rows
    assert all(row.is_test for row in rows)
    life.in_process()
    assert counted(people[1])[Filter.UNIT] == before[1][Filter.UNIT] + 1


def test_no_figure_of_the_overview_counts_a_test_dossier(world: World, life: Lives) -> None:
    def figures() -> object:
        return dossiers.unit_counts(agency_ids=None, since=AT - timedelta(days=30), at=AT, soon=AT + timedelta(days=9))

    before, states = figures(), dossiers.tally()

    life.one_of_each(is_test=True)

    assert (figures(), dossiers.tally()) == (before, states)
    assert set(states) == {state.key for state in State}


def test_it_is_marked_wherever_staff_see_it(world: World, life: Lives, now: given.Any) -> None:
    now.at = AT
    code, head = given.code(life.in_process(is_test=True)), world.who("head", world.rach_gia)

    for address in ("/can-bo/viec-cua-toi/?loc=ca-don-vi", "/can-bo/ho-so/", f"/can-bo/tim/?q={code}", f"/can-bo/ho-so/{code}/"):
        text = page(head, address)
        assert code in text
        assert MARK in text or "Hồ sơ kiểm thử" in text, address


def test_one_list_shows_the_test_dossiers_of_a_procedure_alone(world: World, life: Lives, now: given.Any) -> None:
    now.at = AT
    tested, real = given.code(life.in_process(is_test=True)), given.code(life.in_process())
    control = world.who("control", world.office)

    text = page(control, f"/can-bo/ho-so/?thu-tuc={given.factories.FIVE_DAYS}&kiem-thu=co")

    assert tested in text
    assert real not in text


def test_only_control_at_a_counter_files_one_from_the_screen(world: World, life: Lives, tester: Actor, now: given.Any) -> None:
    now.at = AT
    address = f"/can-bo/tiep-nhan/{given.factories.FIVE_DAYS}/"
    plain = world.who("counter", world.rach_gia_centre)
    typed = {
        "key": "khoa-mot-lan", "name": "Người thử", "id_number": "089190001234", "phone": "0918012264", "channel": "direct",
        "return_way": "direct", "is_test": "on",
    }  # fmt: skip

    def filed(actor: Actor, competent: int, procedure: str) -> bool:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id))
        response = client.post(f"/can-bo/tiep-nhan/{procedure}/", typed | {"competent_id": competent})
        assert response.status_code == 302, response.content.decode()
        (line, *_) = dossiers.dossiers(actor=SYSTEM).rows
        return line.is_test

    assert 'name="is_test"' in page(tester, address)
    assert 'name="is_test"' not in page(plain, f"/can-bo/tiep-nhan/{given.factories.FIVE_DAYS}/")
    assert filed(tester, world.rach_gia.id, given.factories.FIVE_DAYS) is True
    assert filed(plain, world.rach_gia.id, given.factories.FIVE_DAYS) is False, "a tick that the page does not offer is no test"


def test_nobody_else_takes_a_dossier_out_of_the_figures_by_another_way(world: World, life: Lives) -> None:
    with pytest.raises(NotAllowed, match="procedure control"):
        life.filed(is_test=True, actor=world.who("counter", world.rach_gia_centre))
