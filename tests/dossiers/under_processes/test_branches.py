"""Passing a step offers the outcomes of the approved process; the dossier goes where the chosen one leads."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from tests.api.calls import Api, token_of
from tests.dossiers import given
from tests.dossiers.given import AT, DUE, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.under_processes.approved import SHORT, approve, step
from tests.dossiers.worlds import Now

from motcua.catalogue.public import StepOutcome
from motcua.dossiers.models import Step
from motcua.dossiers.public import Outcome, State
from motcua.foundation.errors import DomainError
from motcua.organization.public import Role


def outcomes(**named: str) -> tuple[StepOutcome, ...]:
    return tuple(StepOutcome(label=label.replace("_", " "), target=target) for label, target in named.items())


@pytest.fixture
def dossier(world: World, life: Lives) -> int:
    """Examined, with three outcomes; reviewed, which may send it back; signed; issued."""
    approve(
        world,
        SHORT[0],
        step(2, "examine", Role.OFFICIAL, outcomes=outcomes(Đạt="next", Đơn_giản="sign4", Không_đủ_điều_kiện="refuse")),
        step(3, "review", Role.HEAD, minutes=120, outcomes=outcomes(Đạt="next", Không_đạt="examine2")),
        step(4, "sign", Role.LEADER),
        step(5, "return", Role.COUNTER),
    )
    return life.in_process()


def here(dossier: int) -> int:
    return given.open_step(dossier).number


def refusal(life: Lives, dossier: int, move: str, **arguments: Any) -> str:
    with nothing_is_written(), pytest.raises(DomainError) as caught:
        life.do(move, dossier, **arguments)
    return caught.value.code


def test_an_outcome_leads_forward_over_steps_and_back_to_who_did_them(dossier: int, world: World, life: Lives) -> None:
    life.do("complete_step", dossier, branch="Đạt")
    assert given.recorded(dossier, "complete_step") | {"done": 2, "step": 3, "branch": "Đạt"} == given.recorded(
        dossier, "complete_step"
    )

    life.do("complete_step", dossier, branch="Không đạt")
    assert (here(dossier), given.open_step(dossier).assignee_id) == (2, world.who("official", world.rach_gia).user_id)

    life.do("complete_step", dossier, branch="Đơn giản")
    assert here(dossier) == 4
    assert [(one.number, one.branch) for one in Step.objects.filter(dossier=dossier).order_by("id")] == [
        (1, ""), (2, "Đạt"), (3, "Không đạt"), (2, "Đơn giản"), (4, ""),
    ]  # fmt: skip


def test_each_step_has_its_own_time_anew_and_the_promise_does_not_move(dossier: int, life: Lives) -> None:
    for hour, branch in ((9, "Đạt"), (10, "Không đạt"), (13, "Đạt"), (14, "Không đạt"), (15, "Đơn giản")):
        life.do("complete_step", dossier, at=vn(f"2026-11-16 {hour:02}:00"), branch=branch)
        row = given.dossier(dossier)
        assert (row.first_due_at, row.due_at, row.extension_count) == (DUE, DUE, 0)

    dues = [one.due_at for one in Step.objects.filter(dossier=dossier, number=3).order_by("id")]
    assert dues == [vn("2026-11-16 11:00"), vn("2026-11-16 15:00")]  # two hours from 9:00 and from 13:00


def test_the_ledger_of_a_dossier_that_went_round_has_no_gap(dossier: int, life: Lives) -> None:
    for hour, branch in ((9, "Đạt"), (10, "Không đạt"), (13, "Đơn giản")):
        life.do("complete_step", dossier, at=vn(f"2026-11-16 {hour:02}:00"), branch=branch)

    parts = given.dossier_detail(dossier, at=vn("2026-11-16 16:00")).segments

    assert all(before.end == after.start for before, after in pairwise(parts))
    assert (parts[0].start, parts[-1].end) == (AT, vn("2026-11-16 16:00"))
    assert sum(part.minutes for part in parts) == 210 + 150  # 8:00 to 11:30 and 13:30 to 16:00


def test_where_there_are_several_outcomes_one_must_be_named(dossier: int, life: Lives) -> None:
    assert refusal(life, dossier, "complete_step") == "branch_unknown"
    assert refusal(life, dossier, "complete_step", branch="Không đạt") == "branch_unknown"
    assert refusal(life, dossier, "complete_step", branch="Không đủ điều kiện") == "branch_unknown"


def test_a_process_without_outcomes_is_passed_as_ever(world: World, life: Lives) -> None:
    dossier = life.in_process()

    assert refusal(life, dossier, "complete_step", branch="Đạt") == "not_a_branch"
    life.do("complete_step", dossier)

    assert "branch" not in given.recorded(dossier, "complete_step")


def test_an_outcome_that_refuses_issues_a_refusal_with_its_reason(dossier: int, life: Lives) -> None:
    assert refusal(life, dossier, "finish", outcome=Outcome.GRANTED) == "branch_refuses"
    assert refusal(life, dossier, "finish", outcome=Outcome.REFUSED) == "refusal_needs_reason"

    life.do("finish", dossier, outcome=Outcome.REFUSED, reason="Không thuộc đối tượng")

    assert (here(dossier), given.dossier(dossier).state) == (5, State.DONE)
    assert given.recorded(dossier, "finish")["branch"] == "Không đủ điều kiện"


def test_a_step_that_was_passed_over_is_not_the_one_to_return_to(dossier: int, life: Lives) -> None:
    life.do("complete_step", dossier, branch="Đơn giản")

    life.do("return_step", dossier, reason="Xem lại")

    assert here(dossier) == 2


def test_reception_branches_too(world: World, life: Lives) -> None:
    received = step(1, "receive", Role.COUNTER, outcomes=outcomes(Thường="next", Ký_ngay="sign3"))
    approve(world, received, step(2, "examine", Role.OFFICIAL), step(3, "sign", Role.LEADER), step(4, "return", Role.COUNTER))
    dossier = life.accepted()

    assert refusal(life, dossier, "forward") == "branch_unknown"
    life.do("forward", dossier, branch="Ký ngay")

    assert (here(dossier), given.recorded(dossier, "forward")["branch"]) == (3, "Ký ngay")


def test_the_api_tells_the_outcomes_and_takes_one(dossier: int, world: World, now: Now) -> None:
    now.at = AT + timedelta(hours=1)
    official, code = Api(token_of(world.who("official", world.rach_gia), world)), given.code(dossier)

    read = official.get(f"/dossiers/{code}").json()
    assert [(one["move"], one["label"], one["to"]) for one in read["branches"]] == [
        ("complete_step", "Đạt", 3), ("complete_step", "Đơn giản", 4), ("finish", "Không đủ điều kiện", 5),
    ]  # fmt: skip
    assert {"complete_step", "finish"} <= set(read["possible_moves"])
    assert official.move(code, "complete_step", branch="Đơn giản").status_code == 200
    assert here(dossier) == 4


def test_the_page_has_a_button_for_each_outcome(dossier: int, world: World, life: Lives, now: Now) -> None:
    official, address = Browser(world.who("official", world.rach_gia)), page_of(dossier)
    page = official.open(address)
    page.says("Đạt → review 3", "Đơn giản → sign 4", "Không đủ điều kiện → Từ chối giải quyết")

    official.send(address, page.form("branch"))  # the first stands for the first outcome
    assert here(dossier) == 3

    head = Browser(world.who("head", world.rach_gia))
    head.open(address).says("Không đạt → examine 2", "Đạt")
    form = head.open(page_of(dossier, "complete_step/"), nhanh="Không đạt").form("branch")
    assert form.values["branch"] == ["Không đạt"]
    head.send(page_of(dossier, "complete_step/"), form, note="Thiếu bản vẽ").says("Không đạt", "Thiếu bản vẽ")
    assert here(dossier) == 2


def test_the_form_of_a_refusal_comes_with_it_chosen(dossier: int, world: World, now: Now) -> None:
    official, address = Browser(world.who("official", world.rach_gia)), page_of(dossier, "finish/")

    form = official.open(address, nhanh="Không đủ điều kiện").form("outcome")
    assert (form.values["branch"], form.values["outcome"]) == (["Không đủ điều kiện"], ["refused"])
    assert form.choices["outcome"] == ["refused"], "the step can end in nothing else"

    official.send(address, form, status=422).says("Ghi lý do.")

    official.send(address, form, reason="Không thuộc đối tượng").says("Từ chối giải quyết", "Không đủ điều kiện")
