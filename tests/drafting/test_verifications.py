"""Verifications: planned, held with a record, or put off; only by who may finish the open step."""

from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.test_after_a_merger import AFTER, merge, newcomer

from motcua.drafting import public as drafting
from motcua.drafting.public import Held, Kind, Minutes, Plan
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization.public import Actor, Role

PLAN = Plan(kind=Kind.SITE, planned_at=vn("2026-11-17 08:00"), place="Thửa 12, ấp 3 🌾", asked="UBND xã", applicant_must=True)
MINUTES = Minutes(
    held_at=vn("2026-11-17 08:30"), attendees="Ông Ba\nBà <b>Tư</b>", content="Đo lại ranh.", conclusion="Đúng hồ sơ."
)


def plan(dossier: int, actor: Actor, *, key: str = "khoa-xac-minh", **more: Any) -> int:
    return drafting.plan_verification(dossier_id=dossier, plan=PLAN, key=key, actor=actor, **{"at": AT} | more)


def test_a_dossier_has_several_each_with_its_record_and_no_name_is_in_the_journal(world: World, life: Lives) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    visit, hearing = plan(dossier, official), plan(dossier, official, key="khoa-doi-thoai")

    drafting.record_verification(dossier_id=dossier, verification_id=visit, minutes=MINUTES, seen=1, actor=official, at=LATER)
    drafting.put_off_verification(dossier_id=dossier, verification_id=hearing, reason="Mưa bão", seen=1, actor=official, at=LATER)

    assert {one.id: (one.state, one.conclusion, one.reason) for one in drafting.verifications_of(dossier)} == {
        visit: (Held.HELD, "Đúng hồ sơ.", ""),
        hearing: (Held.PUT_OFF, "", "Mưa bão"),
    }
    facts = [fact for what in (visit, hearing) for fact in journal.history(f"verification:{what}")]
    assert [fact.name for fact in facts] == [
        "VerificationPlanned",
        "VerificationHeld",
        "VerificationPlanned",
        "VerificationPutOff",
    ]
    assert not any(word in str([fact.payload for fact in facts]) for word in ("Ba", "ấp", "ranh", "Mưa"))


def test_pressed_twice_it_is_planned_once(world: World, life: Lives) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)

    assert plan(dossier, official) == plan(dossier, official)
    assert len(drafting.verifications_of(dossier)) == 1


@pytest.mark.parametrize("who", [("official", "long_xuyen"), ("counter", "rach_gia_centre"), ("clerk", "rach_gia")])
def test_nobody_else_plans(world: World, life: Lives, who: tuple[str, str]) -> None:
    with pytest.raises(DomainError) as refused:
        plan(life.in_process(), world.who(who[0], getattr(world, who[1])))

    assert refused.value.code == "move_not_allowed"


@pytest.mark.parametrize("stage", ["filed", "awaiting_supplement", "done", "returned", "stopped"])
def test_nothing_is_planned_where_nobody_works(world: World, life: Lives, stage: str) -> None:
    with pytest.raises(DomainError) as refused:
        plan(getattr(life, stage)(), world.who("leader", world.rach_gia), at=LATER)

    assert refused.value.code == "move_not_possible"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            {"minutes": Minutes(held_at=vn("2026-11-18 08:30"), attendees="A", content="B", conclusion="C")},
            "bad_verification_record",
        ),
        (
            {"minutes": Minutes(held_at=vn("2026-11-17 08:30"), attendees=" ", content="B", conclusion="C")},
            "bad_verification_record",
        ),
        ({"seen": 7}, "stale_page"),
        ({"verification_id": 0}, "nothing_written"),
    ],
)
def test_a_record_that_cannot_be_right_is_refused(world: World, life: Lives, change: dict[str, Any], code: str) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    right = {"verification_id": plan(dossier, official), "minutes": MINUTES, "seen": 1}

    with pytest.raises(DomainError) as refused:
        drafting.record_verification(dossier_id=dossier, actor=official, at=LATER, **right | change)

    assert refused.value.code == code


def test_a_record_is_written_once(world: World, life: Lives) -> None:
    dossier, official = life.in_process(), world.who("official", world.rach_gia)
    visit = plan(dossier, official)
    drafting.record_verification(dossier_id=dossier, verification_id=visit, minutes=MINUTES, seen=1, actor=official, at=LATER)

    with pytest.raises(DomainError) as refused:
        drafting.put_off_verification(dossier_id=dossier, verification_id=visit, reason="x", seen=2, actor=official, at=LATER)

    assert refused.value.code == "verification_settled"


def test_after_a_merger_the_successors_people_write_the_record(world: World, life: Lives) -> None:
    dossier = life.in_process()
    visit = plan(dossier, world.who("official", world.rach_gia))
    newly = newcomer(Role.OFFICIAL, merge(world))

    drafting.record_verification(dossier_id=dossier, verification_id=visit, minutes=MINUTES, seen=1, actor=newly, at=AFTER)

    assert given.dossier_detail(dossier, at=AFTER).dossier.state
    assert drafting.verifications_of(dossier)[0].recorded_by == newly.user_id
