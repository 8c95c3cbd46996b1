"""Where procedure control begins: for whom, and every door opens."""

import re
from html import unescape

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, World
from tests.dossiers.pages import Browser

from motcua.foundation.confidence import Confidence
from motcua.organization.public import Role
from motcua.simplification.operations.judge import ask_hour_price

HUB = "/kiem-soat/"


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("control", "office", 200),
        ("counter", "rach_gia_centre", 403),
        ("official", "construction", 403),
        ("operator", "top", 403),
    ],
)
def test_the_page_is_for_procedure_control(world: World, role: str, place: str, status: int) -> None:
    assert Browser(world.who(role, getattr(world, place))).client.get(HUB).status_code == status


@pytest.mark.parametrize("role", ["control", "leader"])
def test_every_number_and_every_door_opens(world: World, role: str) -> None:
    control = Browser(
        world.who("control", world.office)
        if role == "control"
        else given.official(Role.LEADER, world.top, username="lanhdao.tinh")
    )
    page = control.client.get(HUB).content.decode()
    doors = {unescape(found) for found in re.findall(r'class="(?:tile|door)" href="([^"]+)"', page)}

    assert len(doors) > 12
    assert {door: control.client.get(door, follow=True).status_code for door in doors} == dict.fromkeys(doors, 200)


def test_the_menu_has_one_door_for_control_and_one_for_departments(world: World) -> None:
    shown = {
        role: set(
            re.findall(
                r'href="(/kiem-soat/[^"]*)"', Browser(world.who(role, place)).client.get("/can-bo/", follow=True).content.decode()
            )
        )
        for role, place in (("control", world.office), ("official", world.construction), ("counter", world.rach_gia_centre))
    }
    assert shown == {"control": {"/kiem-soat/"}, "official": {"/kiem-soat/quy-trinh/"}, "counter": set()}


def test_where_nothing_waits_one_sentence_says_so_and_the_tiles_of_processes_show_their_turn(world: World) -> None:
    control = Browser(world.who("control", world.office))
    empty = control.client.get(HUB).content.decode()
    ask_hour_price(
        valid_from=AT.date(), amount=33_000, basis="Thống kê", confidence=Confidence.READ, actor=world.who("control", world.office), at=AT
    )  # fmt: skip
    busy = control.client.get(HUB).content.decode()

    assert "Không có việc nào đang chờ." in empty
    assert "chờ duyệt" not in empty, "and no row of zeros"
    assert "Không có việc nào đang chờ." not in busy
    assert "giá một giờ chờ duyệt" in busy
    for turn in re.findall(r'href="(/kiem-soat/quy-trinh/\?tt=[^"]+)"', busy):
        assert (
            'aria-current="page"' in control.client.get(turn).content.decode().partition('class="tabs"')[2].partition("</nav>")[0]
        )
