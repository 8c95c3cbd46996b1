"""Sent back to the step that is chosen, with the reason before the eyes of who gets it; done in the place of who is away."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, LATER, Lives, World, away
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.worlds import Now

from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, Actor, HoldingKind, Role


def steps_done(life: Lives) -> tuple[int, list[int]]:
    """A dossier at its last step, and the numbers of the steps it may go back to."""
    dossier = life.at_last_step()
    number = given.open_step(dossier).number
    done = given.dossier(dossier).steps.filter(closed_at__isnull=False).exclude(kind="receive")
    return dossier, sorted({one for one in done.values_list("number", flat=True) if one < number})


def test_it_goes_back_to_the_step_that_is_chosen_else_to_the_one_before(life: Lives) -> None:
    (near, before), (far, _same) = steps_done(life), steps_done(life)

    life.do("return_step", near, at=LATER, reason="Sai căn cứ")
    life.do("return_step", far, at=LATER, reason="Thẩm định lại", to_step=before[0])

    assert (given.open_step(near).number, given.open_step(far).number) == (before[-1], before[0])
    assert given.open_step(far).sent_back == "Thẩm định lại"


def test_a_step_that_was_not_done_before_is_refused_by_name(life: Lives) -> None:
    dossier, before = steps_done(life)

    with pytest.raises(DomainError) as refused:
        life.do("return_step", dossier, at=LATER, reason="x", to_step=99)

    assert refused.value.code == "not_an_earlier_step"
    assert str(before[0]) in refused.value.sentence_vi


def test_who_gets_it_back_reads_why_at_once_and_it_is_gone_when_it_goes_on(world: World, life: Lives, now: Now) -> None:
    dossier, before = steps_done(life)
    now.at = LATER
    clerk = Browser(world.who("clerk", world.rach_gia))

    clerk.move(given.code(dossier), "return_step", reason="Sai tên <i>chủ</i> 🙂", to_step=str(before[0]))

    official = Browser(world.who("official", world.rach_gia)).open(page_of(dossier))
    official.says("Bị trả lại để làm lại", "Sai tên &lt;i&gt;chủ&lt;/i&gt; 🙂")
    life.do("complete_step", dossier, at=LATER)
    assert "Bị trả lại để làm lại" not in Browser(world.who("head", world.rach_gia)).open(page_of(dossier)).text


def test_a_deputy_signs_in_the_place_of_who_is_away_and_the_fact_keeps_whose(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    while given.open_step(dossier).kind != "sign":
        life.do("complete_step", dossier, at=AT)
    leader, deputy = world.who("leader", world.rach_gia), world.who("head", world.rach_gia)
    life.do("assign", dossier, at=AT, actor=leader, to_user_id=leader.user_id)

    life.do("complete_step", dossier, at=LATER, actor=away(leader, deputy=deputy, since=LATER))

    signed = given.dossier(dossier).steps.get(kind="sign")
    assert (signed.closed_by_id, signed.closed_for_id) == (deputy.user_id, leader.user_id)
    assert journal.history(f"dossier:{dossier}")[-1].payload["in_place_of"] == leader.user_id
    now.at = LATER
    page = Browser(world.who("clerk", world.rach_gia)).open(page_of(dossier))
    page.says(f"{deputy.name} ký thay {leader.name}", f"ký thay {leader.name}")


def test_a_deputy_signs_nothing_when_the_signer_is_back(world: World, life: Lives) -> None:
    dossier = life.in_process()
    while given.open_step(dossier).kind != "sign":
        life.do("complete_step", dossier, at=AT)

    with pytest.raises(DomainError) as refused:
        life.do("complete_step", dossier, at=LATER, actor=world.who("head", world.rach_gia))

    assert refused.value.code == "move_not_allowed"
    life.do("complete_step", dossier, at=LATER, actor=world.who("leader", world.rach_gia))
    assert given.dossier(dossier).steps.get(kind="sign").closed_for_id is None


def at_the_signing(life: Lives) -> int:
    dossier = life.in_process()
    while given.open_step(dossier).kind != "sign":
        life.do("complete_step", dossier, at=AT)
    return dossier


def appointed(world: World, kind: HoldingKind, username: str) -> Actor:
    """Somebody who holds the leader's role on this footing."""
    user_id = organization.create_user(
        username=username, full_name="Trần Văn Phó", password=None, agency_id=world.rach_gia.id, actor=SYSTEM, at=AT
    )
    organization.appoint(
        user_id=user_id, role=Role.LEADER, agency_id=world.rach_gia.id, actor=SYSTEM, at=AT, valid_from=given.SINCE, kind=kind
    )
    return organization.actor_of(user_id, at=LATER)


def test_a_deputy_of_the_leader_signs_as_such_and_nobody_else_does(world: World, life: Lives, now: Now) -> None:
    signed, by_seconded, by_leader = (at_the_signing(life) for _time in range(3))
    deputy, seconded = appointed(world, HoldingKind.DEPUTY, "pho"), appointed(world, HoldingKind.SECONDED, "biet.phai")

    life.do("complete_step", signed, at=LATER, actor=deputy)
    life.do("complete_step", by_seconded, at=LATER, actor=seconded)
    life.do("complete_step", by_leader, at=LATER)

    facts = [given.last_fact(dossier).payload for dossier in (signed, by_seconded, by_leader)]
    assert [fact.get("as_deputy", False) for fact in facts] == [True, False, False]
    now.at = LATER
    clerk = Browser(world.who("clerk", world.rach_gia))
    clerk.open(page_of(signed)).says("Trần Văn Phó ký thay (KT.) người đứng đầu", "cấp phó ký thay (KT.) người đứng đầu")
    assert "KT." not in clerk.open(page_of(by_leader)).text
    clerk.open(f"{page_of(signed)}finish/").says("KT. người đứng đầu, cấp phó được phân công")
