"""Two communes become one while their dossiers run: what was open is seen, found and finished by the new commune's people."""

from datetime import date

import pytest
from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Filter, Outcome, State
from motcua.foundation.errors import DomainError, NotFound
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, Actor, AgencyFact, Kind, Level, NewAgency, Role

ON = date(2026, 11, 18)
EVE, AFTER = vn("2026-11-17 16:00"), vn("2026-11-18 09:00")
NEW = NewAgency(name="Phường Rạch Giá Mới", kind=Kind.COMMUNE, level=Level.COMMUNE)


def merge(world: World) -> AgencyFact:
    return organization.merge_agencies(
        predecessors=[world.rach_gia.id, world.long_xuyen.id], successor=NEW, on=ON, basis="NQ 1/2026", actor=SYSTEM, at=EVE
    )


def now_is(actor: Actor) -> Actor:
    assert actor.user_id
    return organization.actor_of(actor.user_id, at=AFTER)


def newcomer(role: Role, agency: AgencyFact) -> Actor:
    """Somebody who never worked at the old commune."""
    name = f"moi.{role}"
    user = organization.create_user(username=name, full_name=name, agency_id=agency.id, actor=SYSTEM, at=AFTER)
    organization.appoint(user_id=user, role=role, agency_id=agency.id, actor=SYSTEM, at=AFTER, valid_from=ON)
    return organization.actor_of(user, at=AFTER)


def test_open_work_is_seen_found_and_finished_by_the_successor(world: World, life: Lives) -> None:
    dossier, waiting = life.in_process(), life.filed()
    code, facts = given.code(dossier), journal.history(f"dossier:{dossier}")
    new = merge(world)
    centre = world.centre_of(new)
    counter = newcomer(Role.COUNTER, centre)
    people = {role: newcomer(role, new) for role in (Role.OFFICIAL, Role.HEAD, Role.LEADER, Role.CLERK)} | {Role.COUNTER: counter}
    official = people[Role.OFFICIAL]

    (row,) = dossiers.worklist(actor=official, which=Filter.MY_TURN, at=AFTER).rows
    assert row.code == code
    assert dossiers.counts(actor=official, at=AFTER)[Filter.MY_TURN].shown == 1
    assert [line.code for line in dossiers.search(actor=official, words=code)] == [code]
    assert dossiers.dossier_for_staff(code=code, actor=official, at=AFTER).dossier.id == dossier
    life.do("accept", waiting, at=AFTER, actor=counter)
    life.do("assign", dossier, at=AFTER, actor=people[Role.HEAD], to_user_id=official.user_id)
    while not given.at_last_step(given.dossier_detail(dossier, at=AFTER)):
        life.do("complete_step", dossier, at=AFTER, actor=people[Role(given.open_step(dossier).role)])
    life.do("finish", dossier, at=AFTER, actor=people[Role(given.open_step(dossier).role)], outcome=Outcome.GRANTED)
    life.do("return_result", dossier, at=AFTER, actor=counter)

    assert given.dossier(dossier).state == State.RETURNED
    assert given.dossier(dossier).competent_id == world.rach_gia.id  # what was received stays as it was received
    assert journal.history(f"dossier:{dossier}")[: len(facts)] == facts


def test_the_head_gives_open_work_to_people_of_the_successor_only(world: World, life: Lives) -> None:
    dossier = life.in_process()
    merge(world)
    head, theirs = now_is(world.who("head", world.long_xuyen)), world.who("official", world.long_xuyen)

    with pytest.raises(DomainError, match="does not hold the role"):
        life.do("assign", dossier, at=AFTER, actor=head, to_user_id=world.who("official", world.phu_quoc).user_id)
    life.do("assign", dossier, at=AFTER, actor=head, to_user_id=theirs.user_id)

    assert given.open_step(dossier).assignee_id == theirs.user_id


def test_an_opinion_asked_of_the_old_agency_is_answered_by_the_new(world: World, life: Lives) -> None:
    dossier = life.in_process(competent=world.phu_quoc)
    life.do("consult", dossier, agency_id=world.rach_gia.id, content="?", due_at=vn("2026-11-20 17:00"))
    new = merge(world)
    official = newcomer(Role.OFFICIAL, new)

    assert len(dossiers.worklist(actor=official, which=Filter.CONSULTED, at=AFTER).rows) == 1
    life.do("answer_consultation", dossier, at=AFTER, actor=official, answer="Đạt", agrees=True)

    assert given.dossier_detail(dossier, at=AFTER).standing.open_consultations == 0


def test_before_the_day_nobody_handles_the_others_work(world: World, life: Lives) -> None:
    dossier = life.in_process()
    merge(world)
    user = world.who("official", world.long_xuyen).user_id
    assert user
    stranger = organization.actor_of(user, at=EVE)

    assert dossiers.worklist(actor=stranger, which=Filter.MY_TURN, at=EVE).rows == ()
    with pytest.raises(DomainError):
        life.do("complete_step", dossier, at=EVE, actor=stranger)


def test_before_the_day_nobody_reads_or_finds_the_others_dossiers(world: World, life: Lives) -> None:
    code, mine = given.code(life.in_process()), given.code(life.in_process(competent=world.long_xuyen))
    organization.merge_agencies(
        predecessors=[world.rach_gia.id], successor=world.long_xuyen.id, on=ON, basis="NQ 1/2026", actor=SYSTEM, at=EVE
    )
    user = world.who("head", world.long_xuyen).user_id
    assert user
    eve, after = (organization.actor_of(user, at=at) for at in (EVE, AFTER))

    assert [line.code for line in dossiers.dossiers(actor=eve).rows] == [mine]
    assert not dossiers.search(actor=eve, words=code)
    for ask in (lambda: dossiers.dossier_for_staff(code=code, actor=eve, at=EVE), lambda: dossiers.id_of(code=code, actor=eve)):
        with pytest.raises(NotFound):
            ask()
    assert dossiers.id_of(code=code, actor=after)
    assert {line.code for line in dossiers.dossiers(actor=after).rows} == {code, mine}


def test_agencies_that_ended_before_anybody_worked_here_cost_a_worklist_nothing(world: World) -> None:
    old = organization.create_agency(
        new=NewAgency(name="Xã cũ", kind=Kind.COMMUNE, level=Level.COMMUNE, parent_id=world.top.id),
        actor=SYSTEM,
        at=EVE,
        valid_from=given.SINCE,
    )
    organization.merge_agencies(predecessors=[old.id], successor=world.rach_gia.id, on=ON, basis="NQ", actor=SYSTEM, at=EVE)

    official = now_is(world.who("official", world.rach_gia))

    assert official.posts == official.holdings
