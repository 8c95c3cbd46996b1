"""How many dossiers went back: per unit and period, each number with exactly its dossiers."""

from datetime import timedelta
from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, LATER, Lives, World
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.queries.papers.returns import UnknownCount
from motcua.organization.public import Actor

SINCE, UNTIL = AT - timedelta(days=1), AT + timedelta(days=30)
LATE = LATER + timedelta(days=1)


def _counts(actor: Actor) -> dict[int, tuple[int, ...]]:
    found = dossiers.returned_by_unit(actor=actor, since=SINCE, until=UNTIL)
    return {one.agency_id: (one.once, one.again, one.at_reception, one.at_appraisal, one.told_late) for one in found}


@pytest.fixture
def returned(world: World, life: Lives) -> dict[str, int]:
    """One sent back at reception and late, one at appraisal, one twice, one for test, one never."""
    clerk, official, head = (
        world.who("counter", world.rach_gia_centre), world.who("official", world.rach_gia), world.who("head", world.rach_gia),
    )  # fmt: skip
    life.filed()
    ids = {"reception": life.filed(), "appraisal": life.in_process(), "twice": life.in_process()}
    dossiers.request_supplement(dossier_id=ids["reception"], items=["Đơn"], reason="Thiếu", actor=clerk, at=LATE)
    for name in ("appraisal", "twice"):
        dossiers.request_supplement(dossier_id=ids[name], items=["Đơn"], reason="Thiếu", actor=official, at=LATE)
    dossiers.receive_supplement(dossier_id=ids["twice"], actor=clerk, at=LATE)
    dossiers.request_supplement(dossier_id=ids["twice"], items=["Ảnh"], reason="Thiếu", again_reason="Sót", actor=head, at=LATE)
    return ids


def test_each_unit_is_counted_for_what_it_sent_back(world: World, returned: dict[str, int]) -> None:
    inspector = world.who("inspector", world.top)

    assert _counts(inspector) == {world.rach_gia_centre.id: (1, 0, 1, 0, 1), world.rach_gia.id: (1, 1, 0, 2, 0)}
    assert dossiers.returned_by_unit(actor=inspector, since=UNTIL, until=UNTIL + timedelta(1)) == ()
    assert _counts(world.who("official", world.construction)) == {}


@pytest.mark.parametrize(
    ("count", "at", "names"),
    [
        ("once", "rach_gia", {"appraisal"}), ("again", "rach_gia", {"twice"}), ("at_appraisal", "rach_gia", {"appraisal", "twice"}),
        ("at_reception", "rach_gia_centre", {"reception"}), ("told_late", "rach_gia_centre", {"reception"}), ("data_asked", "rach_gia", set()),
    ],
)  # fmt: skip
def test_each_number_opens_its_dossiers(world: World, returned: dict[str, int], count: str, at: str, names: set[str]) -> None:
    ask: dict[str, Any] = {"count": count, "agency_id": world.place[at].id, "since": SINCE, "until": UNTIL}

    found = dossiers.returned_dossiers(actor=world.who("inspector", world.top), **ask)

    assert {line.id for line in found.rows} == {returned[name] for name in names}
    assert dossiers.returned_dossiers(actor=world.who("official", world.construction), **ask).rows == ()


def test_a_page_goes_on_where_the_last_one_ended(world: World, returned: dict[str, int]) -> None:
    ask: dict[str, Any] = {
        "actor": world.who("inspector", world.top),
        "count": "at_appraisal",
        "agency_id": world.rach_gia.id,
        "since": SINCE,
        "until": UNTIL,
    }

    first = dossiers.returned_dossiers(**ask, size=1)
    second = dossiers.returned_dossiers(**ask, size=1, cursor=first.next)

    assert [line.id for line in (*first.rows, *second.rows)] == [returned["twice"], returned["appraisal"]]
    with pytest.raises(UnknownCount):
        dossiers.returned_dossiers(**(ask | {"count": "1; drop"}))


def test_the_page_has_a_line_for_each_unit_and_its_numbers_open(world: World, returned: dict[str, int], now: Now) -> None:
    now.at, browser = LATE, Browser(world.who("head", world.rach_gia))

    browser.open("/can-bo/tra-lai/").says("Rạch Giá", "Từ hai lần", "so=again")

    path = f"/can-bo/tra-lai/ho-so/?so=again&don-vi={world.rach_gia.id}"
    browser.open(path).says(given.code(returned["twice"]))
