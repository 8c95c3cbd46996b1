"""Processing: who holds the step, what is asked of other agencies, the new date, what was typed wrong."""

from datetime import date, datetime

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, DUE, LATER, Lives, World, vn

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Consultation, Step
from motcua.dossiers.public import State
from motcua.dossiers.queries.texts import digests
from motcua.organization import public as organization
from motcua.organization.models import RoleHolding
from motcua.organization.public import SYSTEM


def test_assign(world: World, life: Lives) -> None:
    dossier = life.in_process()
    official, head = world.who("official", world.rach_gia), world.who("head", world.rach_gia)

    life.do("assign", dossier, at=LATER, actor=head, to_user_id=official.user_id)

    step = given.open_step(dossier)
    assert (step.assignee_id, step.assigned_at) == (official.user_id, LATER)
    assert given.seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 4)
    assert given.recorded(dossier, "assign") == {
        "state": 4, "due": "2026-11-23T10:00:00+00:00", "to": official.user_id, "was": None, "step": step.number,
    }  # fmt: skip


def test_assign_to_oneself(world: World, life: Lives) -> None:
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)

    life.do("assign", dossier, at=LATER, actor=official, to_user_id=official.user_id)

    assert given.open_step(dossier).assignee_id == official.user_id


def test_complete_step(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("complete_step", dossier, at=LATER, note="Đủ điều kiện")

    done, here = Step.objects.filter(dossier=dossier).order_by("-id")[1], given.open_step(dossier)
    official = world.who("official", world.rach_gia)
    assert (done.outcome, done.note, done.closed_at, done.closed_by_id) == ("done", "Đủ điều kiện", LATER, official.user_id)
    assert done.assignee_id == official.user_id  # who did it had it
    assert (here.kind, here.role, here.opened_at, here.closed_at) == ("review", "head", LATER, None)
    assert here.due_at is not None
    assert here.due_at > LATER
    assert given.recorded(dossier, "complete_step")["step"] == here.number


def test_a_step_comes_back_to_nobody_when_who_did_it_has_left(world: World, life: Lives) -> None:
    dossier, at = life.in_process(), vn("2026-11-17 10:00")
    life.do("complete_step", dossier, at=LATER)
    official = world.who("official", world.rach_gia)
    (post,) = RoleHolding.objects.filter(user_id=official.user_id)
    organization.end_appointment(holding_id=post.pk, actor=SYSTEM, at=vn("2026-11-17 09:00"))

    life.do("return_step", dossier, at=at, reason="Chưa đủ căn cứ")

    assert given.open_step(dossier).assignee_id is None


def test_return_step(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("complete_step", dossier, at=LATER)

    life.do("return_step", dossier, at=vn("2026-11-17 10:00"), reason="Chưa đủ căn cứ")

    back = given.open_step(dossier)
    assert (back.kind, back.assignee_id) == ("examine", world.who("official", world.rach_gia).user_id)  # to who did it
    assert [s.outcome for s in Step.objects.filter(dossier=dossier).order_by("id")] == ["forwarded", "done", "returned", ""]
    assert given.recorded(dossier, "return_step") | digests(dossier_id=dossier, reason="Chưa đủ căn cứ") == given.recorded(
        dossier, "return_step"
    )


def test_consult(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("consult", dossier, at=LATER, agency_id=world.police.id, content="Phòng cháy?", due_at=vn("2026-11-19 17:00"))

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.agency_id, asked.content, asked.asked_at, asked.due_at) == (
        world.police.id, "Phòng cháy?", LATER, vn("2026-11-19 17:00"),
    )  # fmt: skip
    assert given.seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 4)  # the legal clock goes on
    assert given.recorded(dossier, "consult")["agency"] == world.police.id


def test_answer_consultation(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="Phòng cháy?", due_at=vn("2026-11-16 17:00"))

    police = world.who("official", world.police)
    life.do("answer_consultation", dossier, at=LATER, actor=police, answer="Đạt", agrees=True)

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.answered_at, asked.answered_by_id, asked.answer, asked.agrees) == (LATER, police.user_id, "Đạt", True)
    assert given.recorded(dossier, "answer_consultation")["late"] is True
    assert given.seen_on(dossier)[:3] == (State.IN_PROCESS, DUE, DUE)


def test_going_on_without_an_answer_needs_a_basis_that_is_kept(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="Phòng cháy?", due_at=vn("2026-11-16 17:00"))

    life.do("complete_step", dossier, at=LATER, waive_reason="Quá hạn trả lời, đã báo Trung tâm")

    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.waived_reason, asked.answer, asked.agrees) == ("Quá hạn trả lời, đã báo Trung tâm", "", None)


def test_extend(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("extend", dossier, at=LATER, new_day=date(2026, 11, 27), reason="Phải xác minh thực địa")

    new = vn("2026-11-27 17:00")
    row = given.dossier(dossier)
    assert (row.first_due_at, row.due_at, row.extended_to, row.extended_at) == (DUE, new, new, LATER)
    assert row.extension_reason == "Phải xác minh thực địa"
    assert given.open_step(dossier).sort_at == new
    assert given.recorded(dossier, "extend") == {
        "state": 4, "due": "2026-11-27T10:00:00+00:00", "was": "2026-11-23T10:00:00+00:00",
        "document": "apology", "document_number": "01/PXL", **digests(dossier_id=dossier, reason="Phải xác minh thực địa"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "overdue"),
    [
        (vn("2026-11-23 08:00"), False),  # the due day: too late for a new date, not yet overdue
        (vn("2026-11-25 09:00"), True),
    ],
)
def test_apologise(world: World, life: Lives, at: datetime, overdue: bool) -> None:
    dossier = life.in_process()

    moved = life.do("apologise", dossier, at=at, expected_on=date(2026, 11, 27), reason="Chờ xác minh")

    row = given.dossier(dossier)
    assert (row.first_due_at, row.due_at, row.extended_to, row.extension_count) == (DUE, DUE, None, 0)  # the promise by law stays
    assert (row.apologised_at, row.expected_on, row.apology_reason) == (at, date(2026, 11, 27), "Chờ xác minh")
    assert (given.open_step(dossier).sort_at, moved.due_at) == (DUE, DUE)
    assert given.recorded(dossier, "apologise") == {
        "state": 4, "due": "2026-11-23T10:00:00+00:00", "expected": "2026-11-27", "late": True, "overdue": overdue,
        "document": "apology", "document_number": "01/PXL", **digests(dossier_id=dossier, reason="Chờ xác minh"),
    }  # fmt: skip


def test_correct(world: World, life: Lives) -> None:
    dossier = life.in_process()

    life.do("correct", dossier, at=LATER, reason="Gõ nhầm", persons=(dossiers.Correction(address="14 Nguyễn Trãi"),))

    assert given.seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 4)
    was, now = (f'{{"filer.address": "{number} Nguyễn Trãi"}}' for number in (12, 14))
    assert given.recorded(dossier, "correct") == {
        "state": 4, "due": "2026-11-23T10:00:00+00:00", "fields": ["filer.address"],
        "agency": world.rach_gia_centre.id,
        **digests(dossier_id=dossier, reason="Gõ nhầm", was=was, now=now),
    }  # fmt: skip
